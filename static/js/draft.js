// What was typed into a form outlives a change of language, the way back and a look at another page: <form data-draft="name">.
// One draft, in this tab alone, for half an hour. A page with data-draft-ends="name" forgets it, one with no name whatever it is.
// No password, code or token is in it.

const KEPT = "draft";
const HOLDS = 30 * 60_000;
const LEFT_OUT = ["csrfmiddlewaretoken", "step"];

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

// On a page without a draft there is none, and all but `end` rests.
const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-draft]"));

/** The controls that a draft holds. */
function controls() {
  return /** @type {Control[]} */ ([...form.elements]).filter(
    (control) =>
      control.name &&
      !LEFT_OUT.includes(control.name) &&
      !["password", "file", "submit", "button"].includes(control.type) &&
      control.autocomplete !== "one-time-code",
  );
}

/**
 * @param {Control} control
 * @returns {control is HTMLInputElement}
 */
function isTick(control) {
  return ["radio", "checkbox"].includes(control.type);
}

/** @param {Control} control */
function isTicked(control) {
  return !isTick(control) || control.checked;
}

function keep() {
  const values = controls()
    .filter(isTicked)
    .map((control) => [control.name, control.value]);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ of: form.dataset.draft, at: Date.now(), values }));
  } catch {
    /* storage refused: the draft ends with the page */
  }
}

/** @returns {[string, string][]} */
function kept() {
  try {
    const draft = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    return draft?.of === form.dataset.draft && Date.now() - draft.at < HOLDS ? draft.values : [];
  } catch {
    return [];
  }
}

/** What the address chooses (?category=) goes before the draft; a field that is hidden in a fold is shown. */
function restore() {
  const chosen = new URLSearchParams(location.search);
  const values = new Map(kept().filter(([name]) => !chosen.has(name)));
  for (const control of controls()) {
    if (!values.has(control.name)) continue;
    if (isTick(control)) control.checked = control.value === values.get(control.name) && !control.disabled;
    else control.value = values.get(control.name) ?? "";
    const fold = control.value && control.type !== "hidden" && control.closest("details");
    if (fold) fold.open = true;
  }
}

/** Sent, given up, or on a device that is handed back. */
function end() {
  const marked = document.querySelector("[data-draft-ends]");
  if (!marked) return;
  const { draftEnds } = marked.dataset;
  try {
    const draft = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (!draftEnds || draft?.of === draftEnds) sessionStorage.removeItem(KEPT);
  } catch {
    /* there is none */
  }
}

end();
if (form) {
  // A page that answers to what was sent knows better than the draft.
  if ("draftRestores" in form.dataset) restore();
  window.addEventListener("pagehide", keep);
}
