// The bar that is always visible: checkpoint and count, online state, age of the data, queue length; and the undo.

import { fill, here, part, word } from "./screens.js";
import { standing } from "./standing.js";
import { contact, serverNow } from "./wire.js";

const UNDO_MS = 10_000;

const LONG_MS = 3000;

let waiting = 0;
let waitingSince = 0;
/** @type {{ uuid: string, name: string, until: number } | null} */
let last = null; // the last entry, as long as it can be undone

/**
 * Offer to undo an entry for ten seconds.
 *
 * @param {{ uuid: string, name: string }} entry
 */
export function offerUndo(entry) {
  last = { ...entry, until: Date.now() + UNDO_MS };
  fill("last", word("last", { name: entry.name }));
}

/** Return the entry that can still be undone, and stop offering it; null if there is none. */
export function takeUndo() {
  const entry = last;
  last = null;
  return entry;
}

/**
 * Show how many records wait for the server.
 *
 * @param {number} count
 */
export function showQueue(count) {
  waitingSince = count === 0 ? 0 : waitingSince || Date.now();
  waiting = count;
  tick();
}

/** Redraw the bar. */
export function tick() {
  const { door, checkpoint } = standing;
  if (!door || !checkpoint) return;
  const { name, inside, rule } = checkpoint;
  fill("place", here(name));
  const people = rule.capacity === null ? inside : `${inside}/${rule.capacity}`;
  fill("count", word(door.counts_complete ? "inside" : "at-least", { n: people }));
  fill("online", word(contact.online ? "online" : "offline"));
  part("online", "fill").dataset.online = contact.online ? "yes" : "no";
  fill("age", age(door));
  fill("queue", word("queue", { n: waiting }));
  part("queue", "fill").dataset.waiting = tooLong() ? "yes" : "no";
  fill("mode", standing.practice ? word("practice-mode") : "");
  tickUndo();
}

// A record waits for a moment even when all is well: do not show that.
function tooLong() {
  return waiting > 0 && (!contact.online || Date.now() - waitingSince > LONG_MS);
}

/** @param {import("./api.js").Door} door */
function age(door) {
  const then = contact.at === null ? Date.parse(door.server_time) - serverNow() + Date.now() : contact.at;
  const seconds = Math.max(0, Math.round((Date.now() - then) / 1000));
  return seconds < 90 ? word("age-seconds", { n: seconds }) : word("age-minutes", { n: Math.round(seconds / 60) });
}

function tickUndo() {
  const left = last ? Math.ceil((last.until - Date.now()) / 1000) : 0;
  if (left <= 0) last = null;
  part("last").hidden = left <= 0;
  fill("undo-seconds", left > 0 ? word("seconds", { n: left }) : "");
}
