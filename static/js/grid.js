// Interaction with the timetable: arrow keys, bundles that open in place, and an inspector with a cell's full text.
// Without this script every talk is a link in document order, and a bundle opens through its #fragment.

const desk = matchMedia("(min-width: 900px)");
const REST_MS = 250;
const GONE_MS = 700;
// Null on a page without one; the section "inspector" below never runs there.
const inspector = /** @type {HTMLElement} */ (document.querySelector(".inspector"));
/** @type {number | null} */
let column = null; // minutes; the column kept while moving up and down
/** @type {HTMLElement | null} */
let shown = null; // the cell in the inspector
let resting = 0;
let pointer = "";

// ---------- arrows

/** @typedef {HTMLAnchorElement} Link */

const isVisible = (/** @type {Link} */ link) => link.offsetParent !== null && !link.closest(".is-out");
const linksOf = (/** @type {HTMLElement} */ row) => {
  const links = row.querySelectorAll(":scope > th a[href], :scope > .cell > a[href]");
  return [.../** @type {NodeListOf<Link>} */ (links)].filter(isVisible);
};
const rowsOf = (/** @type {HTMLElement} */ table) =>
  [...table.querySelectorAll("tbody tr:not(.grid-under)")].filter((row) => linksOf(row).length);
const startOf = (/** @type {Link} */ link) => Number(link.closest(".cell")?.dataset.from ?? NaN);
const gridOf = (/** @type {Link} */ link) => /** @type {HTMLElement} */ (link.closest(".grid"));
const endOf = (/** @type {Link} */ link) => Number(link.closest(".cell")?.dataset.to ?? NaN);

/** On wide screens the table is an ARIA grid with a single tab stop; on phones, a table of links. */
function takeRoles() {
  for (const table of document.querySelectorAll(".grid")) {
    table.setAttribute("role", desk.matches ? "grid" : "table");
    for (const cell of table.querySelectorAll("tbody td"))
      cell.setAttribute("role", desk.matches ? "gridcell" : "cell");
    stopAt(table, desk.matches ? linksOf(rowsOf(table)[0] ?? table)[0] : null);
  }
}

/**
 * @param {HTMLElement} table
 * @param {Link | null | undefined} chosen
 */
function stopAt(table, chosen) {
  for (const link of table.querySelectorAll("tr:not(.grid-under) a[href]")) {
    if (!chosen || link === chosen) link.removeAttribute("tabindex");
    else link.tabIndex = -1;
  }
}

/** Restores a grid's tab stop after a filter has hidden it. */
function keepStops() {
  if (!desk.matches) return;
  for (const table of document.querySelectorAll(".grid")) {
    const first = linksOf(rowsOf(table)[0] ?? table)[0];
    const present = table.querySelector("tr:not(.grid-under) a[href]:not([tabindex])");
    if (first && (!present || !isVisible(present))) stopAt(table, first);
  }
}

/**
 * Finds the talk on at the same time in another row; from a row heading, that row's heading.
 *
 * @param {HTMLElement} row
 */
function across(row) {
  const links = linksOf(row);
  if (column === null) return links[0];
  const minute = column;
  const talks = links.filter((link) => !Number.isNaN(startOf(link)));
  const running = talks.find((link) => startOf(link) <= minute && minute < endOf(link));
  const near = (/** @type {Link} */ link) => Math.abs(startOf(link) - minute);
  return running ?? talks.sort((one, other) => near(one) - near(other))[0] ?? links[0];
}

/**
 * @param {HTMLElement} table
 * @param {Link} link
 * @param {KeyboardEvent} event
 */
function target(table, link, event) {
  const row = /** @type {HTMLTableRowElement} */ (link.closest("tr"));
  const links = linksOf(row);
  const rows = rowsOf(table);
  const place = links.indexOf(link);
  const at = rows.indexOf(row);
  switch (event.key) {
    case "ArrowRight":
      return links[place + 1];
    case "ArrowLeft":
      return links[place - 1];
    case "ArrowDown":
      return rows[at + 1] && across(rows[at + 1]);
    case "ArrowUp":
      return rows[at - 1] && across(rows[at - 1]);
    case "Home":
      return event.ctrlKey ? linksOf(rows[0])[0] : links[0];
    case "End":
      return event.ctrlKey ? linksOf(rows[rows.length - 1]).at(-1) : links.at(-1);
    default:
      return null;
  }
}

/** @param {KeyboardEvent} event */
function move(event) {
  const link = /** @type {Element} */ (event.target).closest(".grid tr:not(.grid-under) a[href]");
  if (!link || !desk.matches || event.altKey || event.metaKey || event.shiftKey) return;
  const keys = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"];
  if (!keys.includes(event.key)) return;
  event.preventDefault();
  const isVertical = event.key === "ArrowDown" || event.key === "ArrowUp";
  if (!isVertical || column === null) column = Number.isNaN(startOf(link)) ? null : startOf(link);
  const next = target(gridOf(link), link, event);
  if (!next) return;
  if (!isVertical) column = Number.isNaN(startOf(next)) ? null : startOf(next);
  next.focus();
}

/** @param {FocusEvent} event */
function settle(event) {
  const link = /** @type {Element} */ (event.target).closest(".grid tr:not(.grid-under) a[href]");
  if (link && desk.matches) stopAt(gridOf(link), link);
}

// ---------- bundles

const idIn = (/** @type {Link} */ link) => (link.getAttribute("href") ?? "").slice(1);

function takeBundles() {
  for (const link of document.querySelectorAll(".cell-bundle > a")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-controls", idIn(link));
    unfold(link, location.hash === link.getAttribute("href"));
  }
}

/**
 * @param {Link} link
 * @param {boolean} open
 */
function unfold(link, open) {
  const list = document.getElementById(idIn(link));
  list?.classList.toggle("is-open", open);
  list?.classList.toggle("is-shut", !open); // overrides :target
  link.setAttribute("aria-expanded", String(open));
}

/** @param {MouseEvent | KeyboardEvent} event */
function pressBundle(event) {
  const link = /** @type {Element} */ (event.target).closest(".cell-bundle > a");
  if (!link || (event instanceof KeyboardEvent && event.key !== " ")) return;
  event.preventDefault();
  unfold(link, link.getAttribute("aria-expanded") !== "true");
}

/**
 * Closes the bundle that has the focus, and moves the focus back to its link.
 *
 * @param {Element} from
 */
function shutBundle(from) {
  const list = from.closest(".grid-under");
  const link = list ? document.querySelector(`.cell-bundle > a[href="#${list.id}"]`) : from.closest(".cell-bundle > a");
  if (link?.getAttribute("aria-expanded") !== "true") return false;
  unfold(link, false);
  link.focus();
  return true;
}

// ---------- inspector

/** @param {HTMLElement} cell */
function inspect(cell) {
  clearTimeout(resting);
  if (!desk.matches || cell === shown || cell.matches(".is-out *")) return;
  shown = cell;
  const link = cell.querySelector("a");
  const head = cell.closest("tr")?.querySelector("th");
  fill("when", range(cell));
  fill("who", ...copy(cell.querySelector(".cell-text b, .cell-who")));
  fill("where", whereOf(head));
  const title = /** @type {Link} */ (inspector.querySelector(".inspector-title a"));
  const what = copy(cell.querySelector(".cell-what, .cell-title"));
  title.replaceChildren(...(what.length ? what : [link?.textContent?.trim() ?? ""]));
  title.href = link?.getAttribute("href") ?? "";
  inspector.hidden = false;
}

/**
 * @param {string} name
 * @param {...(Node | string)} content
 */
function fill(name, ...content) {
  inspector.querySelector(`.inspector-${name}`)?.replaceChildren(...content);
}

/** @param {Element | null} element */
function copy(element) {
  return [...(element?.childNodes ?? [])].map((node) => node.cloneNode(true));
}

/**
 * Formats forum and room: "05 Artificial Life · A205".
 *
 * @param {HTMLElement | null | undefined} head
 */
function whereOf(head) {
  const words = (/** @type {string[]} */ ...names) =>
    names
      .map((name) => head?.querySelector(name)?.textContent.trim())
      .filter(Boolean)
      .join(" ");
  return [words(".numeral", ".grid-title"), words(".grid-room")].filter(Boolean).join(" · ");
}

/**
 * Formats the time: "14:00–14:30". The cell has its start as text and its end in minutes.
 *
 * @param {HTMLElement} cell
 */
function range(cell) {
  const start = cell.querySelector(".cell-time")?.textContent.match(/\d+:\d+/)?.[0];
  if (!start) return "";
  const [hours, minutes] = start.split(":").map(Number);
  const end = hours * 60 + minutes + Number(cell.dataset.to) - Number(cell.dataset.from);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${start}–${two(Math.floor(end / 60) % 24)}:${two(end % 60)}`;
}

function leave() {
  clearTimeout(resting);
  shown = null;
  if (inspector) inspector.hidden = true;
}

const placeOf = (/** @type {PointerEvent} */ event) => `${event.clientX} ${event.clientY}`;

/** @param {PointerEvent} event */
function rest(event) {
  if (event.pointerType !== "mouse" || placeOf(event) === pointer) return; // the page scrolled under a resting mouse
  clearTimeout(resting);
  const at = /** @type {Element} */ (event.target);
  const cell = at.closest?.(".grid .cell");
  if (cell) resting = setTimeout(() => inspect(cell), inspector.hidden ? REST_MS : 60);
  else if (
    !at.closest?.(".inspector") &&
    !inspector.contains(document.activeElement) &&
    !document.activeElement?.closest(".grid")
  ) {
    resting = setTimeout(leave, GONE_MS);
  }
}

/** @param {FocusEvent} event */
function lookAt(event) {
  const at = /** @type {Element} */ (event.target);
  const cell = at.closest(".grid .cell");
  if (cell && at.matches(":focus-visible")) inspect(cell);
  else if (!at.closest(".inspector")) leave();
}

/** @param {KeyboardEvent} event */
function goBack(event) {
  const at = /** @type {Element} */ (event.target);
  if (event.key !== "Escape" || shutBundle(at)) return;
  const back = shown?.querySelector("a");
  const wasInside = inspector?.contains(at);
  leave();
  if (wasInside) back?.focus();
}

if (document.querySelector(".grid")) {
  takeRoles();
  takeBundles();
  desk.addEventListener("change", () => {
    takeRoles();
    leave();
  });
  document.addEventListener("timetable:filtered", keepStops);
  document.addEventListener("keydown", move);
  document.addEventListener("keydown", pressBundle);
  document.addEventListener("keydown", goBack);
  document.addEventListener("click", pressBundle);
  document.addEventListener("focusin", settle);
  if (inspector) {
    document.addEventListener("pointerover", rest);
    document.addEventListener("pointermove", (event) => {
      pointer = placeOf(event);
    });
    document.addEventListener("focusin", lookAt);
    inspector.querySelector("button")?.addEventListener("click", leave);
  }
}
