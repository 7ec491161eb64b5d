// "Move …": only places that exist, each with what it would bring, best first. The button names the result.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./day.js").Day} Day */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./places.js").Place} Place */

import { build, the } from "./build.js";
import { Bookings, dayOf, isOnDay } from "./day.js";
import { nowAt, placeDetail, placeHead, placeVerb } from "./lines.js";
import { placesFor, placesIn, ranked, swapsFor } from "./places.js";
import { Refused } from "./wire.js";
import { say, whereOf } from "./words.js";

const wide = matchMedia("(min-width: 900px)");

export class Mover {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.dialog = /** @type {HTMLDialogElement} */ (the("[data-mover]"));
    this.blocks = /** @type {HTMLSelectElement} */ (the("[data-mover-block]"));
    this.sessions = /** @type {HTMLSelectElement} */ (the("[data-mover-session]"));
    this.list = the("[data-mover-places]");
    this.button = /** @type {HTMLButtonElement} */ (the("[data-mover-do]"));
    this.verdict = the("[data-mover-verdict]");
    /** @type {Place[]} */
    this.places = [];
    /** @type {Day} */
    this.there = desk.day;
    this.blocks.addEventListener("change", () => this.goTo(this.blocks.value));
    this.sessions.addEventListener("change", () => this.drawPlaces());
    this.list.addEventListener("change", () => this.drawVerdict());
    this.list.addEventListener("dblclick", () => this.button.click());
    this.dialog.addEventListener("submit", (event) => this.submit(event));
    // On a phone the sheet of what is chosen would cover the list that the dialog was opened from.
    this.dialog.addEventListener("close", () => {
      if (!wide.matches) desk.choose(null);
    });
    const options = desk.given.blocks.map(({ key, label }) => new Option(label, key));
    this.blocks.replaceChildren(...options);
  }

  /** @returns {Talk | Session | null} */
  get what() {
    return this.desk.talk ?? this.desk.session;
  }

  open() {
    const what = this.what;
    if (!what) return;
    the("[data-mover-name]").textContent = say("move-what", { name: this.desk.called(what) });
    const minutes = "talks" in what ? what.ends - what.starts : what.minutes;
    the("[data-mover-now]").textContent = [
      what.title,
      say("minutes", { n: minutes }),
      say("now-at", { where: nowAt(this.desk, what) }),
    ]
      .filter(Boolean)
      .join(" · ");
    this.there = this.desk.day;
    this.blocks.value = this.desk.given.block;
    the("[data-mover-sessions]").hidden = "talks" in what;
    this.fillSessions();
    this.drawPlaces();
    this.dialog.showModal();
  }

  /**
   * Show the places of another block, on another day perhaps.
   *
   * @param {string} block
   */
  async goTo(block) {
    const day = this.desk.given.blocks.find(({ key }) => key === block)?.day;
    if (day === this.desk.given.day) {
      this.there = this.desk.day;
    } else {
      this.verdict.textContent = say("loading");
      try {
        this.there = withoutItem(dayOf(await this.desk.wire.part(block)), this.what);
      } catch (error) {
        this.verdict.textContent = error instanceof Refused ? error.message : say("lost");
        return;
      }
    }
    this.fillSessions();
    this.drawPlaces();
  }

  /** The block that is chosen, in minutes of its day. */
  get within() {
    return this.desk.given.blocks.find(({ key }) => key === this.blocks.value) ?? this.desk.within;
  }

  get isOtherDay() {
    return this.there !== this.desk.day;
  }

  /** A talk can go into the sessions of the block; its own forum's come first. */
  fillSessions() {
    const what = this.what;
    if (!what || "talks" in what) return;
    const { starts, ends } = this.within;
    const open = [...this.there.sessions.values()].filter(
      (session) =>
        isOnDay(session) &&
        session.starts < ends &&
        session.ends > starts &&
        !session.is_closed &&
        !session.is_cancelled &&
        session.kind !== "break",
    );
    const own = (/** @type {Session} */ session) =>
      Number(session.code !== what.session) + Number(session.forum !== what.forum);
    open.sort((one, other) => own(one) - own(other) || (one.forum ?? 99999) - (other.forum ?? 99999));
    this.sessions.replaceChildren(
      ...open.map((session) => {
        const room = this.desk.rooms.get(session.room ?? 0)?.name ?? say("no-room");
        return new Option(`${whereOf(session)} · ${room}`, session.code);
      }),
    );
  }

  drawPlaces() {
    const what = this.what;
    if (!what) return;
    const bookings = new Bookings(this.there);
    const { rooms } = this.desk;
    if ("talks" in what) {
      const item = this.isOtherDay ? this.sameTime(what) : what;
      const day = withItem(this.there, item);
      this.places = ranked(placesFor(day, bookings, rooms, item, this.within, this.isOtherDay), item, rooms);
    } else {
      const session = this.there.sessions.get(this.sessions.value);
      const day = this.isOtherDay ? withItem(this.there, { ...what, session: "" }) : this.there;
      const talk = this.isOtherDay ? { ...what, session: "" } : what;
      const own = session ? placesIn(day, bookings, rooms, talk, session) : [];
      const swaps = session?.code === what.session ? swapsFor(day, bookings, rooms, talk) : [];
      this.places = [...ranked(own, what, rooms), ...ranked(swaps, what, rooms)];
    }
    this.list.replaceChildren(...this.places.map((place, number) => this.drawPlace(place, what, number)));
    this.drawVerdict();
  }

  /**
   * Return a session at the same time of another day, or when the block begins if that is not in it.
   *
   * @param {Session} session
   * @returns {Session}
   */
  sameTime(session) {
    const { starts, ends } = this.within;
    const at = starts <= session.starts && session.starts < ends ? session.starts : starts;
    const by = at - session.starts;
    const talks = session.talks.map((talk) => ({ ...talk, starts: talk.starts + by }));
    return { ...session, starts: at, ends: session.ends + by, talks };
  }

  /**
   * @param {Place} place
   * @param {Talk | Session} what
   * @param {number} number
   */
  drawPlace(place, what, number) {
    const { words, grave } = placeDetail(this.desk, place, what);
    const line = build("mover-place", { head: placeHead(this.desk, place, what), detail: words });
    if (grave) line.classList.add(grave);
    const radio = /** @type {HTMLInputElement} */ (line.querySelector("input"));
    radio.value = String(number);
    radio.checked = number === 0;
    return line;
  }

  /** @returns {Place | null} */
  get picked() {
    const radio = this.list.querySelector("input:checked");
    return radio instanceof HTMLInputElement ? (this.places[Number(radio.value)] ?? null) : null;
  }

  drawVerdict() {
    const { picked, what } = this;
    this.button.disabled = !picked;
    this.button.textContent = picked ? placeVerb(this.desk, picked) : say("do-move");
    if (!picked || !what) {
      this.verdict.textContent = say("no-place");
      this.verdict.className = "ed-verdict";
      return;
    }
    const { words, grave } = placeDetail(this.desk, picked, what);
    this.verdict.textContent = words;
    this.verdict.className = "ed-verdict";
    if (grave) this.verdict.classList.add(grave);
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const { picked } = this;
    this.dialog.close();
    if (!picked) return;
    const block = this.desk.given.blocks.find(({ key }) => key === this.blocks.value);
    if (this.isOtherDay && block) this.desk.commitOn(block.day, picked.wish);
    else this.desk.commit(picked.wish);
  }
}

/**
 * @param {Day} day
 * @param {Talk | Session} item
 * @returns {Day}
 */
function withItem(day, item) {
  if ("talks" in item) return { ...day, sessions: new Map([...day.sessions, [item.code, item]]) };
  return { ...day, waiting: new Map([...day.waiting, [item.code, item]]) };
}

/**
 * @param {Day} day
 * @param {Talk | Session | null} item
 * @returns {Day}
 */
function withoutItem(day, item) {
  const sessions = new Map(day.sessions);
  const waiting = new Map(day.waiting);
  sessions.delete(item?.code ?? "");
  waiting.delete(item?.code ?? "");
  return { sessions, waiting };
}
