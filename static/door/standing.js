// The device's state: its key, the server's last answer about its checkpoints, and the checkpoint chosen.

import { getSetting, putSetting } from "./store.js";
import { ask, serverNow } from "./wire.js";

/**
 * @typedef {object} Standing
 * @property {{ key: string, name: string } | null} device
 * @property {import("./api.js").Door | null} door
 * @property {import("./api.js").Checkpoint | null} checkpoint one of door.checkpoints
 * @property {import("./admission.js").Direction} direction
 * @property {boolean} practice
 */

/** @type {Standing} */
export const standing = {
  device: null,
  door: null,
  checkpoint: null,
  direction: "in",
  practice: false,
};

/** Load what was stored when the page was last open. */
export async function recall() {
  standing.device = (await getSetting("device")) ?? null;
  standing.door = (await getSetting("door")) ?? null;
  standing.practice = (await getSetting("practice")) ?? false;
  stand(await getSetting("checkpoint"));
}

/**
 * Pair this device, with the secret of a pairing.
 *
 * @param {string} secret
 * @returns {Promise<string>} "", or why not: "used", "expired", "unknown", "not-reached"
 */
export async function becomeDevice(secret) {
  let answer;
  try {
    answer = await ask("door/pair", { send: { secret } });
  } catch {
    return "not-reached";
  }
  if (answer.status !== 200) {
    const { detail } = answer.body;
    return detail === "used" || detail === "expired" ? detail : "unknown";
  }
  standing.device = { key: answer.body.key, name: answer.body.name };
  standing.checkpoint = null;
  await putSetting("device", standing.device);
  await putSetting("checkpoint", null);
  return "";
}

/** Forget the pairing. */
export async function leaveService() {
  standing.device = null;
  await putSetting("device", null);
}

/**
 * Fetch the checkpoints; if the server is not reached, keep the last answer.
 *
 * @returns {Promise<"ok" | "revoked" | "not-reached">}
 */
export async function refreshDoors() {
  if (!standing.device) return "not-reached";
  try {
    const { status, body } = await ask("door", { key: standing.device.key });
    if (status === 401 || status === 403) return "revoked";
    if (status !== 200) return "not-reached";
    standing.door = body;
    stand(standing.checkpoint?.code);
    await putSetting("door", body);
    return "ok";
  } catch {
    return "not-reached";
  }
}

/** Fetch how many people are inside. */
export async function refreshCounts() {
  const { device, door } = standing;
  if (!device || !door) return;
  try {
    const { status, body } = await ask("door/counts", { key: device.key });
    if (status !== 200) return;
    door.counts_complete = body.complete;
    for (const each of door.checkpoints) each.inside = body.inside[each.code] ?? each.inside;
  } catch {
    // The next round fetches it; the page shows how old the figure is.
  }
}

/**
 * Choose a checkpoint by its code.
 *
 * @param {string | null | undefined} code
 */
export function stand(code) {
  standing.checkpoint = standing.door?.checkpoints.find((each) => each.code === code) ?? null;
  if (standing.checkpoint && standing.checkpoint.direction !== "both")
    standing.direction = standing.checkpoint.direction;
  return putSetting("checkpoint", standing.checkpoint?.code ?? null);
}

/** Return the current event day with its salt; null if the server has not sent it yet. */
export function today() {
  const now = serverNow();
  return (
    standing.door?.days.find((each) => Date.parse(each.begins_at) <= now && now < Date.parse(each.ends_at)) ?? null
  );
}
