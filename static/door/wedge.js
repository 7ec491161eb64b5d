// A USB or Bluetooth scanner types like a very fast keyboard and ends with Enter.

const FASTEST_HUMAN_MS = 100;
const SHORTEST = 8;

/**
 * Calls `heard(text)` with what a wedge scanner typed, wherever the focus is outside a field.
 *
 * @param {(text: string) => void} heard
 */
export function listenToWedge(heard) {
  let typed = "";
  let last = 0;
  document.addEventListener(
    "keydown",
    (event) => {
      const at = /** @type {Element} */ (event.target);
      if (at.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
      const now = performance.now();
      if (now - last > FASTEST_HUMAN_MS) typed = "";
      last = now;
      if (event.key === "Enter" && typed.length >= SHORTEST) {
        event.preventDefault();
        event.stopPropagation();
        heard(typed);
        typed = "";
      } else if (event.key.length === 1) {
        typed += event.key;
      }
    },
    true,
  );
}
