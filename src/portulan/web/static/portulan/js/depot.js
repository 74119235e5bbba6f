// Sending files: how far it is, the files kept when the form comes back to be corrected, a list that words sift.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const files = form.querySelector?.("input[type=file]")?.files;
  if (event.defaultPrevented || !form.matches("[data-depot]") || !files?.length) return;
  event.preventDefault();
  send(form, files);
});

function send(form, files) {
  const request = new XMLHttpRequest();
  const line = form.querySelector("[data-depot-line]");
  line.hidden = false;
  request.upload.addEventListener("progress", (sent) => {
    if (!sent.lengthComputable) return;
    const share = Math.round((sent.loaded / sent.total) * 100);
    line.querySelector("progress").value = share;
    line.querySelector("[role=status]").textContent = `${share} %`;
  });
  request.addEventListener("load", () => {
    const next = request.getResponseHeader("X-Go-To");
    if (next) location.assign(next);
    else show(request.responseText, files);
  });
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action);
  request.setRequestHeader("X-Depot", "1");
  request.send(new FormData(form));
}

// The page that says what is wrong takes the place of this one, and the files that were chosen stay chosen.
function show(text, files) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = document.getElementById("contenu");
  main.replaceChildren(...document.importNode(page.getElementById("contenu"), true).childNodes);
  const input = main.querySelector("[data-depot] input[type=file]");
  if (input) {
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  window.htmx?.process(main);
  main.focus();
  window.scrollTo(0, 0);
}

document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset?.sift ?? "");
  if (list) sift(list, plain(event.target.value).split(/\s+/).filter(Boolean));
});

function sift(list, words) {
  let shown = 0;
  for (const row of list.querySelectorAll("[data-sifted]")) {
    const hay = plain(row.textContent);
    const kept = words.every((word) => hay.includes(word)) || row.querySelector("input:checked") !== null;
    row.hidden = !kept;
    shown += kept ? 1 : 0;
  }
  const none = list.parentElement.querySelector("[data-sift-none]");
  if (none) none.hidden = shown > 0;
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
