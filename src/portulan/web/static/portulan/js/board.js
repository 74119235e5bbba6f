// The board of priorities: a card is dragged, or lifted from its grip and moved with the arrows. The form `#placer`
// says where it was put; the board comes back as a fragment. Without a script the grip is a link to the same choices.
let lifted = null;

const places = () => [...document.querySelectorAll("[data-importance]")];
const aloud = () => document.querySelector("[data-aloud-board]");

function say(sentence) {
  const place = aloud();
  if (place) place.textContent = sentence;
}

function nameOf(place) {
  return place.getAttribute("aria-label") || aloud()?.dataset.unplaced || "";
}

function lift(card) {
  const place = card.closest("[data-importance]");
  lifted = { card, from: place, at: place };
  card.classList.add("soulevee");
}

function aim(place) {
  lifted.at.classList.remove("cible");
  lifted.at = place;
  if (place !== lifted.from) place.classList.add("cible");
}

function release() {
  if (!lifted) return;
  lifted.at.classList.remove("cible");
  lifted.card.classList.remove("soulevee");
  lifted = null;
}

function put() {
  const { card, from, at } = lifted;
  release();
  if (at === from) return;
  const form = document.getElementById("placer");
  form.elements.action.value = card.dataset.card;
  form.elements.importance.value = at.dataset.importance;
  form.elements.effort.value = at.dataset.effort;
  form.dataset.focus = card.dataset.card;
  form.requestSubmit();
}

// The nine places stand in three lines of three; what is still to be placed comes after the last of each line.
function neighbour(place, key) {
  const all = places();
  const at = all.indexOf(place);
  if (at === 9) return key === "ArrowLeft" || key === "ArrowUp" ? all[8] : place;
  const [line, column] = [Math.floor(at / 3), at % 3];
  if (key === "ArrowRight") return column === 2 ? all[9] : all[at + 1];
  if (key === "ArrowLeft") return column ? all[at - 1] : place;
  if (key === "ArrowUp") return line ? all[at - 3] : place;
  return line === 2 ? all[9] : all[at + 3];
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    if (!lifted) {
      lift(grip.closest("[data-card]"));
      say(aloud().dataset.lifted);
    }
    const place = neighbour(lifted.at, event.key);
    if (place) {
      aim(place);
      say(nameOf(place));
      place.scrollIntoView({ block: "nearest" });
    }
  } else if (event.key === "Enter" && lifted) {
    event.preventDefault();
    put();
  } else if (event.key === "Escape" && lifted) {
    release();
    say(aloud().dataset.back);
  }
});

document.addEventListener("focusout", (event) => {
  if (lifted && event.target.closest?.("[data-grip]")) release();
});

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card][draggable]");
  if (card) lift(card);
});

for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    const place = lifted && event.target.closest?.("[data-importance]");
    if (!place) return;
    event.preventDefault();
    aim(place);
    if (kind === "drop") put();
  });
}

document.addEventListener("dragend", release);

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "prio") return;
  const moved = document.getElementById("placer")?.dataset.focus;
  document.querySelector(`[data-card="${CSS.escape(moved ?? "")}"] [data-grip]`)?.focus();
});
