// The day as the editor knows it, and what it would be after a deed. Days are never changed, only replaced.

import { clashes } from "./clashes.js";
import { inOrder } from "./order.js";

/**
 * @typedef {object} Person
 * @property {string} key empty for a placeholder, which never clashes
 * @property {string} name
 * @property {string} institution
 * @property {string} role
 * @property {boolean} is_unanswered
 * @property {boolean} must_not_clash
 */

/**
 * Times are minutes of the day; `session` is empty in the tray.
 *
 * @typedef {object} Talk
 * @property {string} code
 * @property {string} session
 * @property {number | null} forum
 * @property {string} kind
 * @property {string} title
 * @property {string} other
 * @property {string} placeholder
 * @property {number} starts
 * @property {number} minutes
 * @property {boolean} is_pinned
 * @property {boolean} is_cancelled
 * @property {Person[]} people
 * @property {string} version
 */

/**
 * @typedef {object} Session
 * @property {string} code
 * @property {string} label
 * @property {string} kind
 * @property {string} title
 * @property {string} other
 * @property {number | null} forum
 * @property {number | null} room
 * @property {number} starts
 * @property {number} ends
 * @property {number | null} capacity
 * @property {boolean} is_closed
 * @property {boolean} is_cancelled
 * @property {Person[]} people
 * @property {Talk[]} talks
 * @property {string} version
 */

/** @typedef {{ key: number, name: string, floor: string, capacity: number | null }} Room */
/** @typedef {{ number: number, title: string, group: string }} Forum */
/** @typedef {{ sessions: Map<string, Session>, waiting: Map<string, Talk> }} Day */
/** @typedef {{ sessions: Session[], waiting: Talk[] }} Part */

/**
 * What somebody wants to do; the names of the deeds are those of events/rules/wishes.py.
 *
 * @typedef {{ deed: "move_session", session: string, room: number | null, starts: number }} MoveSession
 * @typedef {{ deed: "resize_session", session: string, ends: number }} ResizeSession
 * @typedef {{ deed: "move_talk", talk: string, session: string, position: number }} MoveTalk
 * @typedef {{ deed: "set_length", talk: string, minutes: number }} SetLength
 * @typedef {{ deed: "pin_talk", talk: string, is_pinned: boolean }} PinTalk
 * @typedef {{ deed: "swap_talks", talk: string, other: string }} SwapTalks
 * @typedef {{ deed: "swap_sessions", session: string, other: string }} SwapSessions
 * @typedef {{ deed: "swap_rooms", session: string, other: string }} SwapRooms
 * @typedef {{ deed: "move_forum", forum: number, room: number }} MoveForum
 * @typedef {MoveSession | ResizeSession | MoveTalk | SetLength | PinTalk | SwapTalks | SwapSessions | SwapRooms
 *   | MoveForum} Wish
 */

/**
 * A booking with what it is for.
 *
 * @typedef {import("./clashes.js").Booking & { session: Session, talk: Talk | null, person: Person | null }} Booking
 * @typedef {import("./clashes.js").Clash<Booking>} Clash
 */

/**
 * @param {Part} part
 * @returns {Day}
 */
export function dayOf(part) {
  return { sessions: byCode(part.sessions), waiting: byCode(part.waiting) };
}

/**
 * Return the day with some sessions and waiting talks as the server has them now; `gone` are codes of what is no more.
 *
 * @param {Day} day
 * @param {Part & { gone: string[] }} news
 * @returns {Day}
 */
export function renewed(day, news) {
  const gone = new Set([...news.gone, ...news.sessions.flatMap((session) => session.talks.map(({ code }) => code))]);
  const without = (/** @type {Map<string, any>} */ rows) => [...rows].filter(([code]) => !gone.has(code));
  return {
    sessions: new Map([...without(day.sessions), ...byCode(news.sessions)]),
    waiting: new Map([...without(day.waiting), ...byCode(news.waiting)]),
  };
}

/**
 * @template {{ code: string }} T
 * @param {T[]} rows
 */
function byCode(rows) {
  return new Map(rows.map((row) => [row.code, row]));
}

/**
 * @param {Day} day
 * @param {string} code
 * @returns {Talk | null}
 */
export function talkIn(day, code) {
  const waiting = day.waiting.get(code);
  if (waiting) return waiting;
  for (const session of day.sessions.values()) {
    const talk = session.talks.find((each) => each.code === code);
    if (talk) return talk;
  }
  return null;
}

/**
 * Return the sessions of a forum on this day in order of time.
 *
 * @param {Day} day
 * @param {number} forum
 */
export function sessionsOf(day, forum) {
  return [...day.sessions.values()]
    .filter((session) => session.forum === forum && isOnDay(session))
    .sort((one, other) => one.starts - other.starts);
}

/** @param {Session} session */
export function isOnDay(session) {
  return session.ends > 0 && session.starts < 24 * 60;
}

/**
 * @param {Session} session
 * @returns {number} when its last talk ends, or the session itself if it has none
 */
export function endOfTalks(session) {
  const last = session.talks.at(-1);
  return last ? last.starts + last.minutes : session.ends;
}

/** How many minutes the talks of a session go on after its end; negative while there is time left. */
export const overrun = (/** @type {Session} */ session) =>
  session.talks.length ? endOfTalks(session) - session.ends : 0;

// ---------- deeds

/**
 * Return the sessions and waiting talks that a wish would change, as they would be; null if it would change nothing.
 *
 * @param {Day} day
 * @param {Wish} wish
 * @returns {{ sessions: Session[], waiting: Talk[], gone: string[] } | null}
 */
export function outcome(day, wish) {
  switch (wish.deed) {
    case "move_session":
      return ofSession(day, wish.session, (session) => placed(session, wish.room, wish.starts));
    case "resize_session":
      return ofSession(day, wish.session, (session) => ({ ...session, ends: wish.ends }));
    case "swap_sessions":
    case "swap_rooms":
      return swapped(day, wish);
    case "move_forum":
      return none(sessionsOf(day, wish.forum).map((session) => placed(session, wish.room, session.starts)));
    case "move_talk":
      return movedTalk(day, wish);
    case "swap_talks":
      return swappedTalks(day, wish);
    case "set_length":
      return ofTalk(day, wish.talk, (talk) => ({ ...talk, minutes: wish.minutes }));
    case "pin_talk":
      return ofTalk(day, wish.talk, (talk) => ({ ...talk, is_pinned: wish.is_pinned }));
  }
}

/** @param {Session[]} sessions */
function none(sessions) {
  return sessions.length ? { sessions, waiting: [], gone: [] } : null;
}

/**
 * @param {Day} day
 * @param {string} code
 * @param {(session: Session) => Session} change
 */
function ofSession(day, code, change) {
  const session = day.sessions.get(code);
  return session ? none([change(session)]) : null;
}

/**
 * @param {Session} session
 * @param {number | null} room
 * @param {number} starts
 * @returns {Session}
 */
function placed(session, room, starts) {
  const by = starts - session.starts;
  const talks = by ? session.talks.map((talk) => ({ ...talk, starts: talk.starts + by })) : session.talks;
  return { ...session, room, starts, ends: session.ends + by, talks };
}

/**
 * @param {Day} day
 * @param {SwapSessions | SwapRooms} wish
 */
function swapped(day, wish) {
  const [one, other] = [day.sessions.get(wish.session), day.sessions.get(wish.other)];
  if (!one || !other || one === other) return null;
  if (wish.deed === "swap_rooms")
    return none([
      { ...one, room: other.room },
      { ...other, room: one.room },
    ]);
  return none([placed(one, other.room, other.starts), placed(other, one.room, one.starts)]);
}

/**
 * @param {Session} session
 * @param {Talk[]} talks
 * @returns {Session}
 */
function holding(session, talks) {
  return { ...session, talks: inOrder(session.starts, talks) };
}

/**
 * @param {Day} day
 * @param {MoveTalk} wish
 */
function movedTalk(day, wish) {
  const talk = talkIn(day, wish.talk);
  if (!talk) return null;
  const from = day.sessions.get(talk.session);
  const to = wish.session ? day.sessions.get(wish.session) : null;
  if (to === undefined || (!from && !to)) return null;
  const left = from ? from.talks.filter((each) => each.code !== talk.code) : [];
  const moved = { ...talk, session: wish.session, is_pinned: false };
  /** @type {Session[]} */
  const sessions = [];
  if (from && from !== to) sessions.push(holding(from, left));
  if (to) {
    const talks = to === from ? left : to.talks;
    sessions.push(holding(to, talks.toSpliced(wish.position, 0, { ...moved, forum: to.forum })));
  }
  return { sessions, waiting: to ? [] : [moved], gone: from ? [] : [talk.code] };
}

/**
 * @param {Day} day
 * @param {SwapTalks} wish
 */
function swappedTalks(day, wish) {
  const [one, other] = [talkIn(day, wish.talk), talkIn(day, wish.other)];
  if (!one?.session || !other?.session || one === other) return null;
  const places = new Map([
    [one.code, { ...other, session: one.session, forum: one.forum, is_pinned: one.is_pinned, starts: one.starts }],
    [
      other.code,
      { ...one, session: other.session, forum: other.forum, is_pinned: other.is_pinned, starts: other.starts },
    ],
  ]);
  const codes = new Set([one.session, other.session]);
  const sessions = [...codes].map((code) => /** @type {Session} */ (day.sessions.get(code)));
  return none(
    sessions.map((session) =>
      holding(
        session,
        session.talks.map((talk) => places.get(talk.code) ?? talk),
      ),
    ),
  );
}

/**
 * @param {Day} day
 * @param {string} code
 * @param {(talk: Talk) => Talk} change
 */
function ofTalk(day, code, change) {
  const waiting = day.waiting.get(code);
  if (waiting) return { sessions: [], waiting: [change(waiting)], gone: [] };
  const session = day.sessions.get(talkIn(day, code)?.session ?? "");
  if (!session) return null;
  return none([
    holding(
      session,
      session.talks.map((talk) => (talk.code === code ? change(talk) : talk)),
    ),
  ]);
}

// ---------- clashes

/**
 * Return the bookings of a session and its talks: of the room, and of everybody on stage.
 *
 * @param {Session} session
 * @returns {Booking[]}
 */
export function bookingsOf(session) {
  const known = booked.get(session);
  if (known) return known;
  const found = bookingsIn(session);
  booked.set(session, found);
  return found;
}

/**
 * Sessions are never changed, only replaced.
 *
 * @type {WeakMap<Session, Booking[]>}
 */
const booked = new WeakMap();

/**
 * @param {Session} session
 * @returns {Booking[]}
 */
function bookingsIn(session) {
  if (session.is_cancelled || !isOnDay(session)) return [];
  const talks = session.talks.filter((talk) => !talk.is_cancelled);
  const { starts, ends } = session;
  /** @type {Booking[]} */
  const found = [];
  const whole = { session, talk: null, starts, ends };
  if (session.room !== null) {
    const room = /** @type {const} */ ({ resource: "room", person: null });
    found.push({ ...whole, ...room, key: String(session.room), block: `session ${session.code}` });
    // Talks of two sessions would only repeat the clash of the sessions.
    for (const talk of talks)
      found.push({
        ...room,
        ...span(talk),
        session,
        key: `${session.room}/${session.code}`,
        block: `talk ${talk.code}`,
      });
  }
  const by = (/** @type {Person} */ person) =>
    /** @type {const} */ ({ resource: "person", key: person.key, person, block: `session ${session.code}` });
  for (const person of session.people) if (person.key) found.push({ ...whole, ...by(person) });
  for (const talk of talks)
    for (const person of talk.people) if (person.key) found.push({ ...by(person), ...span(talk), session });
  return found;
}

/** @param {Talk} talk */
function span(talk) {
  return { talk, starts: talk.starts, ends: talk.starts + talk.minutes };
}

/**
 * Return all clashes of the day, each of two items and a room or person once.
 *
 * @param {Day} day
 * @returns {Clash[]}
 */
export function dayClashes(day) {
  return once(clashes([...day.sessions.values()].flatMap(bookingsOf)));
}

/** @param {Clash[]} found */
function once(found) {
  return [...new Map(found.map((clash) => [markOf(clash), clash])).values()];
}

/**
 * The same text for as long as these two clash, whatever their times.
 *
 * @param {Clash} clash
 */
export function markOf({ first, second }) {
  const ends = [endOf(first), endOf(second)].sort();
  return [first.resource, first.resource === "person" ? first.key : "", ...ends].join(" ");
}

/** @param {Booking} booking */
function endOf({ session, talk }) {
  return talk ? talk.code : session.code;
}

/** @param {Clash} clash */
export function isHard({ first, second }) {
  return first.resource === "room" || Boolean(first.person?.must_not_clash || second.person?.must_not_clash);
}

/** @param {Clash} clash */
export function overlap({ first, second }) {
  return { starts: second.starts, ends: Math.min(first.ends, second.ends) };
}

/**
 * The bookings of one day by room and person, to ask quickly what a change would clash with.
 */
export class Bookings {
  /** @param {Day} day */
  constructor(day) {
    /** @type {Map<string, Booking[]>} */
    this.taken = new Map();
    /** @type {Map<string, Clash[]>} */
    this.known = new Map();
    for (const session of day.sessions.values()) {
      for (const booking of bookingsOf(session)) {
        const there = this.taken.get(placeOf(booking));
        if (there) there.push(booking);
        else this.taken.set(placeOf(booking), [booking]);
      }
    }
  }

  /**
   * Return the clashes in which these sessions have a part, as they are.
   *
   * @param {Session[]} sessions
   * @returns {Clash[]}
   */
  clashesNow(sessions) {
    const key = sessions.map(({ code }) => code).join();
    const found = this.known.get(key) ?? this.clashesOf(sessions);
    this.known.set(key, found);
    return found;
  }

  /**
   * Return the clashes in which these sessions have a part, if they are as given and all others as they were.
   *
   * @param {Session[]} sessions
   * @returns {Clash[]}
   */
  clashesOf(sessions) {
    const codes = new Set(sessions.map(({ code }) => code));
    const own = sessions.flatMap(bookingsOf);
    const places = new Set(own.map(placeOf));
    const others = [...places].flatMap((place) =>
      (this.taken.get(place) ?? []).filter((booking) => !codes.has(booking.session.code)),
    );
    const found = clashes([...own, ...others]);
    return once(found.filter(({ first, second }) => codes.has(first.session.code) || codes.has(second.session.code)));
  }
}

/** @param {Booking} booking */
function placeOf(booking) {
  return `${booking.resource} ${booking.key}`;
}

/**
 * What a wish would bring: the clashes that it makes and mends, the minutes over the end of the sessions, and how many
 * other talks start at another time.
 *
 * @typedef {object} Consequence
 * @property {Wish} wish
 * @property {Session[]} sessions as they would be
 * @property {Clash[]} made
 * @property {Clash[]} mended
 * @property {number} over
 * @property {Talk[]} shifted
 * @property {number} short seats that the room lacks
 * @property {boolean} fits whether the server would take it: every talk begins within its session, and that in its day
 */

/**
 * @param {Day} day
 * @param {Bookings} bookings of that day
 * @param {Wish} wish
 * @param {Map<number, Room>} rooms
 * @returns {Consequence | null} null if the wish would change nothing
 */
export function consequence(day, bookings, wish, rooms) {
  const after = outcome(day, wish);
  if (!after) return null;
  const before = after.sessions.flatMap(({ code }) => day.sessions.get(code) ?? []);
  const [old, now] = [bookings.clashesNow(before), bookings.clashesOf(after.sessions)];
  const [oldMarks, nowMarks] = [new Set(old.map(markOf)), new Set(now.map(markOf))];
  const starts = new Map(before.flatMap(({ talks }) => talks).map((talk) => [talk.code, talk.starts]));
  const own = "talk" in wish ? [wish.talk, "other" in wish ? wish.other : ""] : [];
  const shifted = after.sessions
    .flatMap(({ talks }) => talks)
    .filter((talk) => starts.has(talk.code) && starts.get(talk.code) !== talk.starts && !own.includes(talk.code));
  return {
    wish,
    sessions: after.sessions,
    made: now.filter((clash) => !oldMarks.has(markOf(clash))),
    mended: old.filter((clash) => !nowMarks.has(markOf(clash))),
    over: Math.max(0, ...after.sessions.map(overrun)),
    shifted,
    short: Math.max(0, ...after.sessions.map((session) => seatsShort(session, rooms))),
    fits: after.sessions.every(fits) && (wish.deed !== "resize_session" || holdsTalks(before[0], after.sessions[0])),
  };
}

/**
 * A session is not made so short that a talk which lay in it does so no longer.
 *
 * @param {Session} before
 * @param {Session} after
 */
function holdsTalks(before, after) {
  const ends = after.talks.map((talk) => talk.starts + talk.minutes).filter((end) => end <= before.ends);
  return ends.every((end) => end <= after.ends);
}

/** @param {Session} session */
function fits({ starts, ends, talks }) {
  const inDay = 0 <= starts && starts < ends && ends <= 24 * 60;
  return inDay && talks.every((talk) => starts <= talk.starts && talk.starts < ends);
}

/**
 * @param {Session} session
 * @param {Map<number, Room>} rooms
 */
export function seatsShort(session, rooms) {
  const seats = rooms.get(session.room ?? 0)?.capacity ?? null;
  return seats === null || session.capacity === null ? 0 : Math.max(0, session.capacity - seats);
}
