// What is typed and not yet saved is kept in this browser, under who writes, where, in which item, in which window.
const HEAD = "portulan-notes";
export const window_ = globalThis.crypto?.randomUUID?.() ?? String(Math.random()).slice(2);

function start(place) {
  return [HEAD, place.workspace, place.owner, place.meeting, ""].join("/");
}

export function keyOf(place, item) {
  return `${start(place)}${item}/${window_}`;
}

// Whether the browser kept it.
export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...value, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

export function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// Everything kept for this meeting by this person, from windows that are closed or not, the latest first.
export function allKept(place) {
  const found = [];
  try {
    for (let rank = 0; rank < localStorage.length; rank += 1) {
      const key = localStorage.key(rank);
      if (!key.startsWith(start(place))) continue;
      const raw = localStorage.getItem(key);
      const [item, who] = key.slice(start(place).length).split("/");
      if (who !== window_) found.push({ ...JSON.parse(raw), key, raw, item });
    }
  } catch { /* no storage: nothing was kept */ }
  return found.sort((one, other) => other.at - one.at);
}
