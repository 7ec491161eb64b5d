// Talking to the server: one address, one key, and how far the clocks are apart.

const API = "/api/v1/";
const PATIENCE_MS = 8000;

/**
 * When the server was last heard, by this device's clock, and how far the server's clock is ahead.
 *
 * @type {{ at: number | null, offsetMs: number, online: boolean }}
 */
export const contact = { at: null, offsetMs: 0, online: navigator.onLine };

/**
 * The server's answer: {status, body}. Rejects when there is none.
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
 * The server's time lies in the middle of the round trip.
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
 * The part of a record that says when: by this device's clock, with how far that is off.
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

/** The server's time, as well as it is known. */
export function serverNow() {
  return Date.now() + contact.offsetMs;
}
