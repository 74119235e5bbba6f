// A little Markdown by buttons and keys: bold, italic, lists; Enter goes on with a list.
const AROUND = { strong: "**", em: "*" };
const LINE = /^(\s*)(?:([-*])|(\d+)[.)]) /;

export function marks(form, notes) {
  const area = form.elements.notes;
  const bar = form.querySelector("[role=toolbar]");
  const buttons = [...bar.querySelectorAll("[data-mark]")];
  buttons.forEach((button, rank) => { button.tabIndex = rank ? -1 : 0; });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (!button) return;
    mark(area, button.dataset.mark);
    area.focus();
  });
  bar.addEventListener("keydown", (event) => step(event, buttons));
  area.addEventListener("keydown", (event) => shortcut(event, area, notes));
}

function step(event, buttons) {
  const to = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = buttons.indexOf(document.activeElement);
  if (!to || at < 0) return;
  event.preventDefault();
  const next = buttons[(at + to + buttons.length) % buttons.length];
  for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

function shortcut(event, area, notes) {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  const name = control && { KeyB: "strong", KeyI: "em", Digit8: event.shiftKey && "list", Digit7: event.shiftKey && "numbers" }[event.code];
  if (name) {
    event.preventDefault();
    mark(area, name);
  } else if (control && event.code === "KeyS") {
    event.preventDefault();
    notes.flush();
  } else if (event.key === "Enter" && !event.shiftKey && !control && !event.isComposing) {
    continueList(event, area);
  }
}

function mark(area, name) {
  if (AROUND[name]) surround(area, AROUND[name]);
  else list(area, name);
}

function surround(area, sign) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const inside = value.slice(start, end);
  const marked = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
  if (marked && !(sign === "*" && value.slice(start - 2, start) === "**")) {
    replace(area, start - sign.length, end + sign.length, inside);
    area.setSelectionRange(start - sign.length, end - sign.length);
  } else {
    replace(area, start, end, sign + inside + sign);
    area.setSelectionRange(start + sign.length, end + sign.length);
  }
}

function list(area, name) {
  const { selectionStart, selectionEnd, value } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const stop = value.indexOf("\n", selectionEnd);
  const end = stop < 0 ? value.length : stop;
  const lines = value.slice(start, end).split("\n");
  const head = (rank) => (name === "list" ? "- " : `${rank + 1}. `);
  const already = lines.every((line) => (name === "list" ? /^- / : /^\d+\. /).test(line));
  const changed = lines.map((line, rank) => (already ? "" : head(rank)) + line.replace(LINE, "")).join("\n");
  replace(area, start, end, changed);
  area.setSelectionRange(start + changed.length, start + changed.length);
}

function continueList(event, area) {
  const { selectionStart: at, selectionEnd, value } = area;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const line = value.slice(start, at);
  const found = line.match(LINE);
  if (!found || at !== selectionEnd) return;
  event.preventDefault();
  if (line === found[0]) replace(area, start, at, "");
  else replace(area, at, at, `\n${found[1]}${found[2] ?? `${Number(found[3]) + 1}.`} `);
}

// As if it were typed: the browser can take it back.
function replace(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  const typed = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (typed || (start === end && !text)) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
