// Keys of a search that chooses somebody (data-picker): down and up walk through the matches, Enter takes one, Escape goes
// back to the field. Without a script the matches are reached with Tab.

/**
 * @param {Element} picker
 * @returns {HTMLElement[]} the field, and the matches that can be taken
 */
function stops(picker) {
  return /** @type {HTMLElement[]} */ ([...picker.querySelectorAll("input[type=search], button.pick")]);
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const at = /** @type {HTMLElement} */ (event.target);
  const picker = at.closest("[data-picker]");
  if (!picker || event.isComposing) return;
  const all = stops(picker);
  const here = all.indexOf(at);
  if (here < 0) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step ? all[here + step] : event.key === "Escape" && here > 0 ? all[0] : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
}

document.addEventListener("keydown", walk);
