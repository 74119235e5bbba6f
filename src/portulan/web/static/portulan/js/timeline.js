// The timeline: a deadline is moved by dragging its frame, or with the arrows; the form then asks for the reason.
// Without a script the frame is a link to that form. Dependencies are drawn from frame to frame.
const table = document.querySelector(".frise");
const aloud = document.querySelector("[data-aloud-timeline]");
let lifted = null;

function cellsOf(row) {
  return [...row.querySelectorAll("td")];
}

function yearOf(cell) {
  return table.tHead.rows[0].cells[cell.cellIndex].dataset.year;
}

function short(year) {
  return year.replace(/(20)?(\d\d)-(20)?(\d\d)/, "$2-$4");
}

function lift(band) {
  const cell = band.closest("td");
  lifted = { band, row: cell.parentElement, from: cell, at: cell };
  band.classList.add("soulevee");
}

function aim(cell) {
  lifted.at.classList.remove("cible");
  table.querySelector("thead .cible")?.classList.remove("cible");
  lifted.at = cell;
  if (cell === lifted.from) return;
  cell.classList.add("cible");
  table.tHead.rows[0].cells[cell.cellIndex].classList.add("cible");
}

function release() {
  if (!lifted) return;
  aim(lifted.from);
  lifted.band.classList.remove("soulevee");
  lifted = null;
}

function decide() {
  const { band, from, at } = lifted;
  release();
  const address = new URL(band.href);
  if (at !== from) address.searchParams.set("echeance", short(yearOf(at)));
  location.assign(address);
}

function say(sentence) {
  if (aloud) aloud.textContent = sentence;
}

function onKey(event) {
  const band = event.target.closest?.("[data-postpone]");
  if (!band) return;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step) {
    event.preventDefault();
    if (!lifted) {
      lift(band);
      say(aloud.dataset.lifted);
    }
    const cells = cellsOf(lifted.row);
    const next = cells[cells.indexOf(lifted.at) + step];
    if (next) {
      aim(next);
      say(yearOf(next));
    }
  } else if (event.key === "Enter" && lifted) {
    event.preventDefault();
    decide();
  } else if (event.key === "Escape" && lifted) {
    release();
    say(aloud.dataset.back);
  }
}

function onDrop(event) {
  const cell = event.target.closest?.("td");
  if (!lifted || cell?.parentElement !== lifted.row) return;
  event.preventDefault();
  aim(cell);
  if (event.type === "drop") decide();
}

function line(from, to, frame, contradicts) {
  const start = from.getBoundingClientRect();
  const end = to.getBoundingClientRect();
  const [x1, y1] = [start.right - frame.left, start.top + start.height / 2 - frame.top];
  const [x2, y2] = [end.left - frame.left, end.top + end.height / 2 - frame.top];
  const bend = Math.max(x1, x2 - 14) === x1 ? x1 + 8 : x2 - 10;
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", `M${x1} ${y1}H${bend}V${y2}H${x2}m-5 -4l5 4l-5 4`);
  if (contradicts) path.classList.add("contredit");
  return path;
}

function drawTies() {
  const holder = table.parentElement;
  holder.querySelector(".liens")?.remove();
  const frame = holder.getBoundingClientRect();
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("class", "liens");
  picture.setAttribute("aria-hidden", "true");
  for (const tie of table.querySelectorAll("[data-needs]")) {
    const from = document.getElementById(tie.dataset.needs)?.querySelector(".bande, .cont");
    const to = tie.closest("tr").querySelector(".bande, .cont");
    if (from && to) picture.append(line(from, to, frame, tie.classList.contains("t-verm")));
  }
  holder.append(picture);
}

if (table) {
  document.addEventListener("keydown", onKey);
  table.addEventListener("focusout", () => lifted && release());
  table.addEventListener("dragstart", (event) => {
    const band = event.target.closest?.("[data-postpone]");
    if (band) lift(band);
  });
  table.addEventListener("dragover", onDrop);
  table.addEventListener("drop", onDrop);
  table.addEventListener("dragend", release);
  if (table.hasAttribute("data-ties")) {
    drawTies();
    addEventListener("resize", drawTies);
    document.fonts?.ready.then(drawTies);
  }
}
