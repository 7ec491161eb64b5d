// The elements of the page: its screens, the places to fill with text, and its translated words.

/** @type {Map<string, string>} */
const WORDS = new Map();
for (const term of document.querySelectorAll("[data-words] dt")) {
  WORDS.set(term.textContent, term.nextElementSibling?.textContent ?? "");
}

/** The language of the page: "zh-Hans" or "en". */
export const language = document.documentElement.lang;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/**
 * Return a value for the middle of a sentence: one in Hebrew or Arabic leaves the order of the other words alone.
 *
 * @param {string} value
 */
function isolated(value) {
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

/**
 * Return a text by its name, with {braces} filled in; empty if there is none.
 *
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
export function word(name, values = {}) {
  return (WORDS.get(name) ?? "").replace(/\{(\w+)\}/gu, (_, key) => isolated(String(values[key] ?? "")));
}

/**
 * @typedef {{ part: HTMLElement, fill: HTMLElement, list: HTMLElement, screen: HTMLElement, buttons: HTMLElement,
 *   dialog: HTMLDialogElement, form: HTMLFormElement, template: HTMLTemplateElement }} Kinds
 */

/**
 * Return an element by its data attribute: part("bar"), or of another kind: part("type", "dialog").
 *
 * @template {keyof Kinds} [Kind="part"]
 * @param {string} name
 * @param {Kind} [kind]
 */
export function part(name, kind) {
  return /** @type {Kinds[Kind]} */ (document.querySelector(`[data-${kind ?? "part"}="${name}"]`));
}

/**
 * Fill a place with text.
 *
 * @param {string} name
 * @param {string} text
 */
export function fill(name, text) {
  for (const place of document.querySelectorAll(`[data-fill="${name}"]`)) {
    if (place.textContent !== text) place.textContent = text;
  }
}

/**
 * Show one screen and hide the others.
 *
 * @param {string} name
 */
export function show(name) {
  for (const screen of document.querySelectorAll("[data-screen]")) screen.hidden = screen.dataset.screen !== name;
  document.body.dataset.now = name;
}

/** Return the name of the screen that is shown. */
export function shown() {
  return document.body.dataset.now ?? "";
}

/**
 * Return a text in the language of the page, or else in the other one.
 *
 * @param {import("./api.js").Text | undefined} text
 */
export function here(text) {
  if (!text) return "";
  return language === "en" ? text.en || text.zh : text.zh || text.en;
}

/**
 * Return an instant as 09:12 in the conference's zone.
 *
 * @param {string} instant
 * @param {string} timeZone
 */
export function clock(instant, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(instant));
}
