// Loaded before the first paint, so that a chosen theme does not flash. Without a choice the system decides.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("theme");
  } catch {
    /* storage refused: the system's theme it is */
  }
  document.documentElement.classList.add("has-script"); // what only a script can do is drawn from the first paint on
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
})();
