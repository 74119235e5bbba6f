// The header's search: arrows walk through the short answer, Escape closes it.
const field = document.querySelector(".mat-chercher input");
const answer = document.getElementById("trouves-vite");

function walk(step) {
  const stops = [field, ...answer.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  stops[(at + step + stops.length) % stops.length]?.focus();
}

field?.form.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && answer.childElementCount) {
    answer.replaceChildren();
    field.focus();
  }
  if (!answer.childElementCount || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  walk(event.key === "ArrowDown" ? 1 : -1);
});
