// What the device stores in IndexedDB: settings, and records not yet delivered. It stores prefixes, never codes.

const NAME = "rostrum-door";
/** @type {IDBTransactionOptions} */
const STRICT = { durability: "strict" };
/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/**
 * @typedef {import("./records.js").DoorRecord} DoorRecord
 * @typedef {{ record: DoorRecord, problem: import("./api.js").Problem | null }} Rejected
 * @typedef {{ device: string, record: DoorRecord }} Queued the record, with the key of the device that made it
 *
 * @typedef {object} Settings
 * @property {{ key: string, name: string } | null} device
 * @property {import("./api.js").Door} door the server's last answer
 * @property {string | null} checkpoint its code
 * @property {boolean} practice
 * @property {string} camera its id
 */

/**
 * Return the database, opened on first use.
 *
 * @returns {Promise<IDBDatabase>}
 */
function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("settings");
      request.result.createObjectStore("queue", { autoIncrement: true });
      request.result.createObjectStore("rejected", { autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

/**
 * Run `work(objectStore...)`; resolves with its result once the transaction is committed to disk.
 *
 * @template Result
 * @param {string[]} names
 * @param {IDBTransactionMode} mode
 * @param {(...stores: IDBObjectStore[]) => IDBRequest<Result> | void} work
 * @returns {Promise<Result>}
 */
async function commit(names, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, STRICT);
    const request = work(...names.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(/** @type {Result} */ (request?.result));
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/**
 * Return a setting; undefined if it was never stored.
 *
 * @template {keyof Settings} Name
 * @param {Name} name
 * @returns {Promise<Settings[Name] | undefined>}
 */
export function getSetting(name) {
  return commit(["settings"], "readonly", (settings) => settings.get(name));
}

/**
 * Store a setting.
 *
 * @template {keyof Settings} Name
 * @param {Name} name
 * @param {Settings[Name]} value
 */
export function putSetting(name, value) {
  return commit(["settings"], "readwrite", (settings) => settings.put(value, name));
}

/**
 * Store a record until the server has answered it; resolves when it is on disk.
 *
 * @param {Queued} queued
 */
export function enqueue(queued) {
  return commit(["queue"], "readwrite", (queue) => queue.add(queued));
}

/**
 * Return what waits for the server, oldest first: [[key, queued], ...], at most `limit`.
 *
 * @param {number} limit
 * @returns {Promise<[IDBValidKey, Queued][]>}
 */
export async function waiting(limit) {
  const database = await open();
  const transaction = database.transaction(["queue"], "readonly");
  const queue = transaction.objectStore("queue");
  const [keys, records] = await Promise.all([
    settled(queue.getAllKeys(null, limit)),
    settled(queue.getAll(null, limit)),
  ]);
  return keys.map((key, index) => [key, records[index]]);
}

/** Return how many records wait. */
export function countWaiting() {
  return commit(["queue"], "readonly", (queue) => queue.count());
}

/**
 * Delete what the server has answered; move what it found malformed aside, with the problem.
 *
 * @param {IDBValidKey[]} keys
 * @param {Rejected[]} rejected
 */
export function settle(keys, rejected) {
  return commit(["queue", "rejected"], "readwrite", (queue, aside) => {
    for (const key of keys) queue.delete(key);
    for (const item of rejected) aside.add(item);
  });
}

/**
 * @template Result
 * @param {IDBRequest<Result>} request
 * @returns {Promise<Result>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
