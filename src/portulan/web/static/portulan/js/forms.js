// Forms: filters that answer when they change, one sending at a time, files dropped on a zone.
const pause = 350;
let waiting;

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-auto]") && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
    form.requestSubmit();
  }
  if (event.target.matches(".depot input[type=file]")) showNames(event.target);
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-auto][hx-get]") || event.target.type !== "search") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => form.requestSubmit(), pause);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  sayBusy(form, event.submitter);
  follow(form);
});

// A button whose work takes a while says so in its own words, and aloud.
function sayBusy(form, button) {
  if (!button?.dataset.busy) return;
  button.dataset.idle = button.textContent;
  button.textContent = button.dataset.busy;
  const aloud = form.querySelector("[data-aloud]");
  if (aloud) aloud.textContent = button.dataset.busy;
}

function sayIdle(form) {
  const button = form.querySelector("[data-idle]");
  if (!button) return;
  button.textContent = button.dataset.idle;
  delete button.dataset.idle;
  const aloud = form.querySelector("[data-aloud]");
  if (aloud) aloud.textContent = "";
}

// A page that comes back from the browser's memory may be sent again.
window.addEventListener("pageshow", () => release(document));
document.addEventListener("htmx:beforeRequest", (event) => follow(event.target));
document.addEventListener("htmx:afterRequest", (event) => release(event.target));

// While a document is read, its stage is asked for.
let following;

function follow(form) {
  const place = form.querySelector("[data-follow]");
  if (!place) return;
  place.hidden = false;
  clearInterval(following);
  following = setInterval(() => htmx.trigger(place, "suivre"), 300);
}

function unfollow(scope) {
  const place = scope.querySelector?.("[data-follow]");
  if (!place) return;
  clearInterval(following);
  place.hidden = true;
}

function release(scope) {
  unfollow(scope);
  const forms = scope.matches?.("form") ? [scope] : scope.querySelectorAll?.("form[data-sent]") ?? [];
  for (const form of forms) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    sayIdle(form);
  }
}

// htmx puts no error in the page: what was refused, or that nothing answered, is said above its form.
function sayAbove(form, words) {
  if (!form.matches("form") || !words) return;
  if (form.previousElementSibling?.matches("[data-refused]")) form.previousElementSibling.remove();
  const note = document.createElement("p");
  note.className = "note note-grave";
  note.dataset.refused = "";
  note.setAttribute("role", "alert");
  note.textContent = words;
  form.before(note);
}

document.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  sayAbove(event.target, answer.querySelector(".egare .chapo")?.textContent.trim());
});
document.addEventListener("htmx:sendError", (event) => sayAbove(event.target, document.body.dataset.unreachable));

// The column of which the role is being chosen comes into view in the document beside it.
document.addEventListener("focusin", (event) => {
  if (!event.target.matches?.(".correspondance select")) return;
  const title = document.querySelector(`.extrait th.${event.target.name.replace("role-", "x-")}`);
  const frame = title?.closest(".src");
  if (!frame || frame.scrollWidth <= frame.clientWidth) return;
  frame.scrollLeft = title.offsetLeft - (frame.clientWidth - title.offsetWidth) / 2;
});

function showNames(input) {
  const zone = input.closest(".depot");
  const names = [...input.files].map((file) => file.name);
  zone.classList.toggle("plein", names.length > 0);
  const place = zone.querySelector(".noms");
  if (place) place.textContent = names.join(", ");
  if (names.length && input.form?.matches("[data-auto-file]")) input.form.requestSubmit();
}

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.(".depot");
    if (!zone?.querySelector("input[type=file]")) return;
    event.preventDefault();
    zone.classList.add("survol");
  });
}

document.addEventListener("dragleave", (event) => {
  const zone = event.target.closest?.(".depot");
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("survol");
});

document.addEventListener("drop", (event) => {
  const zone = event.target.closest?.(".depot");
  const input = zone?.querySelector("input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  event.preventDefault();
  zone.classList.remove("survol");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  if (input.form?.querySelector("[data-follow]")) input.form.querySelector("[type=submit]").focus();
});
