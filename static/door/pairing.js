// Pairing: makes this phone a scanner with a secret that the console shows, and unpairs it when the console revokes it.

import { stopCamera } from "./camera.js";
import { parseCode } from "./codes.js";
import { entered } from "./forms.js";
import { fill, part, show, word } from "./screens.js";
import { becomeDevice, leaveService, standing } from "./standing.js";
import { clearVerdict } from "./verdict.js";

/** @type {() => Promise<void>} */
let enter = async () => {};

/**
 * Listens to the form for a typed secret. `onPaired` opens the scanner; it is called after each successful pairing, and
 * after a failed one if the phone is already paired.
 *
 * @param {() => Promise<void>} onPaired
 */
export function setUpPairing(onPaired) {
  enter = onPaired;
  part("pair", "form").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = entered("pair", "secret");
    if (parseCode(typed)) return fill("pair-problem", word("pair-no-code")); // a badge's code never leaves the device
    pairWith(secretIn(typed) || typed.replace(/[\s-]+/gu, ""));
  });
}

export function showPair() {
  part("bar").hidden = true;
  show("pair");
}

/**
 * The secret in a pairing link, or "".
 *
 * @param {string} text
 */
export function secretIn(text) {
  return /#pair=([0-9A-Za-z]{8,64})$/u.exec(text.trim())?.[1] ?? "";
}

/**
 * Pairs with a QR code that the camera has read, if it is a pairing link.
 *
 * @param {string} text
 */
export function pairByCamera(text) {
  const secret = secretIn(text);
  if (secret) pairWith(secret);
  else fill("pair-problem", word("pair-no-code"));
}

/** @param {string} secret */
export async function pairWith(secret) {
  stopCamera();
  showPair();
  const problem = await becomeDevice(secret);
  if (!problem || standing.device) await enter();
  const place = problem && standing.device ? "choose-problem" : "pair-problem";
  fill(place, problem && word(problem === "not-reached" ? problem : `pair-${problem}`));
}

/** Forgets the device's key after it has been revoked, and says so. */
export async function unpair() {
  stopCamera();
  clearVerdict();
  await leaveService();
  showPair();
  fill("pair-problem", word("revoked"));
}
