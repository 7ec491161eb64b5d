// When the talks of a session start: the twin of events/rules/running_order.py. Both run
// tests/vectors/running_order.json.

/**
 * @typedef {object} Item
 * @property {number} starts
 * @property {number} minutes
 * @property {boolean} is_pinned
 */

/**
 * Return the talks with their computed starts: each when the one before it ends, unless it is pinned to its time. One
 * that is pinned to a time before that overlaps the one before, and the next starts after both.
 *
 * @template {Item} T
 * @param {number} from when the session starts
 * @param {T[]} talks in order
 * @returns {T[]}
 */
export function inOrder(from, talks) {
  let free = from;
  return talks.map((talk) => {
    const starts = talk.is_pinned ? talk.starts : free;
    free = Math.max(free, starts + talk.minutes);
    return starts === talk.starts ? talk : { ...talk, starts };
  });
}
