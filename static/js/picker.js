// The picker of people (data-picker) as a combobox: down and up walk through what has been found, Enter takes it, Escape
// goes back to the field and then closes a picker that was opened in place. Without a script it is a search form whose
// matches are reached with Tab.

/** @type {HTMLElement | null} the link that has opened a picker in place */
let opener = null;

/**
 * @param {ParentNode} picker
 * @returns {HTMLInputElement | null}
 */
function fieldOf(picker) {
  return picker.querySelector("input[type=search]");
}

/**
 * @param {ParentNode} picker
 * @returns {HTMLElement[]} those who can be taken, and the way to a new person
 */
function optionsOf(picker) {
  return [...picker.querySelectorAll("button.pick, a.pick")];
}

/** Gives the field and the list their roles, which only make sense with the keys below. */
function dress() {
  for (const picker of document.querySelectorAll("[data-picker]")) {
    const field = fieldOf(picker);
    if (!field) continue;
    const list = picker.querySelector("#picker-list");
    field.role = "combobox";
    field.ariaAutoComplete = "list";
    field.ariaExpanded = String(Boolean(list));
    field.setAttribute("aria-controls", "picker-found");
    field.removeAttribute("aria-activedescendant");
    if (!list) continue;
    list.role = "listbox";
    list.setAttribute("aria-labelledby", "picker-title");
    for (const [number, item] of [...list.children].entries()) {
      item.role = "none";
      const option = /** @type {HTMLElement | null} */ (item.querySelector(".pick"));
      if (!option) continue;
      option.role = "option";
      option.id = `picker-option-${number}`;
      option.tabIndex = -1;
      option.ariaSelected = "false";
      if (option.matches("p")) option.ariaDisabled = "true";
    }
  }
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement[]} options
 * @param {HTMLElement | undefined} chosen none for the field itself
 */
function mark(field, options, chosen) {
  for (const option of options) option.ariaSelected = String(option === chosen);
  if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
  else field.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

/**
 * @param {Element} picker
 * @returns {boolean} whether it was open in place
 */
function close(picker) {
  const slot = picker.parentElement;
  if (!slot?.matches("[data-picker-slot]")) return false;
  slot.replaceChildren();
  opener?.focus();
  return true;
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const at = /** @type {HTMLElement} */ (event.target);
  const picker = at.closest("[data-picker]");
  if (!picker || event.isComposing) return;
  if (event.key === "Escape" && !at.matches("input[type=search]")) return void close(picker);
  const field = fieldOf(picker);
  if (at !== field) return;
  const options = optionsOf(picker);
  const here = options.findIndex((option) => option.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length) {
    // One stop more than options: the field, from which the next step up goes to the last.
    const stops = options.length + 1;
    mark(field, options, options[((here + 1 + step + stops) % stops) - 1]);
  } else if (event.key === "Enter" && here >= 0) options[here]?.click();
  else if (event.key === "Escape" && here >= 0) mark(field, options, undefined);
  else if (event.key !== "Escape" || field.value || !close(picker)) return;
  event.preventDefault();
}

document.addEventListener("keydown", walk);
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = /** @type {CustomEvent<{ elt: HTMLElement }>} */ (event).detail;
  if (elt.getAttribute("hx-target") === "#picker") opener = elt;
});
document.addEventListener("htmx:load", dress);
dress();
