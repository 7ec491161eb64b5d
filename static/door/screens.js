// What is on the page: its screens, its places to fill, its words.

const WORDS = new Map();
for (const term of document.querySelectorAll("[data-words] dt")) {
  WORDS.set(term.textContent, term.nextElementSibling.textContent);
}

/** The reader's language: "zh-Hans" or "en". */
export const language = document.documentElement.lang;

/** A text by its name, with {braces} filled in; empty where there is none. */
export function word(name, values = {}) {
  return (WORDS.get(name) ?? "").replace(/\{(\w+)\}/gu, (_, key) => String(values[key] ?? ""));
}

/** One element by data attribute: part("bar"), or one of another kind: part("type", "dialog"). */
export function part(name, kind = "part") {
  return document.querySelector(`[data-${kind}="${name}"]`);
}

/** Fills a place with text. */
export function fill(name, text) {
  for (const place of document.querySelectorAll(`[data-fill="${name}"]`)) {
    if (place.textContent !== text) place.textContent = text;
  }
}

/** Shows one screen and hides the others. */
export function show(name) {
  for (const screen of document.querySelectorAll("[data-screen]")) screen.hidden = screen.dataset.screen !== name;
  document.body.dataset.now = name;
}

/** Which screen is shown. */
export function shown() {
  return document.body.dataset.now;
}

/** A text in the reader's language, or in the other one: {zh, en}. */
export function here(text) {
  if (!text) return "";
  return language === "en" ? text.en || text.zh : text.zh || text.en;
}

/** 09:12 in the conference's zone. */
export function clock(instant, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(instant));
}
