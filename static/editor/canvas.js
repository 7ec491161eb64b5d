// The canvas: rooms as rows, time across. A row is drawn anew when something in it has changed.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Room} Room */
/** @typedef {{ key: string, title: string, rooms: Room[] }} Group */

import { build, span, the } from "./build.js";
import { endOfTalks, isHard, isOnDay, overlap, overrun, seatsShort } from "./day.js";
import { clock, namesOf, numeral, range, say, whereOf } from "./words.js";

const MARK_EVERY = [10, 20, 30, 60, 120];
const MOST_MARKS = 12;
const LARGE = 76;

export class Canvas {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.grid = the("[data-grid]");
    this.from = desk.given.axis[0];
    this.to = desk.given.axis[1];
    this.grid.style.setProperty("--span", String(this.to - this.from));
    /** @type {Map<number, { row: HTMLElement, signature: string }>} */
    this.rows = new Map();
    /** @type {Set<string>} */
    this.shut = new Set();
    /** @type {"floor" | "letter"} */
    this.by = "floor";
    this.group = "";
    this.onlyClashes = false;
  }

  /** Draw everything: after another grouping or filter. */
  drawAll() {
    this.rows.clear();
    const groups = this.groups();
    const bodies = groups.map((group) => this.drawGroup(group));
    this.grid.replaceChildren(this.drawAxis(), ...bodies);
    this.grid.setAttribute("aria-rowcount", String(this.desk.rooms.size));
    this.draw();
  }

  /** Draw the rows that differ from what is drawn. */
  draw() {
    const trouble = this.trouble();
    const byRoom = this.sessionsByRoom();
    for (const [key, { row, signature }] of this.rows) {
      const sessions = byRoom.get(key) ?? [];
      const wanted = JSON.stringify([sessions, sessions.map((each) => [...(trouble.get(each.code) ?? [])].join())]);
      if (wanted !== signature) {
        this.drawRow(key, row, sessions, trouble);
        this.rows.set(key, { row, signature: wanted });
      }
      const isTroubled = sessions.some((session) => trouble.has(session.code));
      row.hidden = this.onlyClashes && !isTroubled;
    }
    this.drawClashes();
    this.markChosen();
    this.keepStop();
  }

  /** @returns {Map<number, Session[]>} */
  sessionsByRoom() {
    /** @type {Map<number, Session[]>} */
    const found = new Map();
    for (const session of this.desk.day.sessions.values()) {
      if (session.room === null || !isOnDay(session) || !this.isInView(session)) continue;
      const there = found.get(session.room);
      if (there) there.push(session);
      else found.set(session.room, [session]);
    }
    for (const there of found.values()) there.sort((one, other) => one.starts - other.starts);
    return found;
  }

  /** @param {Session} session */
  isInView(session) {
    return session.starts < this.to && Math.max(session.ends, endOfTalks(session)) > this.from;
  }

  /**
   * Codes of sessions with a clash, each with the codes of the talks (or of itself) that clash, and how gravely.
   *
   * @returns {Map<string, Map<string, boolean>>}
   */
  trouble() {
    /** @type {Map<string, Map<string, boolean>>} */
    const found = new Map();
    for (const clash of this.desk.clashes) {
      for (const { session, talk } of [clash.first, clash.second]) {
        const there = found.get(session.code) ?? new Map();
        const code = talk?.code ?? session.code;
        there.set(code, isHard(clash) || there.get(code) === true);
        found.set(session.code, there);
      }
    }
    return found;
  }

  // ---------- groups

  /** @returns {Group[]} */
  groups() {
    const letters = this.lettersByRoom();
    /** @type {Map<string, Group>} */
    const found = new Map();
    for (const room of this.desk.rooms.values()) {
      const key = this.by === "floor" ? room.floor : (letters.get(room.key) ?? "");
      if (this.group && key !== this.group) continue;
      const title = key ? say(this.by === "floor" ? "on-floor" : "in-group", { name: key }) : say("no-group");
      const group = found.get(key) ?? { key, title, rooms: [] };
      group.rooms.push(room);
      found.set(key, group);
    }
    const groups = [...found.values()];
    return this.by === "letter"
      ? groups.sort((one, other) => Number(!one.key) - Number(!other.key) || (one.key < other.key ? -1 : 1))
      : groups;
  }

  /** The group of the first forum that meets in each room in this block. */
  lettersByRoom() {
    /** @type {Map<number, string>} */
    const letters = new Map();
    for (const [room, sessions] of this.sessionsByRoom()) {
      const forum = sessions.map((session) => this.desk.forums.get(session.forum ?? 0)).find(Boolean);
      if (forum?.group) letters.set(room, forum.group);
    }
    return letters;
  }

  /** @param {Group} group */
  drawGroup(group) {
    const names = group.rooms.map(({ name }) => name);
    const inside = names.length > 1 ? `${names[0]}–${names.at(-1)}` : names[0];
    const body = build("group", { title: group.title, rooms: `${inside} · ${say("rooms", { n: names.length })}` });
    body.dataset.group = group.key;
    const button = /** @type {HTMLElement} */ (body.querySelector("button"));
    button.setAttribute("aria-expanded", String(!this.shut.has(group.key)));
    body.classList.toggle("is-shut", this.shut.has(group.key));
    for (const room of group.rooms) {
      const row = build("row");
      row.dataset.room = String(room.key);
      body.append(row);
      this.rows.set(room.key, { row, signature: "" });
    }
    return body;
  }

  /** @param {string} key */
  fold(key) {
    if (!this.shut.delete(key)) this.shut.add(key);
    for (const body of this.grid.querySelectorAll("[data-group]")) {
      const isShut = this.shut.has(body.dataset.group ?? "");
      body.classList.toggle("is-shut", isShut);
      body.querySelector("button")?.setAttribute("aria-expanded", String(!isShut));
    }
  }

  // ---------- the axis

  drawAxis() {
    const head = build("axis", { rooms: say("rooms", { n: this.desk.rooms.size }) });
    const lane = /** @type {HTMLElement} */ (head.querySelector("[data-lane]"));
    const every = MARK_EVERY.find((minutes) => (this.to - this.from) / minutes <= MOST_MARKS) ?? 120;
    const first = this.desk.given.first_minute;
    for (
      let at = this.from + ((every - ((first + this.from) % every)) % every);
      at < this.to - every / 2;
      at += every
    ) {
      const mark = build("mark", { time: clock(at) });
      mark.classList.toggle("is-hour", (first + at) % 60 === 0);
      span(mark, at - this.from, every);
      lane.append(mark);
    }
    return head;
  }

  // ---------- rows

  /**
   * @param {number} key
   * @param {HTMLElement} row
   * @param {Session[]} sessions
   * @param {Map<string, Map<string, boolean>>} trouble
   */
  drawRow(key, row, sessions, trouble) {
    const room = /** @type {Room} */ (this.desk.rooms.get(key));
    row.replaceChildren(this.drawHead(room, sessions));
    const lane = build("lane");
    for (const session of sessions) {
      const inTrouble = trouble.get(session.code) ?? new Map();
      lane.append(this.drawSession(session, inTrouble));
      if (!session.is_closed) for (const talk of session.talks) lane.append(this.drawTalk(talk, session, inTrouble));
    }
    row.append(lane);
  }

  /**
   * @param {Room} room
   * @param {Session[]} sessions
   */
  drawHead(room, sessions) {
    const forums = [...new Set(sessions.map(({ forum }) => forum))].filter((forum) => forum !== null);
    const seats = room.capacity === null ? "" : ` · ${say("seats", { n: room.capacity })}`;
    const short = Math.max(0, ...sessions.map((session) => seatsShort(session, this.desk.rooms)));
    const first = sessions[0];
    const title = forums.map((forum) => this.desk.forums.get(forum)?.title ?? "").join(" · ");
    const head = build("head", {
      numeral: forums.length ? forums.map(numeral).join(" ") : (first?.label ?? ""),
      title: title || (first ? first.title || say(`kind-${first.kind}`) : say("free")),
      room: room.name + seats,
      short: short ? say("seats-short", { n: short }) : "",
    });
    const button = /** @type {HTMLElement} */ (head.querySelector("button"));
    button.tabIndex = -1;
    if (forums.length) button.dataset.forum = String(forums[0]);
    return head;
  }

  /**
   * @param {Session} session
   * @param {Map<string, boolean>} trouble
   */
  drawSession(session, trouble) {
    const isEmpty = session.talks.length === 0 || session.is_closed;
    const words = session.is_closed
      ? say("closed")
      : session.kind === "forum" && isEmpty
        ? say("no-agenda")
        : session.title;
    const bar = build("session", { words: isEmpty ? `${range(session.starts, session.ends)} ${words}` : "" });
    bar.dataset.session = session.code;
    bar.classList.toggle("is-empty", isEmpty);
    bar.classList.toggle("is-bare", isEmpty && session.kind === "forum");
    bar.classList.toggle("is-closed", session.is_closed);
    bar.classList.toggle("is-cancelled", session.is_cancelled);
    bar.classList.toggle("is-over", overrun(session) > 0);
    takeTrouble(bar, trouble.get(session.code));
    const kinds = new Set(trouble.values());
    bar.classList.toggle("has-hard", kinds.has(true));
    bar.classList.toggle("has-soft", kinds.has(false) && !kinds.has(true));
    this.place(bar, session.starts, session.ends);
    const over = overrun(session) > 0 ? ` ${say("over", { n: overrun(session) })}` : "";
    bar.setAttribute(
      "aria-label",
      `${whereOf(session)} ${range(session.starts, session.ends)} ${session.title}${over}`,
    );
    return bar;
  }

  /**
   * @param {Talk} talk
   * @param {Session} session
   * @param {Map<string, boolean>} trouble
   */
  drawTalk(talk, session, trouble) {
    const ends = talk.starts + talk.minutes;
    const names = namesOf(talk);
    const title = talk.title || say(`talk-${talk.kind}`);
    const bar = build("talk", { names, title });
    bar.dataset.talk = talk.code;
    bar.classList.toggle("is-break", talk.kind === "break");
    bar.classList.toggle("is-pinned", talk.is_pinned);
    bar.classList.toggle("is-cancelled", talk.is_cancelled);
    bar.classList.toggle("is-nobody", talk.kind === "talk" && !talk.people.some(({ key }) => key));
    bar.classList.toggle("is-late", ends > session.ends);
    bar.classList.toggle("is-small", talk.minutes * this.scale() < LARGE);
    takeTrouble(bar, trouble.get(talk.code));
    this.place(bar, talk.starts, ends);
    const parts = [range(talk.starts, ends), names, title, talk.is_pinned ? say("pinned") : ""];
    bar.setAttribute("aria-label", parts.filter(Boolean).join(" "));
    bar.title = `${range(talk.starts, ends)} ${names}\n${title}`;
    return bar;
  }

  /** Pixels of a minute. */
  scale() {
    const lane = this.grid.querySelector("[data-lane]");
    return lane instanceof HTMLElement ? lane.clientWidth / (this.to - this.from) : 4;
  }

  /**
   * @param {HTMLElement} bar
   * @param {number} starts
   * @param {number} ends
   */
  place(bar, starts, ends) {
    const from = Math.max(starts, this.from);
    span(bar, from - this.from, Math.min(ends, this.to) - from);
    bar.dataset.starts = String(starts);
  }

  // ---------- while something is dragged

  /**
   * Draw the rows of these sessions as they would be.
   *
   * @param {Session[]} sessions
   */
  preview(sessions) {
    const would = new Map(sessions.map((session) => [session.code, session]));
    const before = sessions.flatMap(({ code }) => this.desk.day.sessions.get(code)?.room ?? []);
    const byRoom = this.sessionsByRoom();
    for (const room of new Set([...sessions.map((session) => session.room), ...before])) {
      const known = this.rows.get(room ?? 0);
      if (!known || room === null) continue;
      const others = (byRoom.get(room) ?? []).filter(({ code }) => !would.has(code));
      const there = [...others, ...sessions.filter((session) => session.room === room && this.isInView(session))];
      this.drawRow(room, known.row, there, new Map());
      known.signature = "";
    }
    this.markChosen();
  }

  /** Draw what `preview` has changed as it is. */
  restore() {
    if ([...this.rows.values()].some(({ signature }) => signature === "")) this.draw();
  }

  // ---------- clashes

  /** Mark on the axis when the chosen clash is, and join its two ends through the rows between. */
  drawClashes() {
    for (const mark of this.grid.querySelectorAll("[data-flag], .ed-join")) mark.remove();
    const axis = this.grid.querySelector("[data-axis-lane]");
    const clash = this.desk.clash;
    if (!clash || !axis) return;
    const { starts, ends } = overlap(clash);
    const flag = build("flag", { words: say("overlap-short", { n: ends - starts }) });
    span(flag, starts - this.from, ends - starts);
    axis.append(flag);
    const rows = [...this.rows.values()].map(({ row }) => row).filter((row) => row.offsetParent !== null);
    const [first, last] = [clash.first, clash.second]
      .map(({ session }) => rows.findIndex((row) => Number(row.dataset.room) === session.room))
      .sort((one, other) => one - other);
    if (first < 0) return;
    for (const row of rows.slice(first, last + 1)) {
      const join = build("join");
      span(join, starts - this.from, ends - starts);
      row.querySelector("[data-lane]")?.prepend(join);
    }
  }

  markChosen() {
    const { talk, session, clash } = this.desk;
    const codes = new Set([talk?.code, session?.code]);
    const ends = clash ? this.endsOf(clash) : [];
    for (const bar of this.bars()) {
      const code = codeOf(bar);
      bar.classList.toggle("is-chosen", codes.has(code));
      bar.classList.toggle("is-end", ends.includes(code));
      bar.setAttribute("aria-selected", String(codes.has(code)));
    }
  }

  /** @param {import("./day.js").Clash} clash */
  endsOf({ first, second }) {
    return [first, second].map((end) => end.talk?.code ?? end.session.code);
  }

  /** @returns {HTMLElement[]} */
  bars() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.grid.querySelectorAll("[role=gridcell]"))];
  }

  /** Keep one bar, or one head, reachable with Tab. */
  keepStop() {
    const stops = [
      .../** @type {NodeListOf<HTMLElement>} */ (this.grid.querySelectorAll("[role=gridcell], .ed-head button")),
    ];
    if (stops.some((each) => each.tabIndex === 0)) return;
    const first = this.elementOf(this.desk.talk?.code ?? this.desk.session?.code ?? "") ?? stops[0];
    if (first) first.tabIndex = 0;
  }

  /**
   * @param {string} code
   * @returns {HTMLElement | null}
   */
  elementOf(code) {
    return code ? (this.bars().find((bar) => codeOf(bar) === code) ?? null) : null;
  }

  /** @param {HTMLElement} element */
  focus(element) {
    for (const stop of this.grid.querySelectorAll("[tabindex='0']")) /** @type {HTMLElement} */ (stop).tabIndex = -1;
    element.tabIndex = 0;
    element.focus({ preventScroll: false });
  }
}

/** @param {HTMLElement} bar */
export function codeOf(bar) {
  return bar.dataset.talk ?? bar.dataset.session ?? "";
}

/**
 * @param {HTMLElement} bar
 * @param {boolean | undefined} isGrave
 */
function takeTrouble(bar, isGrave) {
  bar.classList.toggle("is-hard", isGrave === true);
  bar.classList.toggle("is-soft", isGrave === false);
}
