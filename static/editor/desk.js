// What all parts of the editor share: the day, what is chosen, and the deeds on their way to the server.

/** @typedef {import("./day.js").Day} Day */
/** @typedef {import("./day.js").Part} Part */
/** @typedef {import("./day.js").Room} Room */
/** @typedef {import("./day.js").Forum} Forum */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Wish} Wish */
/** @typedef {import("./day.js").Clash} Clash */
/** @typedef {import("./wire.js").Answer} Answer */
/** @typedef {import("./wire.js").Told} Told */

/**
 * The page's JSON.
 *
 * @typedef {object} Given
 * @property {string} day
 * @property {string} block
 * @property {number} starts the block's, in minutes of the day
 * @property {number} ends
 * @property {number[]} axis
 * @property {number} first_minute
 * @property {number} number of the last deed
 * @property {string} undo
 * @property {string} redo
 * @property {import("./wire.js").Urls & { talk: string, session: string, forum: string }} urls with CODE for the code
 * @property {{ key: string, day: string, label: string, starts: number, ends: number }[]} blocks in minutes of their days
 * @property {Room[]} rooms
 * @property {Forum[]} forums
 * @property {Session[]} sessions
 * @property {Talk[]} waiting
 * @property {Told[]} others clashes that only the server finds: ways, seats, equipment, absences
 */

import { Bookings, consequence, dayClashes, dayOf, markOf, outcome, renewed, talkIn } from "./day.js";
import { Refused, Wire } from "./wire.js";
import { callOf, nameOf, numeral, say } from "./words.js";

export class Desk extends EventTarget {
  /**
   * @param {Given} given
   * @param {string} csrf
   */
  constructor(given, csrf) {
    super();
    this.given = given;
    this.rooms = new Map(given.rooms.map((room) => [room.key, room]));
    this.forums = new Map(given.forums.map((forum) => [forum.number, forum]));
    this.within = { starts: given.starts, ends: given.ends };
    /** What the server has said last, without the deeds on their way. */
    this.confirmed = dayOf(given);
    /** @type {Wish[]} */
    this.pending = [];
    this.day = this.confirmed;
    /** @type {{ talk: string } | { session: string } | { clash: string } | { forum: number } | null} */
    this.chosen = null;
    this.steps = { undo: given.undo, redo: given.redo };
    this.others = given.others;
    /** @type {{ day: Day, bookings: Bookings, clashes: Clash[] } | null} */
    this.known = null;
    const texts = { lost: say("lost"), signedOut: say("signed-out") };
    this.wire = new Wire(given.urls, { csrf, day: given.day, number: given.number, ...texts });
    this.wire.follow(
      (answer) => this.takeNews(answer),
      (words) => this.complain(words),
    );
  }

  /** @param {string} name */
  emit(name, detail = /** @type {unknown} */ (null)) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  get facts() {
    if (this.known?.day !== this.day)
      this.known = { day: this.day, bookings: new Bookings(this.day), clashes: dayClashes(this.day) };
    return this.known;
  }

  get clashes() {
    return this.facts.clashes;
  }

  /** The talk that is chosen, or null. */
  get talk() {
    return this.chosen && "talk" in this.chosen ? talkIn(this.day, this.chosen.talk) : null;
  }

  get session() {
    return this.chosen && "session" in this.chosen ? (this.day.sessions.get(this.chosen.session) ?? null) : null;
  }

  get clash() {
    const mark = this.chosen && "clash" in this.chosen ? this.chosen.clash : null;
    return mark === null ? null : (this.clashes.find((clash) => markOf(clash) === mark) ?? null);
  }

  get forum() {
    return this.chosen && "forum" in this.chosen ? (this.forums.get(this.chosen.forum) ?? null) : null;
  }

  /** @param {Desk["chosen"]} chosen */
  choose(chosen) {
    this.chosen = chosen;
    this.emit("chosen");
  }

  /**
   * What a wish would bring on this day.
   *
   * @param {Wish} wish
   */
  weigh(wish) {
    return consequence(this.day, this.facts.bookings, wish, this.rooms);
  }

  /**
   * Do it: painted first, then stored; taken back on the screen if the server refuses.
   *
   * @param {Wish} wish
   */
  async commit(wish) {
    const given = this.weigh(wish);
    if (!given) return;
    if (!given.fits) {
      this.emit("said", { words: say("no-time"), isBad: true });
      return;
    }
    this.pending.push(wish);
    this.paint();
    const began = performance.now();
    try {
      const answer = await this.wire.send(() => ({ ...wish, ...this.versions(wish) }));
      this.emit("acknowledged", performance.now() - began);
      this.settle(wish, answer);
      this.emit("told", answer);
    } catch (error) {
      const second = error instanceof Refused ? error.answer : null;
      this.settle(wish, second);
      const words = error instanceof Refused ? error.message : say("lost");
      // Who was second keeps what they wanted, and may do it on top of what the first has done.
      this.emit("said", { words, isBad: true, again: second && this.weigh(wish) ? wish : null });
    }
  }

  /**
   * Move something to another day, where it is no longer painted.
   *
   * @param {string} day
   * @param {Wish} wish in minutes of that day
   */
  commitOn(day, wish) {
    return this.ask(this.wire.send(() => ({ ...wish, ...this.versions(wish) }), day));
  }

  /** @param {"undo" | "redo"} step */
  step(step) {
    return this.ask(this.wire.step(step));
  }

  /** @param {Promise<Answer>} asked */
  async ask(asked) {
    try {
      const answer = await asked;
      this.settle(null, answer);
      this.emit("told", answer);
    } catch (error) {
      if (error instanceof Refused && error.answer) this.settle(null, error.answer);
      this.emit("said", { words: error instanceof Refused ? error.message : say("lost"), isBad: true });
    }
  }

  /**
   * The versions of the items that a wish moves: the server compares them with its own.
   *
   * @param {Wish} wish
   * @returns {Record<string, string>}
   */
  versions(wish) {
    const of = (/** @type {string} */ code) =>
      (talkIn(this.confirmed, code) ?? this.confirmed.sessions.get(code))?.version ?? "";
    if (wish.deed === "move_forum") return {};
    const own = { version: of("talk" in wish ? wish.talk : wish.session) };
    return "other" in wish ? { ...own, other_version: of(wish.other) } : own;
  }

  /**
   * @param {Wish | null} wish that has been answered
   * @param {Answer | null} answer
   */
  settle(wish, answer) {
    this.pending = this.pending.filter((each) => each !== wish);
    if (answer) {
      this.confirmed = answer.is_whole ? dayOf(answer) : renewed(this.confirmed, answer);
      this.steps = { undo: answer.undo, redo: answer.redo };
      this.others = answer.others;
    }
    this.paint();
  }

  paint() {
    this.day = this.pending.reduce((day, wish) => {
      const after = outcome(day, wish);
      return after ? renewed(day, after) : day;
    }, this.confirmed);
    this.emit("day");
  }

  /** @param {Answer} answer what others have done */
  takeNews(answer) {
    this.settle(null, answer);
    if (answer.said) this.emit("said", { words: answer.said, isBad: false });
  }

  /** @param {string} words */
  complain(words) {
    this.emit("line", words);
  }

  /** What a talk or a session is called, for a sentence. */
  called(/** @type {Talk | Session} */ item) {
    if (!("talks" in item)) return callOf(item);
    const title = item.title || this.forums.get(item.forum ?? 0)?.title;
    return title ? `${numeral(item.forum)} ${title}`.trim() : nameOf(item);
  }
}
