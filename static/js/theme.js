// Loaded before the first paint, to avoid a flash of the wrong theme. The system's theme applies if none was chosen.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("theme");
  } catch {
    /* storage is blocked: use the system's theme */
  }
  document.documentElement.classList.add("has-script"); // shows script-only controls from the first paint
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
})();
