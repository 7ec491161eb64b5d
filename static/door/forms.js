// The door's forms and the dialogs that hold them.

import { fill, part } from "./screens.js";

/**
 * Open a dialog with an empty form.
 *
 * @param {string} name
 */
export function openDialog(name) {
  const dialog = part(name, "dialog");
  dialog.querySelector("form")?.reset();
  fill(`${name}-problem`, "");
  dialog.showModal();
}

/** Return the name of the open dialog, or "". */
export function openedDialog() {
  return /** @type {HTMLElement | null} */ (document.querySelector("dialog[open]"))?.dataset.dialog ?? "";
}

/**
 * Return the value of a field of a form.
 *
 * @param {string} form
 * @param {string} name
 */
export function entered(form, name) {
  const field = part(form, "form").elements.namedItem(name);
  return /** @type {HTMLInputElement | RadioNodeList} */ (field).value;
}

/**
 * Return whether a form was sent by its cancel button.
 *
 * @param {SubmitEvent} event
 */
export function isCancelled({ submitter }) {
  return submitter instanceof HTMLButtonElement && submitter.value === "cancel";
}
