// The board of forums: arrows move between rows, Space ticks, Enter opens; a number opens its list in the slot beside the
// table, where there is one. Without this script numbers are links to pages of their own.

const board = /** @type {HTMLElement | null} */ (document.querySelector("[data-board]"));
const slot = document.getElementById("slot");
const wide = window.matchMedia("(min-width: 1200px)");

/** @type {HTMLElement | null} the number that the slot belongs to */
let opener = null;

/**
 * Fetches a list into the slot. Whatever goes wrong, the list has a page of its own.
 *
 * @param {string} url
 */
async function fillSlot(url) {
  if (!slot) return;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    location.assign(url);
    return;
  }
  slot.innerHTML = await answer.text();
  /** @type {HTMLElement | null} */ (slot.querySelector("h2"))?.focus();
}

function closeSlot() {
  if (!slot) return;
  slot.replaceChildren();
  opener?.focus();
  opener = null;
}

/** @param {MouseEvent} event */
function follow(event) {
  const at = /** @type {Element} */ (event.target);
  if (at.closest("[data-closes-slot]")) closeSlot();
  const link = /** @type {HTMLAnchorElement | null} */ (at.closest("a[data-in-slot]"));
  if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  opener = link;
  fillSlot(link.href);
}

/** The links of the rows, from top to bottom. */
const titles = () => [.../** @type {HTMLElement} */ (board).querySelectorAll("tbody th > a")];

/**
 * Moves to the row above or below; from outside the table, to the first.
 *
 * @param {number} step
 */
function moveBy(step) {
  const all = titles();
  const row = document.activeElement?.closest("[data-row]");
  const here = all.findIndex((title) => row?.contains(title));
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1);
  /** @type {HTMLElement | undefined} */ (all[next])?.focus();
}

/** Ticks the row that has the focus, or takes its tick away. */
function tick() {
  const box = document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]");
  if (box instanceof HTMLInputElement) box.checked = !box.checked;
  return Boolean(box);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const at = /** @type {HTMLElement} */ (event.target);
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" && slot?.childElementCount) closeSlot();
  if (at.closest("textarea, select, input:not([type=checkbox])")) return;
  const isInTable = board?.contains(at) || at === document.body || at.id === "main";
  if (!isInTable) return;
  if (event.key === "ArrowDown") moveBy(1);
  else if (event.key === "ArrowUp") moveBy(-1);
  else if (event.key !== " " || at instanceof HTMLInputElement || at instanceof HTMLButtonElement || !tick()) return;
  event.preventDefault();
}

if (board) {
  document.addEventListener("click", follow);
  document.addEventListener("keydown", onKey);
}
