// Progressive enhancement for every page, driven by data attributes. Pages work without it, less conveniently.

const themes = ["system", "light", "dark"];

/** The theme switch in the footer: three buttons with data-theme-choice. */
function followTheme() {
  const chosen = () => document.documentElement.dataset.theme ?? "system";
  const buttons = document.querySelectorAll("[data-theme-choice]");
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen()));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const choice = button.dataset.themeChoice ?? "";
      if (!themes.includes(choice)) return;
      takeTheme(choice);
      show();
    });
  }
  for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
  show();
}

/**
 * Applies a theme and remembers it.
 *
 * @param {string} choice one of `themes`
 */
function takeTheme(choice) {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  try {
    if (choice === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", choice);
  } catch {
    /* storage is blocked: the theme lasts for this page */
  }
}

/**
 * data-opens="id" opens that <dialog>; data-closes inside it, or a click outside it, closes it. Nothing is asked before
 * the fields of the opener's form are filled in: a reason is given first, not after the answer.
 *
 * @param {MouseEvent} event
 */
function followDialogs(event) {
  const at = /** @type {Element} */ (event.target);
  const opener = at.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens ?? "");
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      const form = opener instanceof HTMLButtonElement ? opener.form : null;
      if (!form || form.reportValidity()) dialog.showModal();
    }
    return;
  }
  const closer = at.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
  else if (at instanceof HTMLDialogElement && at.open && isBeside(event, at)) at.close();
}

/**
 * @param {MouseEvent} event
 * @param {Element} element
 */
function isBeside(event, element) {
  const box = element.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/**
 * Submits a form only once, however often its button is pressed; returning to the page resets this.
 *
 * @param {SubmitEvent} event
 */
function sendOnce(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method === "dialog" || form.method === "get" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 5000);
}

/**
 * data-ticks="name" ticks every box of that name in its form; a second press clears them.
 *
 * @param {MouseEvent} event
 */
function tickAll(event) {
  const button = /** @type {Element} */ (event.target).closest("[data-ticks]");
  if (!button) return;
  const name = CSS.escape(button.dataset.ticks ?? "");
  const boxes = [...(button.closest("form")?.querySelectorAll(`input[type=checkbox][name="${name}"]`) ?? [])];
  const ticked = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !ticked;
}

/**
 * data-sends-on-change: submits a form, such as a filter, as soon as it changes.
 *
 * @param {Event} event
 */
function sendOnChange(event) {
  /** @type {Element} */ (event.target).closest("form[data-sends-on-change]")?.requestSubmit();
}

/** Scrolls the selected day or group into view in a row that scrolls sideways. */
function showCurrent() {
  for (const row of document.querySelectorAll(".day-tabs, .segment-scroll")) {
    const current = row.querySelector("[aria-current]");
    if (current) row.scrollLeft = current.offsetLeft - row.clientWidth / 2 + current.clientWidth / 2;
  }
}

/** Focuses the first field with an error. */
function goToFirstError() {
  document.querySelector("form [aria-invalid='true']")?.focus();
}

const HAN = /\p{Script=Han}/u;
const OPENS = /[（《“「『【〔(]$/;
const LEANS = /^[的了之地得们者性化型等]$/; // stays with the preceding word

/** Lets Chinese titles break only between words, in browsers that can segment them. */
function keepWords() {
  if (!window.Intl?.Segmenter) return;
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  for (const title of document.querySelectorAll(":is(h1, .cell-title, .slot-title, .plenaries h3):lang(zh)")) {
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      if (HAN.test(text.data)) texts.push(text);
    }
    for (const text of texts) text.replaceWith(...pieces(segmenter, text.data));
    if (texts.length) title.classList.add("by-words");
  }
}

/**
 * Joins the words with break opportunities, but not before punctuation or inside Latin text.
 *
 * @param {Intl.Segmenter} segmenter
 * @param {string} text
 */
function pieces(segmenter, text) {
  const found = [];
  let before = "";
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const mayBreak =
      before && isWordLike && !OPENS.test(before) && !LEANS.test(segment) && HAN.test(before.at(-1) + segment[0]);
    if (mayBreak) found.push(document.createElement("wbr"));
    found.push(segment);
    before = segment;
  }
  return found;
}

document.addEventListener("click", followDialogs);
document.addEventListener("click", tickAll);
document.addEventListener("submit", sendOnce);
document.addEventListener("change", sendOnChange);
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
followTheme();
showCurrent();
goToFirstError();
keepWords();
