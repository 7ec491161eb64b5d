// From the text of a QR code to a verdict.

import { decide } from "./admission.js";
import { markOf, parseCode, prefixOf } from "./codes.js";
import { post } from "./outbox.js";
import * as records from "./records.js";
import { serverNow } from "./wire.js";

// The device has no list of its own yet, so it waits this long for the server before it decides alone.
const PATIENCE_MS = 4000;
const CHECKING_MS = 400;

/**
 * @typedef {import("./records.js").Reading} Reading
 * @typedef {import("./records.js").Place} Place
 * @typedef {import("./records.js").Source} Source
 */

/**
 * The verdict on one attempt.
 *
 * @typedef {object} Result
 * @property {string} uuid
 * @property {import("./admission.js").Verdict} verdict
 * @property {import("./admission.js").Reason} reason
 * @property {import("./api.js").Person | null} person
 * @property {import("./api.js").Previous | null} previous
 * @property {"server" | "device"} decider
 * @property {string} [words] shown instead of those of the reason
 */

/**
 * Read a text. `mark` is the conference's, `day` has the salt.
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
 * Store an attempt, send it, and return the verdict. `onSlow` is called if the server takes more than 400 ms.
 *
 * @param {Reading} reading
 * @param {{ door: Place, source: Source, onSlow: () => void }} presentation
 * @returns {Promise<Result>}
 */
export async function present(reading, { door, source, onSlow }) {
  const local = decideAlone(reading, door);
  // What is not one of our codes needs no list, so the device decides it. It leaves the rest to the server if it can.
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
 * Decide without the server, from what this device knows.
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
 * Record which verdict was shown.
 *
 * @param {Result} result
 */
export function tellShown(result) {
  return post(records.shown(result.uuid, result));
}

/**
 * Undo an attempt.
 *
 * @param {string} uuid
 */
export function undo(uuid) {
  return post(records.voided(uuid));
}

/**
 * Record what a person decided instead.
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
