// The texts of the page: templates/events/console/editor/words.html has them in the reader's language.

/** @typedef {import("./day.js").Booking} Booking */
/** @typedef {import("./day.js").Clash} Clash */
/** @typedef {import("./day.js").Session} Session */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Consequence} Consequence */

import { isHard, overlap } from "./day.js";

/** @type {Map<string, string>} */
const texts = new Map();
let firstMinute = 0;

/** @param {number} minute the time on the wall at minute 0 */
export function readWords(minute) {
  firstMinute = minute;
  for (const term of document.querySelectorAll("[data-words] dt"))
    texts.set(term.textContent, term.nextElementSibling?.textContent?.trim() ?? "");
}

/**
 * Return a text with its {parts} filled in.
 *
 * @param {string} name
 * @param {Record<string, string | number>} [parts]
 */
export function say(name, parts = {}) {
  const text = texts.get(name) ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, part) => String(parts[part] ?? whole));
}

/** Return whether there is such a text. */
export const has = (/** @type {string} */ name) => texts.has(name);

/** @param {number} minute of the day */
export function clock(minute) {
  const at = (((firstMinute + minute) % 1440) + 1440) % 1440;
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

/**
 * @param {number} starts
 * @param {number} ends
 */
export const range = (starts, ends) => `${clock(starts)}–${clock(ends)}`;

/** @param {number | null} number */
export const numeral = (number) => (number === null ? "" : String(number).padStart(2, "0"));

/** The forum's number, or what else names a session in a line. */
export const whereOf = (/** @type {Session} */ session) =>
  numeral(session.forum) || session.label || session.title || say(`kind-${session.kind}`);

/** @param {Session} session */
export const nameOf = (session) => session.title || say(`kind-${session.kind}`);

/** The people of a talk, or what stands for them. */
export function namesOf(/** @type {Talk} */ talk) {
  const names = talk.people.map(({ name }) => name);
  return names.length ? names.reduce((one, other) => say("and", { one, other })) : talk.placeholder;
}

/** What a talk is called in a sentence: its people, else its title. */
export const callOf = (/** @type {Talk} */ talk) => namesOf(talk) || talk.title || say(`talk-${talk.kind}`);

/**
 * Say what is there already: "Chen Yi chairs 07 until 15:30".
 *
 * @param {Booking} booking
 * @param {Map<number, { name: string }>} rooms
 */
export function takenBy(booking, rooms) {
  const { session, talk, person, ends } = booking;
  const parts = { where: whereOf(session), until: clock(ends), from: clock(booking.starts) };
  if (!person) {
    if (talk) return say("taken-talk", { ...parts, talk: callOf(talk) });
    return say("taken-room", { ...parts, room: rooms.get(session.room ?? 0)?.name ?? "" });
  }
  const role = has(`taken-${person.role}`) ? person.role : "speaker";
  return say(`taken-${role}`, { ...parts, name: person.name });
}

/**
 * Say why a change makes trouble; empty if it makes none.
 *
 * @param {Consequence} given
 * @param {string[]} own codes of what is moved
 * @param {Map<number, { name: string }>} rooms
 */
export function reasonOf(given, own, rooms) {
  if (!given.fits) return say("no-time");
  const changed = new Set(given.sessions.map(({ code }) => code));
  const isOwn = (/** @type {Booking} */ { talk, session }) =>
    own.includes(talk?.code ?? "-") || own.includes(session.code);
  const isBoth = (/** @type {Clash} */ { first, second }) =>
    changed.has(first.session.code) && changed.has(second.session.code);
  const worst = given.made.find(isHard) ?? given.made[0];
  if (worst) {
    const isMoved = isBoth(worst) ? isOwn : (/** @type {Booking} */ { session }) => changed.has(session.code);
    const other = isMoved(worst.first) ? worst.second : worst.first;
    const reason = takenBy(other, rooms);
    return given.made.length > 1 ? say("and-more", { reason, n: given.made.length - 1 }) : reason;
  }
  if (given.over > 0) return say("over", { n: given.over });
  return given.short > 0 ? say("seats-short", { n: given.short }) : "";
}

/**
 * @param {Clash} clash
 * @param {Map<number, { name: string }>} rooms
 */
export function clashLine(clash, rooms) {
  const { first, second } = clash;
  const { starts, ends } = overlap(clash);
  const parts = { first: whereOf(first.session), second: whereOf(second.session), n: ends - starts };
  const head = first.person
    ? say("clash-person", { ...parts, name: first.person.name })
    : first.talk && second.talk
      ? say("clash-talks", { ...parts, one: callOf(first.talk), other: callOf(second.talk) })
      : say("clash-room", { ...parts, room: rooms.get(first.session.room ?? 0)?.name ?? "" });
  return { head, detail: say("overlap", { range: range(starts, ends), n: ends - starts }) };
}
