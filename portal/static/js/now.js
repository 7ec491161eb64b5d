// Marks what is past, on now and still to come, by the portal's own clock. The page itself is the same for everybody.
// The clock comes with the fragment (data-now, minutes since 1970); without it, nothing is marked.

const MINUTE = 60_000;
let ahead = null; // the portal's minutes less this device's

function minutesNow() {
  return Math.floor(Date.now() / MINUTE) + ahead;
}

function mark() {
  const now = minutesNow();
  for (const piece of document.querySelectorAll('[data-from]')) {
    const from = Number(piece.dataset.from);
    const to = Number(piece.dataset.to);
    piece.classList.toggle('is-past', to <= now);
    const running = from <= now && now < to;
    piece.classList.toggle('is-now', running);
    if (running) piece.style.setProperty('--passed', `${Math.round((100 * (now - from)) / (to - from))}%`);
  }
  for (const row of document.querySelectorAll('.grid-row')) {
    const cells = [...row.querySelectorAll('.cell')];
    const present = cells.find((cell) => Number(cell.dataset.to) > now) ?? cells[0];
    for (const cell of cells) cell.classList.toggle('is-shown', cell === present);
  }
  document.documentElement.classList.add('has-now');
}

function readClock() {
  const stated = document.querySelector('[data-now]');
  if (!stated) return;
  ahead = Number(stated.dataset.now) - Math.floor(Date.now() / MINUTE);
  mark();
}

document.body.addEventListener('htmx:afterSettle', readClock);
readClock();
setInterval(() => ahead !== null && mark(), MINUTE);
