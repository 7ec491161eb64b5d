// A place where something could go, in words and as a button.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("./day.js").Talk} Talk */
/** @typedef {import("./day.js").Session} Session */

import { build } from "./build.js";
import { isHard, isOnDay } from "./day.js";
import { callOf, clock, reasonOf, say, whereOf } from "./words.js";

/**
 * @param {Desk} desk
 * @param {Place} place
 * @param {Talk | Session} what
 */
export function placeHead(desk, place, what) {
  const parts = {
    time: clock(place.at),
    talk: place.beside ? callOf(place.beside) : "",
    room: desk.rooms.get(place.to?.room ?? 0)?.name ?? "",
    seats: desk.rooms.get(place.to?.room ?? 0)?.capacity ?? "",
  };
  if (place.way === "swap") return say("place-swap", parts);
  if (place.way === "room") return say(parts.seats ? "place-room" : "place-room-bare", parts);
  if (place.way === "time") return say("place-time", parts);
  const isOwn = !("talks" in what) && what.session === place.to?.code;
  const where = isOwn || !place.to ? "" : `${whereOf(place.to)} `;
  return where + say(place.beside ? "place-after" : "place-first", parts);
}

/**
 * What it would bring, and how grave that is.
 *
 * @param {Desk} desk
 * @param {Place} place
 * @param {Talk | Session} what
 */
export function placeDetail(desk, place, what) {
  const own = "talks" in what ? [what.code, ...what.talks.map(({ code }) => code)] : [what.code];
  const reason = reasonOf(place, own, desk.rooms);
  const told = [
    reason,
    place.mended.length ? say("mends", { n: place.mended.length }) : "",
    place.shifted.length ? say("shifts", { n: place.shifted.length }) : "",
  ].filter(Boolean);
  const grave = place.made.some(isHard) ? "is-hard" : reason ? "is-soft" : "";
  return { words: told.length ? told.reduce((one, other) => say("joined", { one, other })) : say("no-clash"), grave };
}

/**
 * The words of the button that does it.
 *
 * @param {Desk} desk
 * @param {Place} place
 */
export function placeVerb(desk, place) {
  const room = desk.rooms.get(place.to?.room ?? 0)?.name ?? "";
  if (place.way === "swap") return say("do-swap", { talk: place.beside ? callOf(place.beside) : "" });
  if (place.way === "room") return say("do-room", { room });
  return say("do-time", { time: clock(place.at) });
}

/**
 * A line with the place, its consequence and a button.
 *
 * @param {Desk} desk
 * @param {Place} place
 * @param {Talk | Session} what
 */
export function placeLine(desk, place, what) {
  const { words, grave } = placeDetail(desk, place, what);
  const line = build("place", { head: placeHead(desk, place, what), detail: words });
  if (grave) line.classList.add(grave);
  const button = /** @type {HTMLButtonElement} */ (line.querySelector("button"));
  button.setAttribute("aria-label", placeVerb(desk, place));
  button.addEventListener("click", () => desk.commit(place.wish));
  return line;
}

/**
 * Where something is now: "15:10, B304".
 *
 * @param {Desk} desk
 * @param {Talk | Session} what
 */
export function nowAt(desk, what) {
  const session = "talks" in what ? what : desk.day.sessions.get(what.session);
  if (!session) return say("waiting");
  const room = session.room === null ? say("no-room") : (desk.rooms.get(session.room)?.name ?? "");
  const time = isOnDay(session) ? clock(what.starts) : say("other-day");
  return [time, whereOf(session), room].join(" · ");
}
