// Two bookings of one room or person at the same time: the twin of what is taken twice in events/rules/clashes.py. Both run
// tests/vectors/clashes.json.
//
// Times are numbers that grow, such as minutes of the day.

/**
 * What is booked. Bookings of one `block` never clash, because a person may both chair a session and speak in it.
 *
 * @typedef {object} Booking
 * @property {"room" | "person"} resource
 * @property {string} key which room or person
 * @property {number} starts
 * @property {number} ends
 * @property {string} block
 */

/**
 * Two bookings that overlap; `first` begins no later than `second`.
 *
 * @template {Booking} B
 * @typedef {{ first: B, second: B }} Clash
 */

/**
 * Return all pairs of bookings that clash, by resource and then by time. Bookings that only touch do not clash, nor do
 * bookings without length.
 *
 * @template {Booking} B
 * @param {B[]} bookings
 * @returns {Clash<B>[]}
 */
export function clashes(bookings) {
  /** @type {Map<string, B[]>} */
  const taken = new Map();
  for (const booking of bookings) {
    if (booking.starts >= booking.ends) continue;
    const place = `${booking.resource} ${booking.key}`;
    const there = taken.get(place);
    if (there) there.push(booking);
    else taken.set(place, [booking]);
  }
  /** @type {Clash<B>[]} */
  const found = [];
  for (const place of [...taken.keys()].sort(compare)) {
    /** @type {B[]} */
    let running = [];
    for (const booking of (taken.get(place) ?? []).sort(byStart)) {
      running = running.filter((other) => other.ends > booking.starts);
      for (const first of running) if (first.block !== booking.block) found.push({ first, second: booking });
      running.push(booking);
    }
  }
  return found;
}

/**
 * @param {Booking} one
 * @param {Booking} other
 */
function byStart(one, other) {
  return one.starts - other.starts || one.ends - other.ends || compare(one.block, other.block);
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
