// Who is let through a door: the twin of doors/rules/admission.py. Both run tests/vectors/admission.json.
//
// Instants are ISO 8601 strings with an offset, days are "2027-04-16". Absent facts mean the same as in Python.

/** reason: [online, offline at an ordinary door, offline at a closed door] */
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

const FACTS = {
  category: "", days: null, on_list: false, previous: null, inside: 0,
  direction: "in", online: true, lease_over: false, practice: false,
};
const CHECKPOINT = {
  kind: "ordinary", categories: null, session_list: "none", hours: [],
  re_entry: false, exits_counted: false, capacity: null,
};

/** The verdict at a door, with the first reason that applies: {verdict, reason, noted, counts}. */
export function decide(givenFacts, givenCheckpoint) {
  const facts = { ...FACTS, ...givenFacts };
  const checkpoint = { ...CHECKPOINT, ...givenCheckpoint };
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

function column(facts, checkpoint) {
  if (facts.online) return 0;
  return checkpoint.kind === "ordinary" ? 1 : 2;
}

function unreadable({ credential }) {
  return ["malformed", "other_conference"].includes(credential) ? credential : null;
}

function staleList({ lease_over, online }) {
  return lease_over && !online ? "list_lease_over" : null;
}

function credential({ credential: state }) {
  return ["unknown", "revoked", "cancelled", "not_confirmed", "unpaid"].includes(state) ? state : null;
}

// Nobody is kept inside by a rule about coming in.
function exit({ direction, previous }) {
  if (direction === "in") return null;
  return previous !== null && !previous.left ? "ok" : "wrong_direction";
}

function day({ day: today, days }, { hours }) {
  if (days !== null && !days.includes(today)) return "wrong_day";
  return hours.length > 0 && hours.every((window) => window.day !== today) ? "wrong_day" : null;
}

function withinHours({ day: today, at }, { hours }) {
  const windows = hours.filter((window) => window.day === today);
  const now = Date.parse(at);
  const open = windows.some((window) => Date.parse(window.opens_at) <= now && now < Date.parse(window.closes_at));
  return windows.length === 0 || open ? null : "outside_hours";
}

function category({ category: own }, { categories }) {
  return categories === null || categories.includes(own) ? null : "category_not_admitted";
}

function list({ on_list }, { session_list }) {
  if (session_list === "none" || on_list) return null;
  return session_list === "invited" ? "not_invited" : "no_place";
}

function alreadyIn({ previous }, { re_entry, exits_counted }) {
  if (previous === null) return null;
  return re_entry && (previous.left || !exits_counted) ? null : "already_in";
}

function full({ inside, previous }, { capacity }) {
  if (capacity === null || inside < capacity) return null;
  return previous !== null && !previous.left ? null : "room_full";
}

// Who somebody is, before where and when; what they may do, before what they have done.
const RULES = [unreadable, staleList, credential, exit, day, withinHours, category, list, alreadyIn, full];
