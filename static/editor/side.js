// At the left: what waits for a place, and the day's clashes.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */

import { build, the } from "./build.js";
import { isHard, isOnDay, markOf } from "./day.js";
import { clashLine, namesOf, say, whereOf } from "./words.js";

/**
 * What waits: talks without a session, and sessions without a room, by forum.
 *
 * @param {Desk} desk
 * @returns {(Talk | Session)[]}
 */
export function unplaced(desk) {
  const sessions = [...desk.day.sessions.values()].filter(
    (session) => session.room === null && session.kind !== "break" && !session.is_cancelled,
  );
  const order = (/** @type {Talk | Session} */ item) => item.forum ?? Number.POSITIVE_INFINITY;
  return [...desk.day.waiting.values(), ...sessions].sort((one, other) => order(one) - order(other) || 0);
}

/** Clashes, hard ones first. */
export function sorted(/** @type {Desk} */ desk) {
  return [...desk.clashes].sort(
    (one, other) => Number(isHard(other)) - Number(isHard(one)) || one.second.starts - other.second.starts,
  );
}

/**
 * @param {Desk} desk
 * @param {import("./wire.js").Told} told
 */
export function otherLine(desk, { words, is_hard, ends, code }) {
  const detail = ends.map((end) => end.words).join(" ↔ ");
  const line = build("clash-item", { kind: say(is_hard ? "hard" : "soft"), head: words, detail });
  line.classList.toggle("is-hard", is_hard);
  if (desk.day.sessions.has(code)) line.dataset.session = code;
  else line.dataset.talk = code;
  return line;
}

export class Side {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.tray = the("[data-tray-list]");
    this.list = the("[data-clash-list]");
    this.tray.addEventListener("click", (event) => this.press(event));
    this.list.addEventListener("click", (event) => this.press(event));
  }

  /** @param {Event} event */
  press(event) {
    const item = /** @type {Element} */ (event.target).closest("[data-talk], [data-session], [data-clash]");
    if (!item) return;
    const { talk, session, clash } = item.dataset;
    if (talk) this.desk.choose({ talk });
    else if (session) this.desk.choose({ session });
    else if (clash) this.desk.choose({ clash });
  }

  draw() {
    const items = unplaced(this.desk);
    the("[data-tray-count]").textContent = String(items.length);
    this.tray.replaceChildren(...items.map((item) => this.drawItem(item)));
    the("[data-tray-empty]").hidden = items.length > 0;
    const found = sorted(this.desk);
    const { others } = this.desk;
    const hard = found.filter(isHard).length + others.filter(({ is_hard }) => is_hard).length;
    const all = found.length + others.length;
    the("[data-clash-count]").textContent = String(all);
    the("[data-clash-kinds]").textContent = all ? say("hard-soft", { hard, soft: all - hard }) : "";
    the("[data-clash-empty]").hidden = all > 0;
    this.list.replaceChildren(
      ...found.map((clash) => this.drawClash(clash)),
      ...others.map((told) => this.drawOther(told)),
    );
    for (const place of document.querySelectorAll("[data-count-clashes]")) place.textContent = String(all);
    for (const place of document.querySelectorAll("[data-count-unplaced]")) place.textContent = String(items.length);
    for (const verdict of document.querySelectorAll("[data-verdict]"))
      verdict.textContent = hard ? say("cannot-publish", { n: hard }) : "";
    this.markChosen();
  }

  /** @param {Talk | Session} item */
  drawItem(item) {
    const isSession = "talks" in item;
    const minutes = isSession ? item.ends - item.starts : item.minutes;
    const where = isSession && !isOnDay(item) ? ` · ${say("other-day")}` : "";
    const line = build("tray-item", {
      numeral: isSession ? whereOf(item) : item.forum === null ? "" : String(item.forum).padStart(2, "0"),
      names: isSession ? "" : namesOf(item),
      title: item.title || say(isSession ? `kind-${item.kind}` : `talk-${item.kind}`),
      length: say("minutes", { n: minutes }) + (isSession ? ` · ${say("session-no-room")}${where}` : ""),
    });
    if (isSession) line.dataset.session = item.code;
    else line.dataset.talk = item.code;
    return this.entry(line);
  }

  /** @param {import("./day.js").Clash} clash */
  drawClash(clash) {
    const { head, detail } = clashLine(clash, this.desk.rooms);
    const line = build("clash-item", { kind: say(isHard(clash) ? "hard" : "soft"), head, detail });
    line.classList.toggle("is-hard", isHard(clash));
    line.dataset.clash = markOf(clash);
    return this.entry(line);
  }

  /**
   * A clash that the server has found: it leads to one of its ends.
   *
   * @param {import("./wire.js").Told} told
   */
  drawOther(told) {
    return this.entry(otherLine(this.desk, told));
  }

  /** @param {HTMLElement} button */
  entry(button) {
    const entry = document.createElement("li");
    entry.append(button);
    return entry;
  }

  markChosen() {
    const chosen = this.desk.chosen ? Object.values(this.desk.chosen)[0] : "";
    for (const item of document.querySelectorAll("[data-tray-list] button, [data-clash-list] button")) {
      const { talk, session, clash } = item.dataset;
      item.setAttribute("aria-pressed", String(chosen !== "" && [talk, session, clash].includes(String(chosen))));
    }
  }
}
