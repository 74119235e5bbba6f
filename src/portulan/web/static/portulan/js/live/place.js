// Where we are: the meeting, who writes, its words, and how the server is spoken to.
export class Place {
  constructor(seance) {
    this.seance = seance;
    const { workspace, owner, meeting, beat, page, signIn } = seance.dataset;
    Object.assign(this, { workspace, owner, meeting, beat, page, signIn });
    this.said = seance.querySelector("[data-said]");
  }

  word(name, about = "") {
    const key = "w" + name[0].toUpperCase() + name.slice(1);
    return (this.seance.dataset[key] ?? "").replace("%s", about);
  }

  addressOfNotes(item) {
    return `${this.page}point/${item}/notes/`;
  }

  addressOfItem(item) {
    return `${this.page}?point=${item}#point-${item}`;
  }

  // One sentence for the whole page, with a link when there is somewhere to go; nothing takes it away.
  say(sentence, link) {
    this.said.hidden = !sentence;
    this.said.replaceChildren(document.createTextNode(sentence));
    if (!link) return;
    const way = document.createElement("a");
    way.href = link.href;
    way.textContent = link.label;
    if (link.elsewhere) way.target = "_blank";
    if (link.elsewhere) way.rel = "noopener";
    this.said.append(" ", way);
  }

  sayClosed() {
    this.say(this.word("closed"), { href: this.page, label: this.word("minutes") });
  }

  saySignedOut() {
    this.say(this.word("signedOut"), { href: this.signIn, label: this.word("signIn"), elsewhere: true });
  }
}

// The token may have changed since the page was read: that of the cookie is the right one.
export function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

// Raises when there is no network, or when nothing comes within a quarter of a minute.
export async function postNotes(address, notes, base, { leaving = false } = {}) {
  const answer = await fetch(address, {
    method: "POST",
    redirect: "manual",
    keepalive: leaving,
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: new URLSearchParams({ notes, base }),
    signal: leaving ? undefined : AbortSignal.timeout(15000),
  });
  if (answer.type === "opaqueredirect") return { status: 401, told: {} };
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: answer.status, told: json ? await answer.json() : {} };
}
