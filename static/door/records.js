// The records that a door makes. Each has its own UUID and is never changed.

import { moment } from "./wire.js";

function record(kind, fields) {
  return { kind, uuid: crypto.randomUUID(), ...moment(), ...fields };
}

/** Something was presented: `reading` {kind, prefix}, at `door` {checkpoint, direction, day, practice}, by `source`. */
export function attempt({ reading, door, source, local }) {
  return record("attempt", {
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

/** Which verdict the person at the door saw, and whose it was: "server" or "device". */
export function shown(uuid, { verdict, reason, decider }) {
  return record("shown", { attempt: uuid, verdict, reason, decider });
}

/** The attempt is undone on the spot. */
export function voided(uuid) {
  return record("void", { attempt: uuid });
}

/** Somebody decided otherwise, or decided what the door asked. */
export function override(uuid, { verdict, supervisor = "", note }) {
  return record("override", { attempt: uuid, verdict, supervisor, note });
}
