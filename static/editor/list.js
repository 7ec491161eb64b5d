// On a phone the canvas is a list: forums and rooms as rows, one open at a time, every item with "Move …".

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./canvas.js").Canvas} Canvas */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */

import { build, the } from "./build.js";
import { isHard, markOf, overrun } from "./day.js";
import { otherLine, sorted, unplaced } from "./side.js";
import { clashLine, clock, namesOf, say, takenBy, whereOf } from "./words.js";

export class List {
  /**
   * @param {Desk} desk
   * @param {Canvas} canvas whose block this is
   * @param {() => void} openMove
   */
  constructor(desk, canvas, openMove) {
    this.desk = desk;
    this.canvas = canvas;
    this.openMove = openMove;
    this.list = the("[data-list]");
    /** @type {"all" | "clashes" | "unplaced"} */
    this.show = "all";
    this.open = "";
    this.list.addEventListener("click", (event) => this.press(event));
  }

  /** @param {Event} event */
  press(event) {
    const target = /** @type {Element} */ (event.target);
    const row = target.closest("[data-open]");
    if (row) {
      const code = row.dataset.open ?? "";
      this.open = this.open === code ? "" : code;
      this.draw();
      /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-open="${CSS.escape(code)}"]`))?.focus();
      return;
    }
    const item = target.closest("[data-talk], [data-session], [data-clash]");
    if (!item) return;
    const { talk, session, clash } = item.dataset;
    this.desk.choose(talk ? { talk } : session ? { session } : clash ? { clash } : null);
    if (target.closest("[data-move]")) this.openMove();
  }

  draw() {
    const rows =
      this.show === "unplaced"
        ? unplaced(this.desk).map((item) => this.drawWaiting(item))
        : this.show === "clashes"
          ? [
              ...sorted(this.desk).map((clash) => this.drawClash(clash)),
              ...this.desk.others.map((told) => this.drawOther(told)),
            ]
          : this.sessions().map((session) => this.drawSession(session));
    this.list.replaceChildren(...rows);
    the("[data-list-empty]").hidden = rows.length > 0;
  }

  sessions() {
    const found = [...this.canvas.sessionsByRoom().values()].flat();
    const order = (/** @type {Session} */ session) => session.forum ?? 0;
    return found.sort((one, other) => order(one) - order(other) || one.starts - other.starts);
  }

  /** @param {Session} session */
  drawSession(session) {
    const trouble = this.desk.clashes.filter(({ first, second }) =>
      [first.session.code, second.session.code].includes(session.code),
    );
    const hard = trouble.filter(isHard).length;
    const over = overrun(session);
    const room = this.desk.rooms.get(session.room ?? 0)?.name ?? say("no-room");
    const isOpen = this.open === session.code;
    const title = this.desk.forums.get(session.forum ?? 0)?.title ?? session.title;
    const entry = build("list-session", {
      numeral: whereOf(session) === session.title ? "" : whereOf(session),
      title: title || say(`kind-${session.kind}`),
      meta: `${clock(session.starts)} · ${room} · ${say("items", { n: session.talks.length })}`,
      trouble: hard
        ? say("n-hard", { n: hard })
        : over > 0
          ? say("over", { n: over })
          : trouble.length
            ? say("n-soft", { n: trouble.length })
            : "",
    });
    entry.classList.toggle("is-hard", hard > 0);
    const button = /** @type {HTMLElement} */ (entry.querySelector("button"));
    button.dataset.open = session.code;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      const items = build("list-items");
      const self = build("list-move-session");
      self.dataset.session = session.code;
      if (!session.is_closed) items.append(...session.talks.map((talk) => this.drawTalk(talk, trouble)));
      items.append(self);
      entry.append(items);
    }
    return entry;
  }

  /**
   * @param {Talk} talk
   * @param {import("./day.js").Clash[]} trouble
   */
  drawTalk(talk, trouble) {
    const own = trouble.filter(
      ({ first, second }) => first.talk?.code === talk.code || second.talk?.code === talk.code,
    );
    const clash = own.find(isHard) ?? own[0];
    const other = clash && (clash.first.talk?.code === talk.code ? clash.second : clash.first);
    const entry = build("list-talk", {
      time: clock(talk.starts),
      length: say("minutes", { n: talk.minutes }),
      names: namesOf(talk),
      title: talk.title || say(`talk-${talk.kind}`),
      trouble: other ? takenBy(other, this.desk.rooms) : "",
    });
    entry.dataset.talk = talk.code;
    entry.classList.toggle("is-hard", Boolean(clash && isHard(clash)));
    entry.classList.toggle("is-soft", Boolean(clash && !isHard(clash)));
    entry.classList.toggle("is-break", talk.kind === "break");
    return entry;
  }

  /** @param {Talk | Session} item */
  drawWaiting(item) {
    const isSession = "talks" in item;
    const minutes = isSession ? item.ends - item.starts : item.minutes;
    const entry = build("list-talk", {
      time: isSession ? whereOf(item) : item.forum === null ? "" : String(item.forum).padStart(2, "0"),
      length: say("minutes", { n: minutes }),
      names: isSession ? "" : namesOf(item),
      title: item.title || say(isSession ? `kind-${item.kind}` : `talk-${item.kind}`),
      trouble: "",
    });
    if (isSession) entry.dataset.session = item.code;
    else entry.dataset.talk = item.code;
    return entry;
  }

  /** @param {import("./wire.js").Told} told */
  drawOther(told) {
    const entry = document.createElement("li");
    entry.append(otherLine(this.desk, told));
    return entry;
  }

  /** @param {import("./day.js").Clash} clash */
  drawClash(clash) {
    const { head, detail } = clashLine(clash, this.desk.rooms);
    const entry = document.createElement("li");
    const button = build("clash-item", { kind: say(isHard(clash) ? "hard" : "soft"), head, detail });
    button.classList.toggle("is-hard", isHard(clash));
    button.dataset.clash = markOf(clash);
    entry.append(button);
    return entry;
  }
}
