// Keeps what was typed into <form data-draft="name"> across a change of language, the back button and visits to other pages.
// One draft per tab, for half an hour. A page with data-draft-ends="name" deletes that draft; without a name, any draft.
// Passwords, one-time codes and tokens are never stored.

const KEPT = "draft";
const HOLDS = 30 * 60_000;
const LEFT_OUT = ["csrfmiddlewaretoken", "step"];

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

// Null on a page without such a form; only `end` runs there.
const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-draft]"));

/** The controls whose values are stored. */
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
    /* storage is blocked: the draft is lost with the page */
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

/**
 * Values in the URL (?category=) take precedence over the draft. Opens a fold that contains a restored value.
 * Where the page shows an earlier attempt ("typed"), hidden values are the server's: they are newer than the draft's.
 */
function restore() {
  const chosen = new URLSearchParams(location.search);
  const values = new Map(kept().filter(([name]) => !chosen.has(name)));
  for (const control of controls()) {
    if (!values.has(control.name)) continue;
    if (control.type === "hidden" && form.dataset.draftRestores === "typed") continue;
    if (isTick(control)) control.checked = control.value === values.get(control.name) && !control.disabled;
    else control.value = values.get(control.name) ?? "";
    const fold = control.value && control.type !== "hidden" && control.closest("details");
    if (fold) fold.open = true;
  }
}

/** Deletes the draft if this page says so: the form was sent or cancelled, or a shared device is handed back. */
function end() {
  const marked = document.querySelector("[data-draft-ends]");
  if (!marked) return;
  const { draftEnds } = marked.dataset;
  try {
    const draft = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (!draftEnds || draft?.of === draftEnds) sessionStorage.removeItem(KEPT);
  } catch {
    /* storage is blocked: there is no draft */
  }
}

end();
if (form) {
  if ("draftRestores" in form.dataset) restore();
  window.addEventListener("pagehide", keep);
}
