// The large view keeps itself up to date; what cannot be read again stays on the screen.
const EVERY = 4000;

async function again() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("projection");
    if (answer.ok && fresh) show(fresh);
    else if (answer.ok && answer.redirected && page.querySelector(".p-pv")) location.assign(answer.url);
  } catch { /* no network */ }
  setTimeout(again, EVERY);
}

function show(fresh) {
  const shown = document.getElementById("projection");
  if (shown.innerHTML !== fresh.innerHTML) shown.replaceChildren(...document.importNode(fresh, true).childNodes);
}

setTimeout(again, EVERY);
