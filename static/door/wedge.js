// Hand scanners (USB or Bluetooth) type like a very fast keyboard and end with Enter.

const FASTEST_HUMAN_MS = 100;
const SHORTEST = 8;

/**
 * Call `heard(text)` with what a hand scanner typed while the focus is not in a field.
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
