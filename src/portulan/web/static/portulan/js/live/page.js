// The page follows what others do, part by part, without touching what is being written; its forms do not leave it.
import { giveBack } from "./acts.js";
import { forgetDraft } from "./drafts.js";
import { token } from "./place.js";

const EVERY = 4000;
const HIDDEN_EVERY = 20000;
const CATCH_UP = 5;

// Links that leave the item wait until its notes are saved; without a network they do not leave.
export function leave(place, notes) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    const stays = !link || !plain || link.target || link.getAttribute("href").startsWith("#") || link.matches("[data-correct], [data-cancel]");
    if (stays || (!notes?.pending && navigator.onLine)) return;
    event.preventDefault();
    if (notes) await Promise.race([notes.flush(), new Promise((done) => setTimeout(done, 2000))]);
    if (notes?.offline || !navigator.onLine) place.say(place.word("offline"));
    else location.assign(link.href);
  }, true);
}

// Forms are sent from here, and the page takes over what changed.
export function live(place, notes) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-live]")) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    try {
      await notes?.flush();
      await send(place, notes, form, event.submitter);
    } finally {
      delete form.dataset.sending;
    }
  }, true);
}

async function send(place, notes, form, button) {
  const said = new FormData(form, button);
  said.set("csrfmiddlewaretoken", token());
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: said });
  } catch {
    complain(place, form, place.word("notSent"));
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (new URL(answer.url).pathname === place.signIn) {
    place.saySignedOut();
    complain(place, form, place.word("signInFirst"));
  } else if (!answer.ok) refused(place, form, page);
  else taken(place, notes, form, answer, page);
}

function taken(place, notes, form, answer, page) {
  forgetDraft(place, form);
  complain(place, form, "");
  const { current } = here();
  const next = new URL(answer.url).searchParams.get("point");
  if (next && next !== current) {
    location.assign(answer.url);
    return;
  }
  const folded = form.closest("details[open]");
  if (form.matches("[data-correcting]")) giveBack(form);
  form.reset();
  renew(form, page);
  const focused = folded?.contains(document.activeElement);
  if (folded) folded.open = false;
  if (focused) folded.querySelector("summary").focus();
  take(place, notes, page, { by: form });
  showMessages(page);
}

// The next sending of the same form is another one: it has the number that the server gives it.
function renew(form, page) {
  const again = [...page.querySelectorAll("form")].find((one) => one.getAttribute("action") === form.getAttribute("action") && one.id === form.id && one.dataset.keep === form.dataset.keep);
  const number = again?.elements.submission?.value;
  if (number && form.elements.submission) form.elements.submission.value = number;
}

// What is wrong is said in the form, which keeps what was typed.
function refused(place, form, page) {
  const list = page.querySelector(".resume-erreurs ul");
  const sentence = page.querySelector("main .chapo, main .egare p, main p")?.textContent ?? "";
  const version = page.querySelector("form [name=version]")?.value;
  if (version && form.elements.version) form.elements.version.value = version;
  complain(place, form, list ? [...list.querySelectorAll("li")].map((one) => one.textContent).join(" ") : sentence);
}

function complain(place, form, sentence) {
  const box = form.querySelector("[data-errors]");
  if (!box) place.say(sentence);
  else box.textContent = sentence;
}

function showMessages(page) {
  const main = document.getElementById("contenu");
  main.querySelector(":scope > .messages")?.remove();
  const fresh = page.querySelector("#contenu > .messages");
  if (fresh) main.prepend(document.importNode(fresh, true));
}

function here() {
  return { current: document.querySelector(".seance-point.ici")?.dataset.item ?? null };
}

// A part as the server wrote it, without what differs at each reading.
function source(part) {
  const copy = part.cloneNode(true);
  for (const one of copy.querySelectorAll("[name=csrfmiddlewaretoken], [name=submission]")) one.remove();
  return copy.innerHTML;
}

const sources = new Map();
let behind = false; // a part changed that could not be shown yet: somebody is writing in it
const partsOf = (page) => [...page.querySelectorAll("[data-part]")];

function busy(part, by) {
  if (part.querySelector("[data-correcting]")) return true;
  if (!("forms" in part.dataset)) return false;
  const open = part.querySelector("details[open]") !== null;
  return open || (part.contains(document.activeElement) && !part.contains(by));
}

function take(place, notes, page, { by = null } = {}) {
  if (!notes && page.querySelector("[data-notes]")) {
    location.reload();
    return;
  }
  const points = place.seance.querySelector("[data-points]");
  arrange(points, page.querySelector("[data-points]"));
  behind = false;
  for (const fresh of partsOf(page)) {
    const part = document.getElementById(fresh.id);
    if (!part || sources.get(fresh.id) === source(fresh)) continue;
    if (part.querySelector("[data-notes]")) takeNotes(notes, fresh);
    else if (!busy(part, by)) swap(part, fresh);
    else {
      behind = true;
      continue;
    }
    sources.set(fresh.id, source(fresh));
  }
}

function takeNotes(notes, fresh) {
  const form = fresh.querySelector("[data-notes]");
  if (form && notes) notes.receive(form.elements.base.value.replace(/\r\n?/g, "\n"), form.dataset.version);
}

// The focus stays on the same button, or beside it.
function swap(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  part.replaceChildren(...document.importNode(fresh, true).childNodes);
  window.htmx?.process(part);
  if (!focused) return;
  const again = focused.id && document.getElementById(focused.id);
  if (!again) part.tabIndex = -1;
  (again || part).focus({ preventScroll: true });
}

// Items that were added or moved take their place around the one that is open, which is never touched.
function arrange(points, fresh) {
  if (!points || !fresh) return;
  const wanted = [...fresh.children].filter((one) => one.id);
  const order = wanted.map((one) => one.id).join();
  if ([...points.children].map((one) => one.id).join() === order) return;
  const nodes = wanted.map((one) => document.getElementById(one.id) ?? document.importNode(one, true));
  const open = nodes.findIndex((one) => one.matches(".ici") && one.isConnected);
  for (const one of [...points.children]) if (!nodes.includes(one)) one.remove();
  nodes.forEach((node, rank) => {
    if (rank < open) points.insertBefore(node, nodes[open]);
    else if (rank > open) points.append(node);
  });
  for (const node of nodes) for (const part of partsOf(node)) if (!sources.has(part.id)) sources.set(part.id, source(part));
}

// What changed is asked for every few seconds; when something did, the page is read again.
export function follow(place, notes) {
  for (const part of partsOf(document)) sources.set(part.id, source(part));
  let mark = "";
  let known = null;
  let beats = 0;

  async function beat() {
    beats += 1;
    if (behind && beats % CATCH_UP === 0) [mark, known] = ["", ""];
    try {
      const answer = await fetch(place.beat, {
        redirect: "manual", cache: "no-store", headers: mark ? { "If-None-Match": mark } : {},
      });
      if (answer.type === "opaqueredirect") place.saySignedOut();
      if (answer.status === 200) {
        mark = answer.headers.get("ETag");
        await hear(await answer.json());
      }
    } catch { /* no network: what is typed says so */ }
    setTimeout(beat, document.hidden ? HIDDEN_EVERY : EVERY);
  }

  async function hear(told) {
    showWriters(place, told.writers);
    const now = JSON.stringify([told.stage, told.changes, told.versions]);
    const first = known === null;
    if (now !== known && !(first && isCurrent(told))) await reread(told);
    known = now;
  }

  async function reread(told) {
    if (told.stage !== "open") {
      notes?.stop(place.word("closed"), true);
      place.sayClosed();
      return;
    }
    const { current } = here();
    const answer = await fetch(current ? `${place.page}?point=${current}` : place.page, { cache: "no-store" });
    if (!answer.ok || new URL(answer.url).pathname === place.signIn) return;
    take(place, notes, new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  setTimeout(beat, EVERY / 4);
}

// On the first beat: whether the page that was just read is what the server still has.
function isCurrent(told) {
  const items = [...document.querySelectorAll("[data-item]")].map((one) => [one.dataset.item, Number(one.dataset.version)]);
  const changes = Number(document.querySelector("[data-seance]").dataset.changes);
  return changes === told.changes && items.every(([item, version]) => told.versions[item] === version);
}

function showWriters(place, writers) {
  for (const line of place.seance.querySelectorAll("[data-writer]")) {
    const who = writers[line.closest("[data-item]").dataset.item];
    const sentence = who && who.id !== place.owner ? place.word("writing", who.name) : "";
    if (line.textContent !== sentence) line.textContent = sentence;
  }
}
