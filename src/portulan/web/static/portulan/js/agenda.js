// The agenda of a meeting: an item is dragged, or lifted from its grip and moved with the arrows; minutes count as
// soon as they are typed. The form says the new order; the agenda comes back as a fragment. Without a script there
// are buttons that move an item one step, and one that saves the minutes.
let lifted = null;
let moving = false;
let focusNext = "";

const aloud = () => document.querySelector("[data-aloud-agenda]");

function say(sentence) {
  const place = aloud();
  if (place) place.textContent = sentence;
}

const movable = () => [...document.querySelectorAll(".points-prevus [data-item][draggable]")];

function lift(item, dragged = false) {
  lifted = { item, next: item.nextElementSibling, dragged };
  item.classList.add("soulevee");
}

function release() {
  if (!lifted) return;
  lifted.item.classList.remove("soulevee");
  lifted = null;
}

function putBack() {
  lifted.item.parentElement.insertBefore(lifted.item, lifted.next);
  release();
}

function put() {
  const { item, next } = lifted;
  const moved = item.nextElementSibling !== next;
  release();
  if (moved) send(item);
}

function send(item) {
  const form = document.getElementById("ranger");
  form.elements.order.value = [...form.querySelectorAll("[data-item]")].map((one) => one.dataset.item).join(" ");
  focusNext = `[data-item="${CSS.escape(item.dataset.item)}"] [data-agenda-grip]`;
  form.requestSubmit();
}

function step(item, key) {
  const all = movable();
  const other = all[all.indexOf(item) + (key === "ArrowUp" ? -1 : 1)];
  if (!other) return;
  item.parentElement.insertBefore(item, key === "ArrowUp" ? other : other.nextElementSibling);
  item.querySelector("[data-agenda-grip]").focus();
  say(`${aloud().dataset.place} ${movable().indexOf(item) + 1}`);
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-agenda-grip]");
  if (!grip || event.ctrlKey || event.metaKey || event.altKey) return;
  const item = grip.closest("[data-item]");
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    if (!lifted) {
      lift(item);
      say(aloud().dataset.lifted);
    }
    moving = true;
    step(item, event.key);
    moving = false;
  } else if ((event.key === "Enter" || event.key === " ") && lifted) {
    event.preventDefault();
    put();
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    lift(item);
    say(aloud().dataset.lifted);
  } else if (event.key === "Escape" && lifted) {
    putBack();
    grip.focus();
    say(aloud().dataset.back);
  }
});

// The grip of an item that is dragged loses the focus where the item goes.
document.addEventListener("focusout", (event) => {
  if (lifted && !lifted.dragged && !moving && event.target.closest?.("[data-agenda-grip]")) putBack();
});

document.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("[data-item][draggable]");
  if (item) lift(item, true);
});

for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    const over = lifted && event.target.closest?.(".points-prevus [data-item]");
    if (!over || over.parentElement !== lifted.item.parentElement) return;
    event.preventDefault();
    if (kind === "drop") put();
    else if (over !== lifted.item) {
      const box = over.getBoundingClientRect();
      const below = event.clientY > box.top + box.height / 2 && !over.hasAttribute("data-last");
      over.parentElement.insertBefore(lifted.item, below ? over.nextElementSibling : over);
    }
  });
}

document.addEventListener("dragend", () => lifted && putBack());

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-arrange]") || event.target.type !== "number" || !event.target.checkValidity()) return;
  form.requestSubmit();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "composer" && !focusNext && document.activeElement?.id) {
    focusNext = `#${CSS.escape(document.activeElement.id)}`;
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "composer" || !focusNext) return;
  document.querySelector(focusNext)?.focus();
  focusNext = "";
});
