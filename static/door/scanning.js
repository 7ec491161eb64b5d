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
 * What was read: {kind: "code", code, prefix} or {kind: "malformed" | "other_conference", prefix: ""}.
 * `mark` is the conference's, `day` has the salt.
 */
export async function read(text, { mark, day }) {
  const code = parseCode(text);
  if (code === null) return { kind: "malformed", prefix: "" };
  if (markOf(code) !== mark) return { kind: "other_conference", prefix: "" };
  return { kind: "code", prefix: await prefixOf(code, day.salt) };
}

/**
 * Presents a reading at a door: on disk, then sent, then decided.
 * Resolves with {uuid, verdict, reason, person, previous, decider}. `onSlow` is called while the server thinks.
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
  const result = told?.verdict
    ? { ...told, decider: "server" }
    : { ...local, person: null, previous: null, decider: "device" };
  result.uuid = attempt.uuid;
  return result;
}

/** The verdict without the server, from what this device knows. */
export function decideAlone(reading, door) {
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

/** Keeps which verdict was shown. */
export function tellShown(result) {
  return post(records.shown(result.uuid, result));
}

/** Undoes an attempt. */
export function undo(uuid) {
  return post(records.voided(uuid));
}

/** Keeps what somebody decided instead. */
export function override(uuid, decision) {
  return post(records.override(uuid, decision));
}

function within(promise, milliseconds) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, milliseconds, null))]);
}
