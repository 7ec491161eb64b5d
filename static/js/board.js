// The board of forums: arrows move between rows, Space ticks, Enter opens; a number opens its list in the slot beside the
// table, where there is one. The slot begins with the requests: J and K move between them, A accepts, D declines. Without
// this script, and on narrow screens, numbers are links to pages of their own.

const board = /** @type {HTMLElement | null} */ (document.querySelector("[data-board]"));
const slot = document.getElementById("slot");
const wide = window.matchMedia("(min-width: 1200px)");

/** @type {HTMLElement | null} the number that the slot belongs to */
let opener = null;

/**
 * Fetches a list into the slot.
 *
 * @param {string} url
 * @returns {Promise<boolean>} whether it is there
 */
async function fillSlot(url) {
  if (!slot) return false;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  slot.innerHTML = await answer.text();
  return true;
}

/** Shows the requests again, or nothing, and gives the focus back. */
function closeSlot() {
  if (!slot) return;
  slot.replaceChildren();
  opener?.focus();
  opener = null;
  showRequests();
}

/** Fills the slot with the requests, if there are any and there is a slot. */
function showRequests() {
  if (slot?.dataset.first && wide.matches) fillSlot(slot.dataset.first);
}

/**
 * Opens a list in the slot and moves there. Whatever goes wrong, the list has a page of its own.
 *
 * @param {HTMLAnchorElement} link
 */
async function openList(link) {
  opener = link;
  if (!(await fillSlot(link.href))) location.assign(link.href);
  /** @type {HTMLElement | null | undefined} */ (slot?.querySelector("h2"))?.focus();
}

/** @param {MouseEvent} event */
function follow(event) {
  const at = /** @type {Element} */ (event.target);
  if (at.closest("[data-closes-slot]")) closeSlot();
  const link = /** @type {HTMLAnchorElement | null} */ (at.closest("a[data-in-slot]"));
  if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openList(link);
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

/** The requests in the slot, from top to bottom. */
const requests = () => /** @type {HTMLDetailsElement[]} */ ([...(slot?.querySelectorAll("[data-request]") ?? [])]);

/** The request that has the focus, or the first one. */
const presentRequest = () => requests().find((each) => each.contains(document.activeElement)) ?? requests()[0];

/**
 * Moves to the next request or the one before, and unfolds it.
 *
 * @param {number} step
 */
function stepRequest(step) {
  const all = requests();
  const here = all.findIndex((each) => each.contains(document.activeElement));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  if (!next) return false;
  next.open = true;
  next.querySelector("summary")?.focus();
  return true;
}

/**
 * Accepts the request that has the focus in the first way there is; elsewhere a stray key only moves there. To decline,
 * moves to the word that the hosts get.
 *
 * @param {string} key
 */
function answerRequest(key) {
  const present = presentRequest();
  if (!present) return false;
  present.open = true;
  const isHere = present.contains(document.activeElement);
  const target = present.querySelector(key === "d" ? "[data-word]" : "[data-accept]");
  if (key === "a" && isHere && target instanceof HTMLButtonElement) target.click();
  else if (target instanceof HTMLElement) target.focus();
  return true;
}

/**
 * The keys of the slot; they need no Shift.
 *
 * @param {string} key
 */
function onSlotKey(key) {
  if (key === "j") return stepRequest(1);
  if (key === "k") return stepRequest(-1);
  return (key === "a" || key === "d") && answerRequest(key);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const at = /** @type {HTMLElement} */ (event.target);
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" && opener) closeSlot();
  if (at.closest("textarea, select, input:not([type=checkbox])")) return;
  if (onSlotKey(event.key)) {
    event.preventDefault();
    return;
  }
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
  showRequests();
}
