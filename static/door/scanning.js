// From a text to a verdict: read, keep, ask, decide, show.

import { decide } from "./admission.js";
import { markOf, parseCode, prefixOf } from "./codes.js";
import { post } from "./outbox.js";
import * as records from "./records.js";
import { serverNow } from "./wire.js";

// This device has no list of its own yet: it waits for the server before it decides without.
const PATIENCE_MS = 4000;
const CHECKING_MS = 400;

/**
 * @typedef {import("./records.js").Reading} Reading
 * @typedef {import("./records.js").Place} Place
 * @typedef {import("./records.js").Source} Source
 */

/**
 * What a door says about one presentation.
 *
 * @typedef {object} Result
 * @property {string} uuid
 * @property {import("./admission.js").Verdict} verdict
 * @property {import("./admission.js").Reason} reason
 * @property {import("./api.js").Person | null} person
 * @property {import("./api.js").Previous | null} previous
 * @property {"server" | "device"} decider
 * @property {string} [words] instead of the reason's own
 */

/**
 * What was read. `mark` is the conference's, `day` has the salt.
 *
 * @param {string} text
 * @param {{ mark: string, day: import("./api.js").Day }} conference
 * @returns {Promise<Reading>}
 */
export async function read(text, { mark, day }) {
  const code = parseCode(text);
  if (code === null) return { kind: "malformed", prefix: "" };
  if (markOf(code) !== mark) return { kind: "other_conference", prefix: "" };
  return { kind: "code", prefix: await prefixOf(code, day.salt) };
}

/**
 * Presents a reading at a door: on disk, then sent, then decided. `onSlow` is called while the server thinks.
 *
 * @param {Reading} reading
 * @param {{ door: Place, source: Source, onSlow: () => void }} presentation
 * @returns {Promise<Result>}
 */
export async function present(reading, { door, source, onSlow }) {
  const local = decideAlone(reading, door);
  // What needs no list, this device knows as well as the server; the rest it leaves to the server while it can.
  const certain = reading.kind !== "code";
  const attempt = records.attempt({ reading, door, source, local: certain ? local : null });
  const { answer } = await post(attempt);
  const slow = setTimeout(onSlow, CHECKING_MS);
  const told = await within(answer, certain ? CHECKING_MS : PATIENCE_MS);
  clearTimeout(slow);
  const { uuid } = attempt;
  if (told?.verdict && told.reason) {
    const { verdict, reason, person, previous } = told;
    return { uuid, verdict, reason, person, previous, decider: "server" };
  }
  return { uuid, verdict: local.verdict, reason: local.reason, person: null, previous: null, decider: "device" };
}

/**
 * The verdict without the server, from what this device knows.
 *
 * @param {Reading} reading
 * @param {Place} door
 */
export function decideAlone(reading, door) {
  /** @type {import("./admission.js").GivenFacts} */
  const facts = {
    credential: reading.kind === "code" ? "unknown" : reading.kind,
    at: new Date(serverNow()).toISOString(),
    day: door.day,
    direction: door.direction,
    online: false,
    practice: door.practice,
  };
  return decide(facts, door.checkpoint.rule);
}

/**
 * Keeps which verdict was shown.
 *
 * @param {Result} result
 */
export function tellShown(result) {
  return post(records.shown(result.uuid, result));
}

/**
 * Undoes an attempt.
 *
 * @param {string} uuid
 */
export function undo(uuid) {
  return post(records.voided(uuid));
}

/**
 * Keeps what somebody decided instead.
 *
 * @param {string} uuid
 * @param {import("./records.js").Decision} decision
 */
export function override(uuid, decision) {
  return post(records.override(uuid, decision));
}

/**
 * @template Value
 * @param {Promise<Value>} promise
 * @param {number} milliseconds
 * @returns {Promise<Value | null>}
 */
function within(promise, milliseconds) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, milliseconds, null))]);
}
