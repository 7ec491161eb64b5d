// Live parts of a page (data-live), which htmx fetches again and again: not in a tab that nobody sees, and without
// replacing what has not changed, so that a screen reader announces only news.

/** @typedef {{ elt: Element }} Asking */
/** @typedef {{ target: Element, serverResponse: string, shouldSwap: boolean }} Answering */

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = /** @type {CustomEvent<Asking>} */ (event).detail;
  if (document.hidden && elt.matches("[data-live]")) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = /** @type {CustomEvent<Answering>} */ (event);
  if (!detail.shouldSwap || !detail.target.matches("[data-live]")) return;
  if (shown.get(detail.target) === detail.serverResponse) detail.shouldSwap = false;
  shown.set(detail.target, detail.serverResponse);
});
