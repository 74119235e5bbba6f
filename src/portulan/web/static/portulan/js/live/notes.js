// The notes of the item that is open: saved when the hand pauses and every few seconds, kept in the browser until the
// server has them, and never written over in silence.
import { allKept, drop, keep, keyOf } from "./kept.js";
import { postNotes } from "./place.js";

const PAUSE = 1200;
const AT_MOST = 5000;
const SLOWEST = 30000;

const tidy = (text) => text.replace(/\r\n?/g, "\n");

export class Notes {
  constructor(place, form) {
    Object.assign(this, { place, form });
    this.area = form.elements.notes;
    this.item = form.closest("[data-item]").dataset.item;
    this.key = keyOf(place, this.item);
    this.state = form.closest("[data-item]").querySelector("[data-state]");
    this.clashPlace = form.parentElement.querySelector("[data-clash]");
    this.base = tidy(form.elements.base.value); // what the server had when this text began
    this.sent = null; // what was sent and not answered yet: sent again as it was, it counts once
    this.busy = null;
    this.clash = null;
    this.stopped = false;
    this.tries = 0;
    this.offline = false;
    this.listen();
  }

  listen() {
    this.area.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.flush();
    }, true);
    this.clashPlace.addEventListener("submit", (event) => this.choose(event), true);
    window.addEventListener("online", () => this.save());
    window.addEventListener("pagehide", () => this.leaving());
    window.addEventListener("pageshow", (event) => event.persisted && this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
  }

  // Ready to be typed in, at the end.
  take() {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(this.text.length, this.text.length);
  }

  get text() {
    return this.area.value;
  }

  get pending() {
    return this.sent !== null || this.text !== this.base;
  }

  typed() {
    this.keep();
    if (!this.offline && !this.stopped && !this.clash) this.tell("", this.place.word("unsent"));
    this.since ??= Date.now();
    const wait = Math.max(0, Math.min(PAUSE, this.since + AT_MOST - Date.now()));
    if (!this.tries) this.later(wait);
  }

  keep() {
    this.isKept = keep(this.key, { base: this.base, sent: this.sent, text: this.text });
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  // Text that a closed browser had not sent comes back, and goes as if it had just been typed.
  restore() {
    const [last] = allKept(this.place).filter((one) => one.item === this.item);
    if (!last) return;
    if (last.text !== this.base || last.sent !== null) {
      this.area.value = last.text;
      this.base = last.base;
      this.sent = last.sent;
      this.keep();
      this.place.say(this.place.word("back"));
      this.save();
    }
    drop(last.key);
  }

  async flush() {
    await this.busy;
    return this.save();
  }

  save() {
    if (this.busy) return this.busy;
    if (!this.pending) drop(this.key);
    if (this.stopped || !this.pending) return Promise.resolve();
    this.busy = this.send().finally(() => {
      this.busy = null;
      if (this.again) this.later(PAUSE);
      this.again = false;
    });
    return this.busy;
  }

  async send() {
    clearTimeout(this.timer);
    this.since = null;
    this.sent ??= this.text;
    const sent = this.sent;
    this.keep();
    if (!this.offline && !this.clash) this.tell("", this.place.word("saving"));
    let answer;
    try {
      answer = await postNotes(this.form.action, sent, this.base);
    } catch {
      this.cut();
      return;
    }
    this.offline = false;
    this.hear(answer, sent);
  }

  hear({ status, told }, sent) {
    if (status === 200) this.saved(told, sent);
    else if (status === 409 && told.clash) this.clashing(told, sent);
    else if (status === 409 || status === 422) this.stop(told.sentence ?? this.place.word("failed"), status === 409);
    else if (status === 401) this.hold(this.place.word("unsent"), () => this.place.saySignedOut());
    else if (status === 403) this.hold(told.sentence ?? this.place.word("refused"));
    else this.hold(this.place.word("failed"));
  }

  saved(told, sent) {
    const typedSince = this.text !== sent;
    this.settle();
    if (typedSince) {
      this.base = sent; // what others changed comes with the next answer
      this.keep();
      this.again = true;
    } else {
      this.base = told.notes;
      this.put(told.notes);
      drop(this.key);
    }
    this.form.dataset.version = told.version;
    if (told.saved) this.tell("check", told.saved);
  }

  settle() {
    this.sent = null;
    this.tries = 0;
    this.clash = null;
    this.clashPlace.replaceChildren();
    if (this.held) this.place.say("");
    this.held = false;
  }

  // The same text sent again would clash again: what is typed meanwhile is asked about anew.
  clashing(told, sent) {
    this.tries = 0;
    this.sent = null;
    this.clash = { base: told.base, text: sent };
    const focused = this.clashPlace.contains(document.activeElement);
    this.clashPlace.innerHTML = told.clash;
    if (focused) this.clashPlace.querySelector("button")?.focus();
    this.keep();
    this.tell("circle-alert", this.place.word("unsent"));
    this.again = this.text !== sent;
  }

  choose(event) {
    event.preventDefault();
    event.stopPropagation();
    if (!this.clash) return;
    if (this.text !== this.clash.text) {
      this.save();
      return;
    }
    this.base = this.clash.base;
    this.put(tidy(event.target.elements.notes.value));
    this.settle();
    this.keep();
    this.area.focus();
    if (this.pending) this.save();
    else this.saved({ notes: this.text, version: this.form.dataset.version, saved: "" }, this.text);
  }

  // Nothing more can be saved, or not as it is; the text stays in the page and in the browser.
  stop(sentence, forGood) {
    if (this.pending) this.keep();
    this.sent = null;
    this.stopped = forGood;
    this.tell("circle-alert", sentence);
    if (forGood) this.place.sayClosed();
  }

  cut() {
    this.offline = true;
    this.hold(this.place.word(this.isKept ? "offline" : "unkept"));
  }

  // Kept, and tried again: sooner at first, then every half minute.
  hold(sentence, also) {
    this.keep();
    this.tries += 1;
    this.held = true;
    this.tell("circle-alert", sentence);
    also?.();
    this.later(Math.min(SLOWEST, 1000 * 2 ** this.tries));
  }

  leaving() {
    if (!this.pending || this.stopped || this.clash) return;
    const text = this.sent ?? this.text;
    this.sent = text;
    this.keep();
    if (text.length + this.base.length < 15000) postNotes(this.form.action, text, this.base, { leaving: true }).catch(() => {});
  }

  // Somebody else wrote in this item, and nothing of ours is on its way: theirs is shown.
  receive(notes, version) {
    if (this.pending || this.busy || this.clash || notes === this.base) return;
    this.base = notes;
    this.form.dataset.version = version;
    this.put(notes);
  }

  // Another text takes the place of this one; the caret stays beside the same words.
  put(text) {
    if (text === this.text) return;
    const { selectionStart, selectionEnd, value, scrollTop } = this.area;
    let head = 0;
    while (head < value.length && head < text.length && value[head] === text[head]) head += 1;
    let tail = 0;
    const most = Math.min(value.length, text.length) - head;
    while (tail < most && value[value.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    const moved = (at) => (at <= head ? at : Math.max(head, text.length - Math.min(tail, value.length - at)));
    this.area.value = text;
    if (document.activeElement === this.area) this.area.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    this.area.scrollTop = scrollTop;
  }

  tell(icon, sentence) {
    const sprite = document.querySelector(".i use")?.getAttribute("href").split("#")[0];
    const mark = icon && sprite ? `<svg class="i" aria-hidden="true"><use href="${sprite}#i-${icon}"/></svg> ` : "";
    if (this.state.dataset.told === icon + sentence) return;
    this.state.dataset.told = icon + sentence;
    this.state.innerHTML = mark;
    this.state.append(sentence);
    this.state.classList.toggle("t-ochre", icon === "circle-alert");
  }
}
