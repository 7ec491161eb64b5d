// Where something could go: only places that exist, each with what it would bring, best first.

/** @typedef {import("./day.js").Day} Day */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Room} Room */
/** @typedef {import("./day.js").Wish} Wish */
/** @typedef {import("./day.js").Consequence} Consequence */
/** @typedef {Consequence & { way: "place" | "swap" | "room" | "time" | "tray", at: number, beside: Talk | null,
 *   to: Session | null }} Place */

import { Bookings, consequence, isHard, isOnDay, sessionsOf, talkIn } from "./day.js";

const STEP = 5;

/**
 * Return the places for a talk in a session: before its first and after each of its talks, and those to swap with.
 *
 * @param {Day} day
 * @param {Bookings} bookings
 * @param {Map<number, Room>} rooms
 * @param {Talk} talk
 * @param {Session} session
 * @returns {Place[]}
 */
export function placesIn(day, bookings, rooms, talk, session) {
  const others = session.talks.filter(({ code }) => code !== talk.code);
  const here = talk.session === session.code ? session.talks.findIndex(({ code }) => code === talk.code) : -1;
  /** @type {Place[]} */
  const found = [];
  for (let position = 0; position <= others.length; position += 1) {
    if (position === here) continue;
    const wish = /** @type {Wish} */ ({ deed: "move_talk", talk: talk.code, session: session.code, position });
    const given = consequence(day, bookings, wish, rooms);
    if (!given?.fits) continue;
    const at = given.sessions.flatMap(({ talks }) => talks).find(({ code }) => code === talk.code)?.starts ?? 0;
    found.push({ ...given, way: "place", at, beside: others[position - 1] ?? null, to: session });
  }
  return found;
}

/**
 * Return the talks that this one could change places with: those of its session and its forum.
 *
 * @param {Day} day
 * @param {Bookings} bookings
 * @param {Map<number, Room>} rooms
 * @param {Talk} talk
 * @returns {Place[]}
 */
export function swapsFor(day, bookings, rooms, talk) {
  const own = day.sessions.get(talk.session);
  if (!own) return [];
  const sessions = own.forum === null ? [own] : sessionsOf(day, own.forum);
  return sessions
    .flatMap(({ talks }) => talks)
    .filter((other) => other.code !== talk.code && other.kind !== "break" && !other.is_cancelled)
    .flatMap((other) => {
      const wish = /** @type {Wish} */ ({ deed: "swap_talks", talk: talk.code, other: other.code });
      const given = consequence(day, bookings, wish, rooms);
      if (!given?.fits) return [];
      return [{ ...given, way: /** @type {const} */ ("swap"), at: other.starts, beside: other, to: own }];
    });
}

/**
 * Return the rooms that a session could be in at its time, and the free times in its own room on this day. One that
 * comes from another day could be in its own room, too.
 *
 * @param {Day} day
 * @param {Bookings} bookings
 * @param {Map<number, Room>} rooms
 * @param {Session} session
 * @param {{ starts: number, ends: number }} within
 * @param {boolean} [isFromElsewhere]
 * @returns {Place[]}
 */
export function placesFor(day, bookings, rooms, session, within, isFromElsewhere = false) {
  /** @type {[Wish, "room" | "time", number][]} */
  const wishes = [];
  const starts = isOnDay(session) ? session.starts : within.starts;
  const move = (/** @type {number | null} */ room, /** @type {number} */ at) =>
    /** @type {Wish} */ ({ deed: "move_session", session: session.code, room, starts: at });
  for (const room of rooms.keys())
    if (room !== session.room || isFromElsewhere) wishes.push([move(room, starts), "room", starts]);
  if (session.room !== null) {
    for (const at of freeTimes(day, session, within)) wishes.push([move(session.room, at), "time", at]);
  }
  return wishes.flatMap(([wish, way, at]) => {
    const given = consequence(day, bookings, wish, rooms);
    return given?.fits ? [{ ...given, way, at, beside: null, to: given.sessions[0] }] : [];
  });
}

/**
 * @param {Day} day
 * @param {Session} session
 * @param {{ starts: number, ends: number }} within
 */
function freeTimes(day, session, within) {
  const length = session.ends - session.starts;
  const others = [...day.sessions.values()].filter(
    (other) => other.room === session.room && other !== session && !other.is_cancelled,
  );
  const starts = [
    within.starts,
    session.starts - 30,
    session.starts + 30,
    ...others.flatMap((o) => [o.ends, o.starts - length]),
  ];
  const isFree = (/** @type {number} */ at) => others.every((other) => at + length <= other.starts || other.ends <= at);
  return [...new Set(starts)]
    .filter(
      (at) => at !== session.starts && at % STEP === 0 && at >= within.starts - 60 && at < within.ends && isFree(at),
    )
    .sort((one, other) => one - other);
}

/**
 * Return the best places for a talk or a session, at most `most`.
 *
 * @param {Day} day
 * @param {Map<number, Room>} rooms
 * @param {{ talk?: Talk | null, session?: Session | null }} what
 * @param {{ starts: number, ends: number }} within
 * @param {number} most
 */
export function best(day, rooms, { talk, session }, within, most) {
  const bookings = new Bookings(day);
  if (talk) {
    const own = day.sessions.get(talk.session);
    const forum = own?.forum ?? talk.forum;
    const sessions = forum !== null ? sessionsOf(day, forum) : own ? [own] : [];
    const places = sessions.flatMap((each) => placesIn(day, bookings, rooms, talk, each));
    return ranked([...places, ...swapsFor(day, bookings, rooms, talk)], talk, rooms).slice(0, most);
  }
  return session ? ranked(placesFor(day, bookings, rooms, session, within), session, rooms).slice(0, most) : [];
}

/**
 * The best first: without clashes, with seats enough, within the session, for few others; then near in time, the same
 * room, and a room of about its size.
 *
 * @param {Place[]} places
 * @param {Talk | Session} what
 * @param {Map<number, Room>} rooms
 */
export function ranked(places, what, rooms) {
  const own = "talks" in what ? what.room : null;
  const seats = (/** @type {number | null | undefined} */ room) => rooms.get(room ?? 0)?.capacity ?? 0;
  const cost = (/** @type {Place} */ place) => [
    place.made.filter(isHard).length - place.mended.filter(isHard).length,
    place.made.length - place.mended.length,
    place.short,
    place.over,
    place.shifted.length,
    Math.abs(place.at - what.starts),
    Number(own !== null && place.to?.room !== own),
    own === null ? 0 : Math.abs(seats(place.to?.room) - seats(own)),
  ];
  return places
    .map((place) => ({ place, cost: cost(place) }))
    .sort((one, other) => one.cost.map((each, n) => each - other.cost[n]).find(Boolean) ?? 0)
    .map(({ place }) => place);
}

/**
 * Return what would mend a clash: the best places of both ends at which it is gone and nothing new clashes.
 *
 * @param {Day} day
 * @param {Map<number, Room>} rooms
 * @param {import("./day.js").Clash} clash
 * @param {{ starts: number, ends: number }} within
 * @param {number} most
 * @returns {(Place & { what: Talk | Session })[]}
 */
export function repairs(day, rooms, clash, within, most) {
  const found = [clash.first, clash.second].flatMap((end) => {
    const what = (end.talk && talkIn(day, end.talk.code)) || end.session;
    const items = end.talk ? { talk: end.talk } : { session: end.session };
    return best(day, rooms, items, within, Number.POSITIVE_INFINITY)
      .filter((place) => place.mended.length > 0 && place.made.length === 0)
      .map((place) => ({ ...place, what }));
  });
  const order = new Map(ranked(found, found[0]?.what ?? clash.first.session, rooms).map((place, n) => [place.wish, n]));
  return found.sort((one, other) => (order.get(one.wish) ?? 0) - (order.get(other.wish) ?? 0)).slice(0, most);
}
