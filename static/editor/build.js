// Making elements from the page's <template data-template="…">. Texts are set as text, never as HTML.

/**
 * Return a copy of the template's only element. `fills` go into its elements with data-fill; without text they are
 * removed.
 *
 * @param {string} name
 * @param {Record<string, string | number>} [fills]
 * @returns {HTMLElement}
 */
export function build(name, fills = {}) {
  const template = document.querySelector(`[data-template="${name}"]`);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`There is no template "${name}"`);
  const made = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const places = [...made.querySelectorAll("[data-fill]")];
  if (made.dataset.fill) made.textContent = String(fills[made.dataset.fill] ?? "");
  for (const place of places) {
    const text = String(fills[place.dataset.fill ?? ""] ?? "");
    if (text) place.textContent = text;
    else place.remove();
  }
  return made;
}

/**
 * Position an element on the axis: style attributes are forbidden, custom properties set by scripts are not.
 *
 * @param {HTMLElement} element
 * @param {number} from minutes after the axis begins
 * @param {number} length
 */
export function span(element, from, length) {
  element.style.setProperty("--from", String(from));
  element.style.setProperty("--length", String(length));
}

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function the(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`There is no ${selector}`);
  return found;
}

/**
 * Make a function that is run once before the next paint, however often it is asked for.
 *
 * @param {() => void} task
 */
export function oncePerFrame(task) {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      task();
    });
  };
}
