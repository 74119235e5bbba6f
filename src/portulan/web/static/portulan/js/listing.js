// Rows by keyboard: arrows, or j and k, go from a row to the next; space ticks it. Only while a row has the focus.
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
  if (event.key === " " && event.target.matches("a")) {
    const box = row.querySelector("input[type=checkbox]");
    if (!box) return;
    event.preventDefault();
    box.click();
    return;
  }
  if (!(event.key in STEPS)) return;
  event.preventDefault();
  go(row, STEPS[event.key], event.target);
});

// To the same control of the next row: the same column, else its first one.
function go(row, step, from) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const next = rows[rows.indexOf(row) + step];
  if (!next) return;
  const at = from.closest("td, th")?.cellIndex ?? 0;
  const there = next.cells[at]?.querySelector("a, button, input") ?? next.querySelector("a, button, input");
  there?.focus();
  there?.scrollIntoView({ block: "nearest" });
}

// All of the list is ticked, or each by itself; below, a choice is made by filling what it needs.
document.addEventListener("change", (event) => {
  const box = event.target;
  const all = document.querySelector("[data-everything]");
  if (box === all) {
    for (const one of box.form.querySelectorAll("[data-row] input[type=checkbox]")) one.checked = box.checked;
  } else if (all && !box.checked && box.closest("[data-row]")) {
    all.checked = false;
  }
});

document.addEventListener("input", (event) => {
  const radio = event.target.closest("[data-choice]")?.querySelector("input[type=radio]");
  if (radio) radio.checked = true;
});

// All of them are sent once: a form has room for a thousand fields.
document.addEventListener("formdata", (event) => {
  if (event.formData.has("toutes")) event.formData.delete("action");
});
