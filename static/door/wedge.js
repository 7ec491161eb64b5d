// Hand scanners (USB or Bluetooth) type like a keyboard, 5 to 300 ms from key to key, most with Enter or Tab at the end.
// What they type goes into no field and presses no button, whatever has the focus.

import { parseCode } from "./codes.js";

const PAUSE_MS = 400; // longer than a slow scanner's from key to key
const SILENCE_MS = 1000; // the same when this device is busy too: an Enter that comes too late would press a button
const QUICK_MS = 30;
const QUICK_KEYS = 4; // nobody types as many quick keys in a row
const BEGINNING = 6;
const SHORTEST = 8;
const TEXT_FIELDS = "input:not([type=radio], [type=checkbox]), textarea";
const IDENTIFIER = /^(?:#|\][A-Za-z]\d)/u; // some scanners name the kind of symbol before the text

/**
 * Keys that came one after the other without a pause.
 *
 * @typedef {object} Run
 * @property {string} text
 * @property {number} last when the last key came
 * @property {number} quick how many quick keys came in a row
 * @property {HTMLInputElement | null} field the text field with the focus when it began
 * @property {string} before what the field held then
 * @property {boolean} isScan
 * @property {boolean} isHeard
 * @property {boolean} isOver it had its Enter or Tab
 */

/**
 * Call `heard(text)` with what a hand scanner typed. `mark()` is the beginning of our codes: it gives a slow scanner away
 * in a field where somebody may be typing.
 *
 * @param {{ heard: (text: string) => void, mark: () => string }} listener
 */
export function listenToWedge({ heard, mark }) {
  let run = begun(null, 0);
  let silence = 0;

  function end() {
    const text = run.text.replace(IDENTIFIER, "");
    if (!run.isScan || run.isHeard || text.length < SHORTEST) return;
    run.isHeard = true;
    heard(text);
  }

  /** @param {KeyboardEvent} event */
  function type(event) {
    const at = /** @type {Element} */ (event.target);
    const patience = run.isScan && !run.isHeard ? SILENCE_MS : PAUSE_MS;
    if (run.isOver || event.timeStamp - run.last > patience) {
      run = begun(at.matches(TEXT_FIELDS) ? /** @type {HTMLInputElement} */ (at) : null, event.timeStamp);
      if (event.key === " ") return; // presses the button that has the focus
    }
    run.quick = run.text && event.timeStamp - run.last < QUICK_MS ? run.quick + 1 : 0;
    run.last = event.timeStamp;
    run.text += event.key;
    if (!run.isScan && isScanned(run, mark())) {
      run.isScan = true;
      if (run.field) run.field.value = run.before;
    }
    if (!run.isScan) return;
    swallow(event);
    if (parseCode(run.text.replace(IDENTIFIER, ""))) end();
    clearTimeout(silence);
    silence = setTimeout(end, SILENCE_MS);
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
      if (event.key.length === 1) return type(event);
      const isEnd = event.key === "Enter" || event.key === "Tab";
      if (!isEnd || !run.isScan || !run.text || event.timeStamp - run.last > SILENCE_MS) return;
      swallow(event);
      run.last = event.timeStamp; // some end with two keys
      run.isOver = true;
      end();
    },
    true,
  );
}

/**
 * @param {HTMLInputElement | null} field
 * @param {number} at
 * @returns {Run}
 */
function begun(field, at) {
  const isScan = field === null; // nobody types where there is no field
  return { text: "", last: at, quick: 0, field, before: field?.value ?? "", isScan, isHeard: false, isOver: false };
}

/**
 * @param {Run} run
 * @param {string} mark
 */
function isScanned({ text, quick, field }, mark) {
  if (quick >= QUICK_KEYS) return true;
  const begins = text.replace(IDENTIFIER, "").toUpperCase();
  return field?.name !== "code" && mark !== "" && begins.length >= BEGINNING && begins.startsWith(mark);
}

/** @param {KeyboardEvent} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
