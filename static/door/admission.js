// Decide who is let through a checkpoint: the twin of doors/rules/admission.py. Both run tests/vectors/admission.json.
//
// Instants are ISO 8601 strings with an offset, days are "2027-04-16". Absent facts mean the same as in Python.

/**
 * @typedef {"admit" | "refuse" | "ask"} Verdict
 * @typedef {"ok" | "malformed" | "unknown" | "other_conference" | "revoked" | "not_confirmed" | "unpaid" | "cancelled"
 *   | "wrong_day" | "outside_hours" | "category_not_admitted" | "not_invited" | "no_place" | "already_in" | "room_full"
 *   | "wrong_direction" | "list_lease_over" | "practice"} Reason
 * @typedef {"valid" | "malformed" | "other_conference" | "unknown" | "revoked" | "cancelled" | "not_confirmed"
 *   | "unpaid"} CredentialState
 * @typedef {"in" | "out"} Direction
 * @typedef {{ day: string, opens_at: string, closes_at: string }} Window
 */

/**
 * The facts about one attempt. `days` null: every day.
 *
 * @typedef {object} Facts
 * @property {CredentialState} credential
 * @property {string} at
 * @property {string} day
 * @property {string} category empty when the credential is not known
 * @property {string[] | null} days
 * @property {boolean} on_list
 * @property {{ at: string, scanner: string, left: boolean } | null} previous
 * @property {number} inside
 * @property {Direction} direction
 * @property {boolean} online
 * @property {boolean} lease_over
 * @property {boolean} practice
 */

/**
 * The rule of one checkpoint. `categories` null: all; `hours` empty: always open; `capacity` null: no limit.
 *
 * @typedef {object} Rule
 * @property {"ordinary" | "closed"} kind
 * @property {string[] | null} categories
 * @property {"none" | "invited" | "places"} session_list
 * @property {Window[]} hours
 * @property {boolean} re_entry
 * @property {boolean} exits_counted
 * @property {number | null} capacity
 */

/** @typedef {(facts: Facts, rule: Rule) => Reason | null} Check */

/** @typedef {Pick<Facts, "credential" | "at" | "day"> & Partial<Facts>} GivenFacts */

/**
 * Verdicts by reason: [online, offline at an ordinary door, offline at a closed door].
 *
 * @type {Readonly<Record<Reason, Verdict[]>>}
 */
export const VERDICTS = Object.freeze({
  ok: ["admit", "admit", "admit"],
  malformed: ["refuse", "refuse", "refuse"],
  unknown: ["refuse", "ask", "refuse"],
  other_conference: ["refuse", "refuse", "refuse"],
  revoked: ["refuse", "refuse", "refuse"],
  not_confirmed: ["refuse", "refuse", "refuse"],
  unpaid: ["refuse", "refuse", "refuse"],
  cancelled: ["refuse", "refuse", "refuse"],
  wrong_day: ["refuse", "refuse", "refuse"],
  outside_hours: ["refuse", "refuse", "refuse"],
  category_not_admitted: ["refuse", "refuse", "refuse"],
  not_invited: ["refuse", "refuse", "refuse"],
  no_place: ["refuse", "refuse", "refuse"],
  already_in: ["refuse", "refuse", "refuse"],
  room_full: ["ask", "ask", "ask"],
  wrong_direction: ["admit", "admit", "admit"],
  list_lease_over: ["admit", "ask", "refuse"],
  practice: ["admit", "admit", "admit"],
});

/** @type {Omit<Facts, "credential" | "at" | "day">} */
const FACTS = {
  category: "",
  days: null,
  on_list: false,
  previous: null,
  inside: 0,
  direction: "in",
  online: true,
  lease_over: false,
  practice: false,
};
const NOT_VALID = /** @type {const} */ (["unknown", "revoked", "cancelled", "not_confirmed", "unpaid"]);

/** @type {Rule} */
const CHECKPOINT = {
  kind: "ordinary",
  categories: null,
  session_list: "none",
  hours: [],
  re_entry: false,
  exits_counted: false,
  capacity: null,
};

/**
 * Return the verdict, with the first reason that applies.
 *
 * @param {GivenFacts} givenFacts
 * @param {Partial<Rule>} givenCheckpoint
 * @returns {{ verdict: Verdict, reason: Reason, noted: boolean, counts: boolean }}
 */
export function decide(givenFacts, givenCheckpoint) {
  const facts = { ...FACTS, ...givenFacts };
  const checkpoint = { ...CHECKPOINT, ...givenCheckpoint };
  /** @type {Reason} */
  let reason = "ok";
  for (const rule of RULES) {
    const found = rule(facts, checkpoint);
    if (found !== null) {
      reason = found;
      break;
    }
  }
  if (facts.practice && reason === "ok") reason = "practice";
  const verdict = VERDICTS[reason][column(facts, checkpoint)];
  return {
    verdict,
    reason,
    noted: reason === "wrong_direction",
    counts: verdict === "admit" && !facts.practice,
  };
}

/**
 * @param {Facts} facts
 * @param {Rule} checkpoint
 */
function column(facts, checkpoint) {
  if (facts.online) return 0;
  return checkpoint.kind === "ordinary" ? 1 : 2;
}

/** @type {Check} */
function unreadable({ credential }) {
  return credential === "malformed" || credential === "other_conference" ? credential : null;
}

/** @type {Check} */
function staleList({ lease_over, online }) {
  return lease_over && !online ? "list_lease_over" : null;
}

/** @type {Check} */
function credential({ credential: state }) {
  return NOT_VALID.find((each) => each === state) ?? null;
}

/**
 * Let everybody out: the rules for coming in do not apply to exits.
 *
 * @type {Check}
 */
function exit({ direction, previous }) {
  if (direction === "in") return null;
  return previous !== null && !previous.left ? "ok" : "wrong_direction";
}

/** @type {Check} */
function day({ day: today, days }, { hours }) {
  if (days !== null && !days.includes(today)) return "wrong_day";
  return hours.length > 0 && hours.every((window) => window.day !== today) ? "wrong_day" : null;
}

/** @type {Check} */
function withinHours({ day: today, at }, { hours }) {
  const windows = hours.filter((window) => window.day === today);
  const now = Date.parse(at);
  const open = windows.some((window) => Date.parse(window.opens_at) <= now && now < Date.parse(window.closes_at));
  return windows.length === 0 || open ? null : "outside_hours";
}

/** @type {Check} */
function category({ category: own }, { categories }) {
  return categories === null || categories.includes(own) ? null : "category_not_admitted";
}

/** @type {Check} */
function list({ on_list }, { session_list }) {
  if (session_list === "none" || on_list) return null;
  return session_list === "invited" ? "not_invited" : "no_place";
}

/** @type {Check} */
function alreadyIn({ previous }, { re_entry, exits_counted }) {
  if (previous === null) return null;
  return re_entry && (previous.left || !exits_counted) ? null : "already_in";
}

/** @type {Check} */
function full({ inside, previous }, { capacity }) {
  if (capacity === null || inside < capacity) return null;
  return previous !== null && !previous.left ? null : "room_full";
}

// In this order: who somebody is, then when and where, then what they may do, then what they have done.
const RULES = [unreadable, staleList, credential, exit, day, withinHours, category, list, alreadyIn, full];
