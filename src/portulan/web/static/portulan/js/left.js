// A closed meeting: what this browser had kept of it and could not send is shown, to be copied.
import { allKept, drop } from "./live/kept.js";

const box = document.querySelector("[data-left]");
const kept = box ? allKept(box.dataset) : [];
if (kept.length) {
  const texts = box.querySelector("[data-left-texts]");
  for (const one of kept) {
    const text = document.createElement("pre");
    text.className = "seance-texte";
    text.tabIndex = 0;
    text.textContent = one.text;
    texts.append(text);
  }
  box.hidden = false;
  box.querySelector("[data-forget]").addEventListener("click", () => {
    for (const one of kept) drop(one.key);
    box.hidden = true;
  });
}
