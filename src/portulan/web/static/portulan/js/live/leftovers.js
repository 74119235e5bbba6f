// Text that another window, or a closed browser, kept for this meeting and had not sent: it goes now.
import { allKept, drop, read } from "./kept.js";
import { postNotes } from "./place.js";

const AGAIN = 15000;

export async function sendLeftovers(place) {
  let failed = false;
  for (const one of allKept(place)) {
    try {
      const done = await sendOne(place, one);
      if (done) forget(one);
      else tellOf(place, one);
    } catch {
      failed = true;
    }
  }
  if (failed) setTimeout(() => sendLeftovers(place), AGAIN);
}

// What was on its way first, as it was: then what was typed after it.
async function sendOne(place, { item, base, sent, text }) {
  const address = place.addressOfNotes(item);
  if (sent !== null && sent !== text) {
    const { status } = await postNotes(address, sent, base);
    if (status !== 200) return false;
    base = sent;
  }
  const { status } = await postNotes(address, text, base);
  return status === 200;
}

function forget(one) {
  if (read(one.key) === one.raw) drop(one.key);
}

function tellOf(place, one) {
  place.say(place.word("waiting"), { href: place.addressOfItem(one.item), label: place.word("go") });
}
