// Dragging with mouse or pen. While something is dragged, every place where it could be dropped shows whether it would
// clash there, and words beside the pointer say why. Touch has the dialog "Move …" instead.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./day.js").Wish} Wish */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Consequence} Consequence */

import { build, oncePerFrame, span, the } from "./build.js";
import { isOnDay, overrun, talkIn } from "./day.js";
import { clock, reasonOf, say } from "./words.js";

const FAR_ENOUGH = 4;
const SNAP = 5;
const EDGE = 48;

/**
 * @typedef {object} Held
 * @property {Talk | null} talk
 * @property {Session | null} session
 * @property {boolean} isEnd whether its end is dragged
 * @property {number} x where it was taken
 * @property {number} y
 * @property {number} grip minutes from its start to the pointer
 */

export class Drag {
  /**
   * @param {Desk} desk
   * @param {Canvas} canvas
   */
  constructor(desk, canvas) {
    this.desk = desk;
    this.canvas = canvas;
    /** @type {Held | null} */
    this.held = null;
    /** @type {HTMLElement | null} */
    this.ghost = null;
    /** @type {Wish | null} */
    this.wish = null;
    /** @type {Map<number, HTMLElement[]>} */
    this.slots = new Map();
    this.previewed = "";
    /** @type {PointerEvent | null} */
    this.at = null;
    this.follow = oncePerFrame(() => this.look());
    document.addEventListener("pointerdown", (event) => this.take(event));
    document.addEventListener("pointermove", (event) => this.move(event));
    document.addEventListener("pointerup", () => this.drop());
    document.addEventListener("pointercancel", () => this.putBack());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.ghost) {
        event.stopPropagation();
        this.putBack();
      }
    });
  }

  /** @param {PointerEvent} event */
  take(event) {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const target = /** @type {Element} */ (event.target);
    const item = target.closest("[data-drags]");
    if (!item) return;
    const talk = item.dataset.talk ? talkIn(this.desk.day, item.dataset.talk) : null;
    const session = item.dataset.session ? (this.desk.day.sessions.get(item.dataset.session) ?? null) : null;
    if (!talk && !session) return;
    const isInGrid = this.canvas.grid.contains(item);
    const starts = Number(item.dataset.starts ?? 0);
    this.held = {
      talk,
      session,
      isEnd: Boolean(target.closest("[data-end]")),
      x: event.clientX,
      y: event.clientY,
      grip: isInGrid ? (this.minuteAt(item.closest("[data-lane]"), event.clientX) ?? starts) - starts : 0,
    };
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.held) return;
    this.at = event;
    if (!this.ghost) {
      if (Math.hypot(event.clientX - this.held.x, event.clientY - this.held.y) < FAR_ENOUGH) return;
      this.lift();
    }
    this.follow();
  }

  lift() {
    const { talk, session, isEnd } = /** @type {Held} */ (this.held);
    const item = /** @type {Talk | Session} */ (talk ?? session);
    this.ghost = build("ghost", { name: this.desk.called(item) });
    document.body.append(this.ghost);
    document.body.classList.add("is-dragging");
    const began = performance.now();
    if (talk && !isEnd) this.markSlots(talk);
    this.canvas.grid.dataset.markedIn = (performance.now() - began).toFixed(1);
  }

  // ---------- legal and illegal places

  /**
   * Put a mark at every place between talks of every session in view.
   *
   * @param {Talk} talk
   */
  markSlots(talk) {
    for (const [room, sessions] of this.canvas.sessionsByRoom()) {
      const marks = sessions.flatMap((session) => this.slotsOf(talk, session));
      this.slots.set(room, marks);
      this.laneOf(room)?.append(...marks);
    }
  }

  /**
   * @param {Talk} talk
   * @param {Session} session
   */
  slotsOf(talk, session) {
    if (session.is_closed || session.is_cancelled) return [];
    const others = session.talks.filter(({ code }) => code !== talk.code);
    return Array.from({ length: others.length + 1 }, (_, position) => {
      const mark = build("slot");
      const given = this.desk.weigh({ deed: "move_talk", talk: talk.code, session: session.code, position });
      const before = others[position - 1];
      const at = before ? before.starts + before.minutes : session.starts;
      span(mark, at - this.canvas.from, 0);
      mark.classList.add(verdictOf(given));
      return mark;
    });
  }

  /**
   * Mark every room as free or taken for a session at this time.
   *
   * @param {Session} session
   * @param {number} starts
   */
  markRows(session, starts) {
    const began = performance.now();
    for (const [room, { row }] of this.canvas.rows) {
      const verdict = verdictOf(this.desk.weigh({ deed: "move_session", session: session.code, room, starts }));
      for (const name of ["is-legal", "is-illegal", "is-refused"]) row.classList.toggle(name, name === verdict);
    }
    this.canvas.grid.dataset.markedIn = (performance.now() - began).toFixed(1);
  }

  // ---------- under the pointer

  look() {
    if (!this.ghost || !this.held || !this.at) return;
    const { clientX, clientY, shiftKey } = this.at;
    this.ghost.style.setProperty("--x", `${clientX}px`);
    this.ghost.style.setProperty("--y", `${clientY}px`);
    this.scroll(clientX, clientY);
    const under = document.elementFromPoint(clientX, clientY);
    const row = under?.closest("[data-room]") ?? null;
    const minute = row ? this.minuteAt(row.querySelector("[data-lane]"), clientX) : null;
    const isOverTray = Boolean(under?.closest("[data-tray]"));
    const wish = this.wishAt(row, minute, { isOverTray, shiftKey, under });
    const key = JSON.stringify(wish);
    if (key === this.previewed) return;
    this.previewed = key;
    this.wish = wish;
    this.show(wish);
  }

  /**
   * @param {HTMLElement | null} row
   * @param {number | null} minute
   * @param {{ isOverTray: boolean, shiftKey: boolean, under: Element | null }} where
   * @returns {Wish | null}
   */
  wishAt(row, minute, { isOverTray, shiftKey, under }) {
    const { talk, session, isEnd, grip } = /** @type {Held} */ (this.held);
    if (isOverTray && !isEnd) {
      if (talk?.session) return { deed: "move_talk", talk: talk.code, session: "", position: 0 };
      if (session && session.room !== null)
        return { deed: "move_session", session: session.code, room: null, starts: session.starts };
      return null;
    }
    if (!row || minute === null) return null;
    const snapped = Math.round(minute / SNAP) * SNAP;
    if (talk && isEnd) return { deed: "set_length", talk: talk.code, minutes: Math.max(SNAP, snapped - talk.starts) };
    if (session && isEnd)
      return { deed: "resize_session", session: session.code, ends: Math.max(session.starts + SNAP, snapped) };
    const room = Number(row.dataset.room);
    if (session) {
      const starts = Math.round((minute - grip) / SNAP) * SNAP;
      if (isOnDay(session) && session.room === room && session.starts === starts) return null;
      return { deed: "move_session", session: session.code, room, starts };
    }
    return talk ? this.talkWish(talk, room, minute, shiftKey ? under : null) : null;
  }

  /**
   * @param {Talk} talk
   * @param {number} room
   * @param {number} minute
   * @param {Element | null} onto with Shift: what is under the pointer, to change places with
   * @returns {Wish | null}
   */
  talkWish(talk, room, minute, onto) {
    const other = onto?.closest("[data-talk]")?.dataset.talk;
    if (other && other !== talk.code && talk.session) return { deed: "swap_talks", talk: talk.code, other };
    const sessions = this.canvas.sessionsByRoom().get(room) ?? [];
    const near = (/** @type {Session} */ session) =>
      Math.max(session.starts - minute, 0, minute - Math.max(session.ends, session.ends + overrun(session)));
    const session = sessions
      .filter((each) => !each.is_closed && !each.is_cancelled && near(each) < 30)
      .sort((one, another) => near(one) - near(another))[0];
    if (!session) return null;
    const others = session.talks.filter(({ code }) => code !== talk.code);
    const position = others.filter((each) => each.starts + each.minutes / 2 < minute).length;
    const isHere = talk.session === session.code && session.talks[position]?.code === talk.code;
    return isHere ? null : { deed: "move_talk", talk: talk.code, session: session.code, position };
  }

  /** @param {Wish | null} wish */
  show(wish) {
    const ghost = /** @type {HTMLElement} */ (this.ghost);
    const given = wish ? this.desk.weigh(wish) : null;
    this.canvas.restore();
    if (given) this.canvas.preview(given.sessions);
    this.putSlots();
    if (wish?.deed === "move_session" && wish.room !== null && this.held?.session)
      this.markRows(this.held.session, wish.starts);
    const own = wish ? [this.held?.talk?.code ?? "", this.held?.session?.code ?? ""] : [];
    const reason = given ? reasonOf(given, own, this.desk.rooms) : "";
    const verdict = given ? verdictOf(given) : "";
    fill(ghost, "time", given ? this.timeOf(given) : say(wish ? "to-tray" : "not-here"));
    fill(ghost, "reason", reason || (given ? say("no-clash") : ""));
    for (const name of ["is-legal", "is-illegal", "is-refused"]) ghost.classList.toggle(name, name === verdict);
    this.desk.emit("line", reason);
  }

  /** @param {Consequence} given */
  timeOf({ wish, sessions }) {
    if (wish.deed === "set_length") return say("minutes", { n: wish.minutes });
    if (wish.deed === "resize_session") return clock(wish.ends);
    if (wish.deed === "move_session") return wish.room === null ? say("to-tray") : clock(wish.starts);
    const code = this.held?.talk?.code;
    const talk = sessions.flatMap(({ talks }) => talks).find((each) => each.code === code);
    return talk ? clock(talk.starts) : say("to-tray");
  }

  putSlots() {
    for (const [room, marks] of this.slots) this.laneOf(room)?.append(...marks);
  }

  /** @param {number} room */
  laneOf(room) {
    return this.canvas.rows.get(room)?.row.querySelector("[data-lane]") ?? null;
  }

  /**
   * @param {HTMLElement | null} lane
   * @param {number} x
   */
  minuteAt(lane, x) {
    if (!lane) return null;
    const box = lane.getBoundingClientRect();
    const share = (x - box.left) / box.width;
    return share < -0.02 || share > 1.02 ? null : this.canvas.from + share * (this.canvas.to - this.canvas.from);
  }

  /**
   * Scroll the canvas while the pointer is at its edge.
   *
   * @param {number} x
   * @param {number} y
   */
  scroll(x, y) {
    const frame = the("[data-scroll]");
    const box = frame.getBoundingClientRect();
    if (x < box.left || x > box.right) return;
    const [above, below] = [y - box.top < EDGE, Math.min(box.bottom, innerHeight) - y < EDGE];
    if (above || below) {
      frame.scrollBy(0, above ? -12 : 12);
      this.follow();
    }
  }

  // ---------- the end

  drop() {
    const wish = this.ghost ? this.wish : null;
    const { talk, session } = this.held ?? { talk: null, session: null };
    const wasDragged = Boolean(this.ghost);
    this.putBack();
    if (!wasDragged) return;
    // The click that the browser makes of a drag is none.
    const swallow = (/** @type {Event} */ event) => event.stopPropagation();
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    if (talk) this.desk.choose({ talk: talk.code });
    else if (session) this.desk.choose({ session: session.code });
    if (wish) this.desk.commit(wish);
  }

  putBack() {
    this.held = null;
    this.wish = null;
    this.previewed = "";
    if (!this.ghost) return;
    this.ghost.remove();
    this.ghost = null;
    document.body.classList.remove("is-dragging");
    for (const marks of this.slots.values()) for (const mark of marks) mark.remove();
    this.slots.clear();
    for (const { row } of this.canvas.rows.values()) row.classList.remove("is-legal", "is-illegal", "is-refused");
    this.canvas.restore();
    this.desk.emit("line", "");
  }
}

/** @param {Consequence | null} given */
function verdictOf(given) {
  if (!given?.fits) return "is-refused";
  return given.made.length ? "is-illegal" : "is-legal";
}

/**
 * @param {HTMLElement} ghost
 * @param {string} name
 * @param {string} text
 */
function fill(ghost, name, text) {
  const place = ghost.querySelector(`[data-live=${name}]`);
  if (place) place.textContent = text;
}
