// The verdict on the screen: colour, shape, word, person, reason, buttons, sound.

import { clock, fill, here, part, show, word } from "./screens.js";
import { signal } from "./signals.js";

/**
 * @typedef {import("./scanning.js").Result} Result
 * @typedef {{ checkpoint: import("./api.js").Checkpoint, direction: import("./admission.js").Direction,
 *   timezone: string }} Where
 */

/** Always in both languages, because guests read one or the other. */
const VERDICT_WORDS = {
  admit: ["请进", "ADMIT"],
  refuse: ["请止步", "DO NOT ADMIT"],
  ask: ["请核对", "CHECK ID"],
};
const LONG_NAME = 24;
// These reasons are about the room, not the person.
const ABOUT_THE_ROOM = new Set(["room_full"]);

/**
 * Show a verdict.
 *
 * @param {Result} result
 * @param {Where} door
 */
export function showVerdict(result, door) {
  const { verdict, reason, person } = result;
  paint(verdict);
  const [zh, en] = VERDICT_WORDS[verdict];
  fill("word-zh", zh);
  fill("word-en", en);
  fill("name", person?.name ?? word("nobody"));
  part("name").classList.toggle("door-name-long", (person?.name.length ?? 0) > LONG_NAME);
  part("name", "fill").lang =
    person && /[\u3400-\u9fff]/u.test(person.name) ? "zh-Hans" : document.documentElement.lang;
  fill("latin", person && person.name_latin !== person.name ? person.name_latin : "");
  fill("who", person ? who(person) : "");
  fill("reason", inLines(result.words ?? reasonWords(result, door)));
  const room = ABOUT_THE_ROOM.has(reason) ? "-room" : "";
  fill("meanwhile", "");
  fill("let-in", word(`let-in${room}`));
  fill("keep-out", word(`keep-out${room}`));
  show("verdict");
  part(verdict, "buttons").querySelector("button")?.focus();
  signal(verdict);
}

/** Remove the colour. */
export function clearVerdict() {
  document.body.classList.remove("door-admit", "door-refuse", "door-ask");
}

/** @param {Result["verdict"]} verdict */
function paint(verdict) {
  clearVerdict();
  document.body.classList.add(`door-${verdict}`);
  for (const shape of document.querySelectorAll("[data-shape]"))
    shape.toggleAttribute("hidden", shape.dataset.shape !== verdict);
  for (const row of document.querySelectorAll("[data-buttons]")) row.hidden = row.dataset.buttons !== verdict;
}

/**
 * Put the fact on one line and the next step on another.
 *
 * @param {string} words
 */
function inLines(words) {
  return words.replace(/([.。])\s*(?=\S)/u, "$1\n");
}

/** @param {import("./api.js").Person} person */
function who(person) {
  const category = [here(person.category), person.number].filter(Boolean).join(" ");
  return [category, here(person.institution)].filter(Boolean).join(" · ");
}

/**
 * @param {Result} result
 * @param {Where} door
 */
function reasonWords({ verdict, reason, previous, decider }, { checkpoint, direction, timezone }) {
  if (reason === "ok" && direction === "out") return word("reason-ok-out");
  if (reason === "ok" && !checkpoint.rule.re_entry) return word("reason-ok-first");
  if (reason === "unknown" && decider === "device")
    return word(verdict === "ask" ? "reason-unknown-offline" : "reason-unknown-closed");
  if (reason === "list_lease_over" && verdict === "refuse") return word("reason-list_lease_over-closed");
  if (reason === "outside_hours" && checkpoint.rule.hours.length > 0) return hours(checkpoint.rule.hours, timezone);
  if (reason === "already_in" && previous) {
    const { at, door, scanner } = previous;
    return word("reason-already_in", { time: clock(at, timezone), door: here(door), scanner });
  }
  return word(`reason-${reason}`);
}

/**
 * @param {import("./admission.js").Window[]} windows at least one
 * @param {string} timezone
 */
function hours(windows, timezone) {
  const now = Date.now();
  const window = windows.find((each) => Date.parse(each.closes_at) > now) ?? windows[windows.length - 1];
  return word("reason-outside_hours-open", {
    from: clock(window.opens_at, timezone),
    to: clock(window.closes_at, timezone),
  });
}
