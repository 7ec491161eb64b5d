// The keyboard. Plain arrows only move the focus; with Ctrl they move what has it.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Wish} Wish */

import { talkIn } from "./day.js";

const STEP = 5;
const LONG_STEP = 30;
const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/**
 * @typedef {object} Deeds what keys call that is not in the grid
 * @property {() => void} openMove
 * @property {() => void} jump
 * @property {() => void} toTray
 */

export class Keys {
  /**
   * @param {Desk} desk
   * @param {Canvas} canvas
   * @param {Deeds} deeds
   */
  constructor(desk, canvas, deeds) {
    this.desk = desk;
    this.canvas = canvas;
    this.deeds = deeds;
    /** The minute that is kept while the focus moves up and down. */
    this.minute = 0;
    document.addEventListener("keydown", (event) => this.press(event));
    canvas.grid.addEventListener("focusin", (event) => this.settle(event));
  }

  /** @param {FocusEvent} event */
  settle(event) {
    const bar = /** @type {Element} */ (event.target).closest("[role=gridcell], .ed-head button");
    if (!bar) return;
    for (const stop of this.canvas.grid.querySelectorAll("[tabindex='0']"))
      if (stop !== bar) /** @type {HTMLElement} */ (stop).tabIndex = -1;
    bar.tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("input, select, textarea, dialog[open]") || event.defaultPrevented || event.altKey) return;
    const isDone = this.anywhere(event) || this.inGrid(event, target);
    if (isDone) event.preventDefault();
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean}
   */
  anywhere(event) {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === "z") this.desk.step(event.shiftKey ? "redo" : "undo");
      else if (key === "y") this.desk.step("redo");
      else return false;
      return true;
    }
    const hasItem = Boolean(this.desk.talk || this.desk.session || this.desk.forum);
    if (key === "m" && hasItem) this.deeds.openMove();
    else if (key === "g" || key === "/") this.deeds.jump();
    else if (key === "u") this.deeds.toTray();
    else if (key === "p" && this.desk.talk?.session)
      this.desk.commit({ deed: "pin_talk", talk: this.desk.talk.code, is_pinned: !this.desk.talk.is_pinned });
    else if (key === "escape" && this.desk.chosen) this.desk.choose(null);
    else return false;
    return true;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Element} target
   * @returns {boolean}
   */
  inGrid(event, target) {
    const at = target.closest("[role=gridcell], .ed-head button");
    if (!at || !this.canvas.grid.contains(at)) return false;
    if (event.key === "Enter" || event.key === " ") {
      at.click();
      return true;
    }
    if (event.ctrlKey || event.metaKey) return ARROWS.includes(event.key) && this.shift(event, at);
    if (event.key === "+" || event.key === "-") return this.lengthen(event.key === "+" ? STEP : -STEP, at);
    const next = this.beside(event, at);
    if (next) this.canvas.focus(next);
    return ARROWS.includes(event.key) || event.key === "Home" || event.key === "End";
  }

  // ---------- moving the focus

  /** @param {Element} row */
  stops(row) {
    const found = /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("[role=gridcell], .ed-head button"));
    return [...found].sort((one, other) => startOf(one) - startOf(other));
  }

  /** @returns {HTMLElement[]} */
  rows() {
    const found = /** @type {NodeListOf<HTMLElement>} */ (this.canvas.grid.querySelectorAll("[data-room]"));
    return [...found].filter((row) => row.offsetParent !== null);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement} at
   * @returns {HTMLElement | undefined}
   */
  beside(event, at) {
    const row = at.closest("[data-room]");
    if (!row) return undefined;
    const stops = this.stops(row);
    const place = stops.indexOf(at);
    const rows = this.rows();
    const isVertical = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (!isVertical) this.minute = startOf(at);
    switch (event.key) {
      case "ArrowRight":
        return stops[place + 1];
      case "ArrowLeft":
        return stops[place - 1];
      case "Home":
        return stops[0];
      case "End":
        return stops.at(-1);
      case "ArrowDown":
        return this.across(rows[rows.indexOf(row) + 1]);
      case "ArrowUp":
        return this.across(rows[rows.indexOf(row) - 1]);
      default:
        return undefined;
    }
  }

  /** @param {HTMLElement | undefined} row */
  across(row) {
    if (!row) return undefined;
    const near = (/** @type {HTMLElement} */ each) => Math.abs(startOf(each) - this.minute);
    return this.stops(row).sort((one, other) => near(one) - near(other))[0];
  }

  // ---------- moving what has the focus

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement} at
   */
  shift(event, at) {
    const talk = at.dataset.talk ? talkIn(this.desk.day, at.dataset.talk) : null;
    const session = this.desk.day.sessions.get(talk?.session ?? at.dataset.session ?? "");
    if (!session) return false;
    const wish = talk ? this.shiftTalk(event, talk, session) : this.shiftSession(event, session);
    if (wish) this.commit(wish, talk?.code ?? session.code);
    return true;
  }

  /**
   * Follow an item with the focus wherever it goes.
   *
   * @param {Wish} wish
   * @param {string} code
   */
  commit(wish, code) {
    this.desk.choose("talk" in wish ? { talk: code } : { session: code });
    this.desk.commit(wish);
    requestAnimationFrame(() => {
      const bar = this.canvas.elementOf(code);
      if (bar) this.canvas.focus(bar);
    });
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Session} session
   * @returns {Wish | null}
   */
  shiftSession(event, session) {
    const by = event.shiftKey ? LONG_STEP : STEP;
    const move = (/** @type {number | null} */ room, /** @type {number} */ starts) =>
      /** @type {Wish} */ ({ deed: "move_session", session: session.code, room, starts });
    if (event.key === "ArrowLeft") return move(session.room, session.starts - by);
    if (event.key === "ArrowRight") return move(session.room, session.starts + by);
    const room = this.roomBeside(event, session);
    return room === null ? null : move(room, session.starts);
  }

  /**
   * A talk starts where its order puts it, so that it moves by places and not by minutes.
   *
   * @param {KeyboardEvent} event
   * @param {Talk} talk
   * @param {Session} session
   * @returns {Wish | null}
   */
  shiftTalk(event, talk, session) {
    const last = session.talks.length - 1;
    const here = session.talks.findIndex(({ code }) => code === talk.code);
    const put = (/** @type {string} */ code, /** @type {number} */ position) =>
      /** @type {Wish} */ ({ deed: "move_talk", talk: talk.code, session: code, position });
    if (event.key === "ArrowLeft") return here > 0 ? put(session.code, event.shiftKey ? 0 : here - 1) : null;
    if (event.key === "ArrowRight") return here < last ? put(session.code, event.shiftKey ? last : here + 1) : null;
    const room = this.roomBeside(event, session);
    const there = (this.canvas.sessionsByRoom().get(room ?? 0) ?? []).find(
      (each) => !each.is_closed && each.starts <= talk.starts && talk.starts < each.ends,
    );
    if (!there) return null;
    return put(there.code, there.talks.filter((each) => each.starts + each.minutes / 2 < talk.starts).length);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Session} session
   * @returns {number | null}
   */
  roomBeside(event, session) {
    const rows = this.rows();
    const place = rows.findIndex((row) => Number(row.dataset.room) === session.room);
    const next = rows[place + (event.key === "ArrowUp" ? -1 : 1)];
    return place < 0 || !next ? null : Number(next.dataset.room);
  }

  /**
   * @param {number} by
   * @param {HTMLElement} at
   */
  lengthen(by, at) {
    const talk = at.dataset.talk ? talkIn(this.desk.day, at.dataset.talk) : null;
    const session = this.desk.day.sessions.get(at.dataset.session ?? "");
    if (talk && talk.minutes + by > 0)
      this.commit({ deed: "set_length", talk: talk.code, minutes: talk.minutes + by }, talk.code);
    else if (session && session.ends + by > session.starts)
      this.commit({ deed: "resize_session", session: session.code, ends: session.ends + by }, session.code);
    return true;
  }
}

/** @param {HTMLElement} element */
function startOf(element) {
  return Number(element.dataset.starts ?? -1);
}
