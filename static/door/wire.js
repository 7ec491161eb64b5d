// Requests to the server, and the offset between the two clocks.

const API = "/api/v1/";
const PATIENCE_MS = 8000;

/**
 * When the server last answered, by this device's clock, and how far the server's clock is ahead.
 *
 * @type {{ at: number | null, offsetMs: number, online: boolean }}
 */
export const contact = { at: null, offsetMs: 0, online: navigator.onLine };

/**
 * Return the server's answer: {status, body}. Rejects if there is none.
 * `key` is the device's own; `send` is sent as JSON.
 *
 * @template {keyof import("./api.js").Answers} Path
 * @param {Path} path
 * @param {{ key?: string, send?: object, patience?: number }} [request]
 * @returns {Promise<{ status: number, body: import("./api.js").Answers[Path] & { detail?: string } }>}
 */
export async function ask(path, { key = "", send = undefined, patience = PATIENCE_MS } = {}) {
  const asked = Date.now();
  try {
    const response = await fetch(API + path, {
      method: send === undefined ? "GET" : "POST",
      headers: {
        ...(key ? { Authorization: `Bearer ${key}` } : {}),
        ...(send === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: send === undefined ? undefined : JSON.stringify(send),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(patience),
    });
    const body = await response.json();
    hear(body, asked);
    return { status: response.status, body };
  } catch (error) {
    contact.online = false;
    throw error;
  }
}

/**
 * Estimate the offset, taking the server's time as that of the middle of the round trip.
 *
 * @param {{ server_time?: string } | null} body
 * @param {number} asked
 */
function hear(body, asked) {
  const now = Date.now();
  contact.online = true;
  contact.at = now;
  if (body?.server_time) contact.offsetMs = Date.parse(body.server_time) - (asked + now) / 2;
}

/**
 * @typedef {{ device_time: string, clock_offset_ms: number, monotonic_ms: number, last_contact: string | null }} Moment
 */

/**
 * Return the part of a record that says when: this device's clock, with its offset.
 *
 * @returns {Moment}
 */
export function moment() {
  return {
    device_time: new Date().toISOString(),
    clock_offset_ms: Math.round(contact.offsetMs),
    monotonic_ms: Math.round(performance.now()),
    last_contact: contact.at === null ? null : new Date(contact.at + contact.offsetMs).toISOString(),
  };
}

/** Return the server's time as far as it is known. */
export function serverNow() {
  return Date.now() + contact.offsetMs;
}
