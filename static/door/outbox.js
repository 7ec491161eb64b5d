// The queue of records: written to disk first, sent in batches, deleted only when the server has answered each.
//
// A phone that is paired anew is another device to the server. What it made before goes with the key of that time: under
// the new one, records would be older than their device, and their time in doubt.

import { countWaiting, enqueue, settle, waiting } from "./store.js";
import { ask } from "./wire.js";

const BATCH = 200;
const RETRY_MS = 5000;

/**
 * @typedef {import("./records.js").DoorRecord} DoorRecord
 * @typedef {import("./api.js").Answer} Answer
 * @typedef {[IDBValidKey, import("./store.js").Queued]} Item
 * @typedef {{ key: string, onChange: (waiting: number) => void, onRevoked: () => void }} Delivery
 */

/** @type {Map<string, (answer: Answer | null) => void>} */
const listeners = new Map();
/** @type {Delivery} */
const status = { key: "", onChange: () => {}, onRevoked: () => {} };
/** @type {Promise<void> | null} */
let sending = null;
let again = false;

/**
 * Start delivering with the device's key. `onChange(n)` is told how many records wait; `onRevoked()` is called when the
 * server has revoked the device.
 *
 * @param {Delivery} delivery
 */
export function start({ key, onChange, onRevoked }) {
  Object.assign(status, { key, onChange, onRevoked });
  deliver();
}

/**
 * Store a record and send it. Resolves once it is on disk; `answer` is a promise of the server's answer, or of null if
 * the server was not reached.
 *
 * @param {DoorRecord} record
 */
export async function post(record) {
  /** @type {Promise<Answer | null>} */
  const answer = new Promise((resolve) => listeners.set(record.uuid, resolve));
  await enqueue({ device: status.key, record });
  deliver();
  return { answer };
}

/**
 * Send the queue, one batch after the other. Records that are added meanwhile go with the next batch.
 *
 * @returns {Promise<void>}
 */
export function deliver() {
  if (sending) {
    again = true;
    return sending;
  }
  sending = run().finally(() => {
    sending = null;
    if (again) {
      again = false;
      deliver();
    }
  });
  return sending;
}

async function run() {
  for (;;) {
    const items = await waiting(BATCH);
    status.onChange(items.length < BATCH ? items.length : await countWaiting());
    if (items.length === 0 || !status.key) return;
    const [[, { device }]] = items;
    const change = items.findIndex(([, queued]) => queued.device !== device);
    if (!(await send(change < 0 ? items : items.slice(0, change), device))) return;
  }
}

/**
 * @param {Item[]} items
 * @param {string} key that of the device which made them, or the present one if the server no longer knows that
 * @returns {Promise<boolean>}
 */
async function send(items, key) {
  let response;
  try {
    response = await ask("scans", { key, send: { records: items.map(([, { record }]) => record) } });
  } catch {
    // Resolve now: people at the door should not wait for a network that is down.
    for (const [, { record }] of items) tell(record, null);
    return false;
  }
  const isPresent = key === status.key;
  if (response.status === 401 && !isPresent) return send(items, status.key);
  if (response.status === 401) status.onRevoked();
  if (response.status !== 200) {
    for (const [, { record }] of items) tell(record, null); // an error of the server counts as no answer
    return false;
  }
  if (response.body.revoked && isPresent) status.onRevoked();
  await receive(items, response.body.answers);
  return true;
}

/**
 * Delete the records whose own UUID was answered, so that an answer in the wrong place deletes nothing.
 *
 * @param {Item[]} items
 * @param {Answer[]} answers
 */
async function receive(items, answers) {
  /** @type {IDBValidKey[]} */
  const keys = [];
  /** @type {import("./store.js").Rejected[]} */
  const rejected = [];
  items.forEach(([key, { record }], index) => {
    const answer = answers[index];
    if (answer?.uuid !== record.uuid) return;
    keys.push(key);
    if (answer.outcome === "malformed") rejected.push({ record, problem: answer.problem });
    tell(record, answer);
  });
  await settle(keys, rejected);
}

/**
 * @param {DoorRecord} record
 * @param {Answer | null} answer
 */
function tell(record, answer) {
  listeners.get(record.uuid)?.(answer);
  listeners.delete(record.uuid);
}

setInterval(deliver, RETRY_MS);
addEventListener("online", deliver);
