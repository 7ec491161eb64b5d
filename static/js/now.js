// Marks past, current and future sessions by the portal's clock, because the cached page is the same for everybody.
// The clock (data-now, minutes since 1970) comes with a fragment that is fetched into the element with data-now-from.
// Without the fragment nothing is marked.

const MINUTE = 60_000;
const LABEL = 42; // width of a time label on the axis, in pixels
const FLAG = 25; // half the width of the flag, in pixels
/** @typedef {HTMLTableCellElement} Tick */

/** @type {number | null} */
let ahead = null; // portal's clock minus this device's, in minutes

function minutesNow() {
  return Math.floor(Date.now() / MINUTE) + (ahead ?? 0);
}

/**
 * Fades past sessions, but not if the whole day is over.
 *
 * @param {number} now
 */
function markPieces(now) {
  const pieces = [...document.querySelectorAll("[data-from]")];
  if (!pieces.some((piece) => Number(piece.dataset.to) > now)) return;
  for (const piece of pieces) {
    const from = Number(piece.dataset.from);
    const to = Number(piece.dataset.to);
    piece.classList.toggle("is-past", to <= now);
    const running = from <= now && now < to;
    piece.classList.toggle("is-now", running);
    if (running) piece.style.setProperty("--passed", `${Math.round((100 * (now - from)) / (to - from))}%`);
  }
}

/**
 * Shows the minutes left of the current talk.
 *
 * @param {number} now
 */
function tellLeft(now) {
  for (const old of document.querySelectorAll(".slot-left")) old.remove();
  const slot = document.querySelector(".slot.is-now:not(.slot-plain, .slot-cancelled)");
  const words = slot?.parentElement?.dataset.running;
  if (!slot || !words) return;
  const note = document.createElement("p");
  note.className = "slot-note slot-left";
  note.textContent = words.replace("{minutes}", String(Number(slot.dataset.to) - now));
  slot.querySelector(".slot-title")?.before(note);
}

/**
 * On a phone a forum's row shows its current talk, or the next one.
 *
 * @param {number} now
 */
function choosePresent(now) {
  for (const row of document.querySelectorAll(".grid-row")) {
    const cells = [...row.querySelectorAll(".cell")];
    const present = cells.find((cell) => Number(cell.dataset.to) > now) ?? cells[0];
    for (const cell of cells) cell.classList.toggle("is-shown", cell === present);
  }
}

/**
 * Puts a flag at the current time on each axis that includes it.
 *
 * @param {number} now
 */
function flag(now) {
  for (const old of document.querySelectorAll(".grid .flag-now")) old.remove();
  for (const axis of document.querySelectorAll(".grid thead")) {
    const table = /** @type {HTMLElement} */ (axis.parentElement);
    const ticks = [...axis.querySelectorAll("th[data-tick]")];
    const minutesOf = (/** @type {Tick} */ tick) => tick.colSpan * Number(table.dataset.step);
    placeNow(table, ticks, minutesOf, now);
    const under = ticks.findLast((tick) => Number(tick.dataset.tick) <= now);
    if (!under) continue;
    const share = (now - Number(under.dataset.tick)) / minutesOf(under);
    if (share >= 1) continue;
    const mark = document.createElement("span");
    mark.className = "flag-now";
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = document.querySelector("[data-now] time")?.textContent ?? "";
    if (!mark.textContent) continue;
    mark.style.setProperty("--at", `${Math.round(100 * share)}%`);
    under.append(mark);
    const place = share * under.offsetWidth;
    for (const tick of ticks) tick.classList.remove("is-covered");
    under.classList.toggle("is-covered", place < LABEL + FLAG);
    if (under.offsetWidth - place < FLAG) ticks[ticks.indexOf(under) + 1]?.classList.add("is-covered");
  }
}

/**
 * On a phone, marks the current time on the line under each row.
 *
 * @param {HTMLElement} table
 * @param {Tick[]} ticks
 * @param {(tick: Tick) => number} minutesOf
 * @param {number} now
 */
function placeNow(table, ticks, minutesOf, now) {
  const start = Number(ticks[0]?.dataset.tick);
  const share = (now - start) / ticks.reduce((sum, tick) => sum + minutesOf(tick), 0);
  table.classList.toggle("is-running", share >= 0 && share < 1);
  table.style.setProperty("--now", share.toFixed(4));
}

function mark() {
  const now = minutesNow();
  markPieces(now);
  choosePresent(now);
  tellLeft(now);
  flag(now);
  document.documentElement.classList.add("has-now");
}

function readClock() {
  const stated = document.querySelector("[data-now]");
  if (!stated) return;
  ahead = Number(stated.dataset.now) - Math.floor(Date.now() / MINUTE);
  mark();
}

/** Fetches the fragment, which is public and cacheable; does nothing while the page is hidden. */
async function fetchNow() {
  const slot = document.querySelector("[data-now-from]");
  if (!slot || document.hidden) return;
  try {
    const answer = await fetch(slot.dataset.nowFrom ?? "", { credentials: "omit" });
    if (!answer.ok) return;
    slot.innerHTML = await answer.text();
    readClock();
  } catch {
    /* offline: continue with this device's clock */
  }
}

fetchNow();
document.addEventListener("visibilitychange", fetchNow);
setInterval(() => {
  if (ahead !== null) mark();
  fetchNow();
}, MINUTE);
