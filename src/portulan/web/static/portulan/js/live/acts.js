// A decision is corrected where it stands: its form takes its place, and goes with the page.
export function correctInPlace(place) {
  place.seance.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-correct]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (link && plain) {
      event.preventDefault();
      await correct(place, link);
    } else if (event.target.closest("[data-cancel]") && plain) {
      event.preventDefault();
      giveBack(event.target.closest("[data-correcting]"));
    }
  });
}

async function correct(place, link) {
  const act = link.closest("[data-act]");
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, redirect: "manual" });
    if (answer.type === "opaqueredirect") place.saySignedOut();
    if (!answer.ok) return;
    act.insertAdjacentHTML("afterend", await answer.text());
    act.hidden = true;
    act.nextElementSibling.querySelector("textarea").focus();
  } catch {
    place.say(place.word("notSent"));
  }
}

export function giveBack(form) {
  const act = form.previousElementSibling;
  form.remove();
  act.hidden = false;
  act.querySelector("[data-correct]").focus();
}
