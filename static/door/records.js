// The records that a device makes. Each has its own UUID and is never changed.

import { moment } from "./wire.js";

/**
 * @typedef {import("./admission.js").Verdict} Verdict
 * @typedef {import("./admission.js").Reason} Reason
 * @typedef {import("./admission.js").Direction} Direction
 *
 * @typedef {{ kind: "code", prefix: string }
 *   | { kind: "malformed" | "other_conference", prefix: "" }} Reading
 * @typedef {{ checkpoint: import("./api.js").Checkpoint, direction: Direction, day: string, practice: boolean }} Place
 * @typedef {"camera" | "typed" | "wedge"} Source
 * @typedef {{ verdict: "admit" | "refuse", supervisor?: string, note: string }} Decision
 *
 * @typedef {{ kind: "attempt", checkpoint: string, direction: Direction, day: string, reading: Reading["kind"],
 *   prefix: string, practice: boolean, source: Source, verdict: Verdict | null, reason: Reason | null }} Attempt
 * @typedef {{ kind: "shown", attempt: string, verdict: Verdict, reason: Reason, decider: "server" | "device" }} Shown
 * @typedef {{ kind: "void", attempt: string }} Voided
 * @typedef {{ kind: "override", attempt: string, verdict: Verdict, supervisor: string, note: string }} Override
 */

/**
 * One of the records, with its UUID and its time.
 *
 * @typedef {(Attempt | Shown | Voided | Override) & { uuid: string } & import("./wire.js").Moment} DoorRecord
 */

/**
 * @param {Attempt | Shown | Voided | Override} fields
 * @returns {DoorRecord}
 */
function record(fields) {
  return { uuid: crypto.randomUUID(), ...moment(), ...fields };
}

/**
 * Something was presented at a door. `local` is the verdict of the device itself, where it has one.
 *
 * @param {{ reading: Reading, door: Place, source: Source, local: { verdict: Verdict, reason: Reason } | null }} attempt
 */
export function attempt({ reading, door, source, local }) {
  return record({
    kind: "attempt",
    checkpoint: door.checkpoint.code,
    direction: door.direction,
    day: door.day,
    reading: reading.kind,
    prefix: reading.prefix,
    practice: door.practice,
    source,
    verdict: local?.verdict ?? null,
    reason: local?.reason ?? null,
  });
}

/**
 * Which verdict the person at the door saw, and whose it was.
 *
 * @param {string} uuid
 * @param {Pick<Shown, "verdict" | "reason" | "decider">} result
 */
export function shown(uuid, { verdict, reason, decider }) {
  return record({ kind: "shown", attempt: uuid, verdict, reason, decider });
}

/**
 * The attempt is undone on the spot.
 *
 * @param {string} uuid
 */
export function voided(uuid) {
  return record({ kind: "void", attempt: uuid });
}

/**
 * Somebody decided otherwise, or decided what the door asked.
 *
 * @param {string} uuid
 * @param {Decision} decision
 */
export function override(uuid, { verdict, supervisor = "", note }) {
  return record({ kind: "override", attempt: uuid, verdict, supervisor, note });
}
