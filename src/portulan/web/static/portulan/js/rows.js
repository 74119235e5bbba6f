// Rows that unfold in place. The control is a link: without a script it opens the same detail as a page.
//   <a class="x" href="…" hx-get="…" hx-target="#d-1" hx-swap="outerHTML" aria-expanded="false" aria-controls="d-1">
// The first time htmx brings the row `#d-1`; afterwards it is only shown or hidden.
function show(control, row, open) {
  row.hidden = !open;
  control.setAttribute("aria-expanded", String(open));
  control.closest("tr")?.classList.toggle("ouverte", open);
}

document.addEventListener(
  "click",
  (event) => {
    const control = event.target.closest(".x[aria-controls]");
    if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = document.getElementById(control.getAttribute("aria-controls"));
    if (!row || !row.children.length) return;
    event.preventDefault();
    event.stopPropagation();
    show(control, row, control.getAttribute("aria-expanded") !== "true");
  },
  true,
);

document.addEventListener("htmx:afterSwap", (event) => {
  const id = event.detail.target?.id;
  const control = id && document.querySelector(`.x[aria-controls="${CSS.escape(id)}"]`);
  const row = id && document.getElementById(id);
  if (control && row) show(control, row, true);
});
