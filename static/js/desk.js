// The agenda on a forum's desk: Alt+↑ and Alt+↓ on a talk move it within its session, and its number can be dragged to
// another place. Both send the forms that the page has anyway, so the server decides where a talk may go.

const DRAGGED = "text/x-rostrum-talk";

/** @param {Element} row */
function moveForm(row) {
  return /** @type {HTMLFormElement | null} */ (row.querySelector(".desk-number form"));
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const row = event.target instanceof Element ? event.target.closest("[data-talk]") : null;
  const step = event.key === "ArrowUp" ? "up" : "down";
  const button = /** @type {HTMLButtonElement | null} */ (row?.querySelector(`[data-step="${step}"]`) ?? null);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("dragstart", (event) => {
  const handle = event.target instanceof Element ? event.target.closest("[data-handle]") : null;
  const row = handle?.closest("[data-talk]");
  if (!row || !event.dataTransfer) return;
  event.dataTransfer.setData(DRAGGED, row.id);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(row, 0, 0);
});

/** @param {DragEvent} event */
function rowBelow(event) {
  if (!event.dataTransfer?.types.includes(DRAGGED)) return null;
  return event.target instanceof Element ? event.target.closest("[data-session] [data-talk]") : null;
}

function unmark() {
  for (const row of document.querySelectorAll(".desk-talk.is-over")) row.classList.remove("is-over");
}

document.addEventListener("dragover", (event) => {
  const row = rowBelow(event);
  unmark();
  if (!row) return;
  event.preventDefault();
  row.classList.add("is-over");
});
document.addEventListener("dragend", unmark);

document.addEventListener("drop", (event) => {
  const row = rowBelow(event);
  const dragged = document.getElementById(event.dataTransfer?.getData(DRAGGED) ?? "");
  unmark();
  if (!row || !dragged || dragged === row) return;
  event.preventDefault();
  const box = row.getBoundingClientRect();
  put(dragged, row, event.clientY > box.top + box.height / 2);
});

/**
 * Puts a talk before or after another: sends the talk's form with the place instead of a step.
 *
 * @param {Element} dragged
 * @param {Element} row
 * @param {boolean} isAfter
 */
function put(dragged, row, isAfter) {
  const session = /** @type {HTMLElement} */ (row.closest("[data-session]"));
  /** @type {Element[]} */
  const others = [...session.querySelectorAll("[data-talk]")].filter((each) => each !== dragged);
  const form = moveForm(dragged);
  if (!form) return;
  const place = document.createElement("input");
  place.type = "hidden";
  place.name = "place";
  place.value = `${session.dataset.session}:${others.indexOf(row) + Number(isAfter)}`;
  form.append(place);
  form.requestSubmit();
}
