// What is chosen: its facts, what can be done with it, and where it could go. At the right, or at the foot.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Forum} Forum */
/** @typedef {import("./day.js").Clash} Clash */
/** @typedef {import("./day.js").Wish} Wish */

import { build, the } from "./build.js";
import { isHard, overlap, seatsShort, sessionsOf } from "./day.js";
import { nowAt, placeLine } from "./lines.js";
import { best, ranked, repairs } from "./places.js";
import { callOf, nameOf, namesOf, numeral, range, say, whereOf } from "./words.js";

const MOST_PLACES = 6;

export class Inspector {
  /**
   * @param {Desk} desk
   * @param {() => void} openMove
   */
  constructor(desk, openMove) {
    this.desk = desk;
    this.openMove = openMove;
    this.panel = the("[data-inspector]");
    this.body = the("[data-inspector-body]");
  }

  draw() {
    const { talk, session, clash, forum } = this.desk;
    const parts = talk
      ? this.ofTalk(talk)
      : session
        ? this.ofSession(session)
        : clash
          ? this.ofClash(clash)
          : forum
            ? this.ofForum(forum)
            : [];
    const held = this.heldField();
    this.body.replaceChildren(...parts);
    this.panel.classList.toggle("is-empty", parts.length === 0);
    if (held) this.panel.querySelector("input")?.focus();
  }

  /** Whether the length is being typed: drawing anew would take the focus away. */
  heldField() {
    return document.activeElement instanceof HTMLInputElement && this.body.contains(document.activeElement);
  }

  /** @param {Talk} talk */
  ofTalk(talk) {
    const people = talk.people.map(({ name, institution, is_unanswered }) =>
      [name, institution, is_unanswered ? say("unanswered") : ""].filter(Boolean).join(" · "),
    );
    const url = this.desk.given.urls.talk.replace("CODE", talk.code);
    return [
      build("inspector-head", {
        head: namesOf(talk) || say(`talk-${talk.kind}`),
        title: talk.title,
        other: talk.other,
        now: nowAt(this.desk, talk),
        people: people.join("\n"),
      }),
      this.lengthField(talk.minutes, (minutes) => ({ deed: "set_length", talk: talk.code, minutes })),
      this.deeds(url, [
        [
          say(talk.is_pinned ? "unpin" : "pin"),
          talk.session ? { deed: "pin_talk", talk: talk.code, is_pinned: !talk.is_pinned } : null,
        ],
        [say("put-back"), talk.session ? { deed: "move_talk", talk: talk.code, session: "", position: 0 } : null],
      ]),
      ...this.places(talk),
    ];
  }

  /** @param {Session} session */
  ofSession(session) {
    const url = this.desk.given.urls.session.replace("CODE", session.code);
    const short = seatsShort(session, this.desk.rooms);
    return [
      build("inspector-head", {
        head: `${whereOf(session)} ${session.forum === null ? "" : nameOf(session)}`,
        title: session.forum === null ? session.title : "",
        other: session.other,
        now: `${range(session.starts, session.ends)} · ${nowAt(this.desk, session)}`,
        people: session.people.map(({ name }) => name).join("\n"),
        short: short ? say("seats-short", { n: short }) : "",
      }),
      this.lengthField(session.ends - session.starts, (minutes) => ({
        deed: "resize_session",
        session: session.code,
        ends: session.starts + minutes,
      })),
      this.deeds(url, [
        [
          say("put-back"),
          session.room === null
            ? null
            : { deed: "move_session", session: session.code, room: null, starts: session.starts },
        ],
      ]),
      ...this.places(session),
    ];
  }

  /** @param {Forum} forum */
  ofForum(forum) {
    const url = this.desk.given.urls.forum.replace("CODE", String(forum.number));
    const sessions = sessionsOf(this.desk.day, forum.number);
    const rooms = new Set(sessions.map(({ room }) => room));
    const first = sessions[0];
    const places = [...this.desk.rooms.keys()].flatMap((room) => {
      if (!first || (rooms.size === 1 && rooms.has(room))) return [];
      const given = this.desk.weigh({ deed: "move_forum", forum: forum.number, room });
      return given
        ? [{ ...given, way: /** @type {const} */ ("room"), at: first.starts, beside: null, to: given.sessions[0] }]
        : [];
    });
    const lines = first
      ? ranked(places, first, this.desk.rooms).map((place) => placeLine(this.desk, place, first))
      : [];
    const list = build("places", { head: say("rooms-of-day") });
    list.querySelector("ul")?.append(...lines);
    return [
      build("inspector-head", {
        head: `${numeral(forum.number)} ${forum.title}`,
        now: sessions.map((session) => nowAt(this.desk, session)).join("\n"),
      }),
      this.deeds(url, []),
      ...(lines.length ? [list] : []),
    ];
  }

  /** @param {Clash} clash */
  ofClash(clash) {
    const { first, second } = clash;
    const { starts, ends } = overlap(clash);
    const room = this.desk.rooms.get(first.session.room ?? 0)?.name ?? "";
    const head = build("clash-head", {
      kind: say(isHard(clash) ? "hard-clash" : "soft-clash"),
      head: first.person?.name ?? room,
      overlap: say("overlap", { range: range(starts, ends), n: ends - starts }),
    });
    head.classList.toggle("is-hard", isHard(clash));
    const list = head.querySelector("ul");
    for (const end of [first, second]) {
      const item = end.talk ?? end.session;
      const line = build("end", {
        where: whereOf(end.session),
        what: "talks" in item ? nameOf(item) : callOf(item),
        time: range(end.starts, end.ends),
        room: this.desk.rooms.get(end.session.room ?? 0)?.name ?? "",
      });
      line.querySelector("button")?.addEventListener("click", () => {
        this.desk.choose(end.talk ? { talk: end.talk.code } : { session: end.session.code });
      });
      list?.append(line);
    }
    const found = repairs(this.desk.day, this.desk.rooms, clash, this.desk.within, MOST_PLACES);
    const places = build("places", { head: say("repairs") });
    places.querySelector("ul")?.append(
      ...found.map((place) => {
        const line = placeLine(this.desk, place, place.what);
        line.prepend(this.subject(place.what));
        return line;
      }),
    );
    return [head, found.length ? places : build("no-repair"), build("keep-both")];
  }

  /** @param {Talk | Session} what */
  subject(what) {
    const session = "talks" in what ? what : this.desk.day.sessions.get(what.session);
    const name = "talks" in what ? "" : callOf(what);
    return build("subject", { words: [session ? whereOf(session) : "", name].filter(Boolean).join(" ") });
  }

  /**
   * @param {number} minutes
   * @param {(minutes: number) => Wish} wishOf
   */
  lengthField(minutes, wishOf) {
    const field = build("length");
    const input = /** @type {HTMLInputElement} */ (field.querySelector("input"));
    input.value = String(minutes);
    input.addEventListener("change", () => {
      const wanted = Math.round(input.valueAsNumber);
      if (wanted >= 1 && wanted <= 24 * 60 && wanted !== minutes) this.desk.commit(wishOf(wanted));
      else input.value = String(minutes);
    });
    return field;
  }

  /**
   * @param {string} url
   * @param {[string, Wish | null][]} deeds
   */
  deeds(url, deeds) {
    const row = build("deeds");
    row.querySelector("[data-open-move]")?.addEventListener("click", this.openMove);
    const link = row.querySelector("a[href]");
    link?.setAttribute("href", url);
    for (const [words, wish] of deeds) {
      if (!wish) continue;
      const button = build("deed", { words });
      button.addEventListener("click", () => this.desk.commit(wish));
      row.append(button);
    }
    return row;
  }

  /** @param {Talk | Session} what */
  places(what) {
    const items = "talks" in what ? { session: what } : { talk: what };
    const found = best(this.desk.day, this.desk.rooms, items, this.desk.within, MOST_PLACES);
    if (found.length === 0) return [];
    const list = build("places", { head: say("places") });
    list.querySelector("ul")?.append(...found.map((place) => placeLine(this.desk, place, what)));
    return [list];
  }
}
