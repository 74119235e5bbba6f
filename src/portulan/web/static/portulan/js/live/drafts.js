// A decision that is half written, or that could not be sent, is kept in this browser until it is noted.
import { drop, keep, read } from "./kept.js";

const HEAD = "portulan-saisie";

function keyOf(place, form) {
  return [HEAD, place.workspace, place.owner, place.meeting, form.dataset.keep].join("/");
}

function fields(form) {
  return [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "file" && one.type !== "submit");
}

export function keepDrafts(place) {
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-keep]")) return;
    const said = fields(form).map((one) => [one.name, one.value]);
    keep(keyOf(place, form), { said, submission: form.elements.submission?.value });
  });
  for (const form of place.seance.querySelectorAll("[data-keep]")) bringBack(place, form);
}

export function forgetDraft(place, form) {
  if (form.dataset.keep) drop(keyOf(place, form));
}

// The form keeps its number: what had been sent without an answer counts once.
function bringBack(place, form) {
  const raw = read(keyOf(place, form));
  if (!raw) return;
  const { said, submission } = JSON.parse(raw);
  const filled = new Map(said);
  if (![...fields(form)].some((one) => one.matches("textarea, [type=text]") && filled.get(one.name))) return;
  for (const one of fields(form)) if (filled.has(one.name)) one.value = filled.get(one.name);
  if (submission && form.elements.submission) form.elements.submission.value = submission;
  form.closest("details").open = true;
}
