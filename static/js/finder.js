// Search and filters on the timetable: matching rows stay, the others shrink to thin lines. The search is kept in the
// URL fragment, so that it carries over to another day while the page stays cacheable.

/**
 * @typedef {{ row: HTMLElement, cells: HTMLElement[], found: HTMLElement[], whole: boolean, stays: boolean }} Judged
 */

// Null on a page without the finder; nothing below runs there.
const form = /** @type {HTMLFormElement} */ (document.querySelector(".finder"));
const field = /** @type {HTMLInputElement} */ (form?.elements.namedItem("find"));
const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (form.querySelector(`.finder-${name}`));
const SETTLED_MS = 250;
/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i" };
let group = "";
/** @type {Record<string, Record<string, string>> | null} */
let words = null; // by day and last part of the URL, once fetched
let waiting = 0;

/**
 * Twin of events.rules.names.fold: lower case without accents, words separated by one space.
 *
 * @param {string} text
 */
function fold(text) {
  const plain = text
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’‘]/g, "");
  const kept = plain.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  return (kept.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/**
 * Twin of events.rules.search.matches: the text contains every word of the query, or all of them joined.
 *
 * @param {string} text
 * @param {string} query
 */
function matches(text, query) {
  return query.split(" ").every((word) => text.includes(word)) || text.includes(query.replaceAll(" ", ""));
}

/**
 * All search text of an element and its links; only its visible text until the words have been fetched.
 *
 * @param {HTMLElement} element
 */
function textOf(element) {
  element.dataset.told ??= fold(element.textContent);
  const here = words?.[form.dataset.day ?? ""];
  if (!here) return element.dataset.told;
  const ends = [...element.querySelectorAll("a[href]")].map((link) =>
    (link.getAttribute("href") ?? "").split("/").slice(-3).join("/"),
  );
  return [element.dataset.told, ...ends.map((end) => here[end] ?? "")].join(" ");
}

async function fetchWords() {
  if (words) return;
  words = {};
  try {
    const answer = await fetch(form.dataset.wordsFrom ?? "", { credentials: "omit" });
    if (answer.ok) words = await answer.json();
  } catch {
    words = null; // search the visible text, and fetch again next time
  }
  if (field.value.trim()) filter();
}

/**
 * Finds the row's matching cells. The row stays if one of them or its heading matches.
 *
 * @param {HTMLElement} row
 * @param {string} query
 * @returns {Judged}
 */
function judge(row, query) {
  const head = row.querySelector("th");
  const under = bundlesOf(row);
  const cells = [...row.querySelectorAll(".cell")];
  const whole = Boolean(query && head && matches(textOf(head), query));
  const found = query ? cells.filter((cell) => matches(textOf(cell) + under(cell), query)) : [];
  return { row, cells, found, whole, stays: !query || whole || found.length > 0 };
}

/**
 * The talks of a bundle are in a separate row below.
 *
 * @param {HTMLElement} row
 */
function bundlesOf(row) {
  return (/** @type {HTMLElement} */ cell) => {
    const id = cell.querySelector("a")?.getAttribute("href");
    const list = id?.startsWith("#") && document.getElementById(id.slice(1));
    return list && row.parentElement === list.parentElement ? ` ${textOf(list)}` : "";
  };
}

/**
 * @param {Judged[]} judged
 * @param {boolean} isText
 */
function draw(judged, isText) {
  for (const { row, cells, found, whole, stays } of judged) {
    row.classList.toggle("is-out", !stays);
    row.classList.toggle("is-sought", isText && stays && !whole);
    for (const cell of cells) cell.classList.toggle("is-found", found.includes(cell));
    if (!stays) closeUnder(row);
  }
}

/** @param {HTMLElement} row */
function closeUnder(row) {
  for (let next = row.nextElementSibling; next?.matches(".grid-under"); next = next.nextElementSibling)
    next.classList.remove("is-open");
}

function filter() {
  const query = fold(field.value);
  const active = Boolean(query || group);
  const rows = [...document.querySelectorAll(".grid-row, .grid-plenary tbody tr")];
  const judged = rows.map((row) => judge(row, query));
  for (const each of judged) {
    const letter = each.row.closest("tbody")?.dataset.group ?? "";
    if (group && letter !== group) Object.assign(each, { found: [], stays: false });
  }
  draw(judged, Boolean(query));
  for (const body of document.querySelectorAll(".grid tbody")) body.classList.toggle("is-out", isEmptied(body));
  for (const block of document.querySelectorAll(".block")) block.classList.toggle("is-out", isEmptied(block));
  document.body.classList.toggle("is-filtered", active);
  clearTimeout(waiting);
  waiting = setTimeout(() => tell(judged, query, active), SETTLED_MS);
  remember(active);
  document.dispatchEvent(new CustomEvent("timetable:filtered"));
}

/** @param {HTMLElement} holder */
function isEmptied(holder) {
  const rows = [
    ...holder.querySelectorAll(".grid-row, .grid-plenary tbody tr, :scope > tr:not(.grid-group, .grid-under)"),
  ];
  return rows.length > 0 && rows.every((row) => row.classList.contains("is-out"));
}

/**
 * Announces the number of matches, or what to do if there are none.
 *
 * @param {Judged[]} judged
 * @param {string} query
 * @param {boolean} active
 */
function tell(judged, query, active) {
  const staying = judged.filter((each) => each.stays);
  const found = staying.reduce((sum, each) => sum + each.found.length, 0);
  const nothing = active && staying.length === 0;
  const said = part("said");
  const kind = nothing ? (group ? "noneGroup" : "none") : !query || !found ? "rows" : found === 1 ? "one" : "many";
  /** @type {Record<string, string | number>} */
  const facts = { rows: staying.length, all: judged.length, found, group, query: field.value.trim() };
  said.textContent = active ? (said.dataset[kind] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(facts[name])) : "";
  said.classList.toggle("finder-nothing", nothing);
  part("help").hidden = !nothing;
  part("clear").hidden = !active;
  tellOtherDays(query);
}

/** @param {string} query */
function tellOtherDays(query) {
  const links = [...document.querySelectorAll("a.day-tab:not([aria-current])")].flatMap((tab) => {
    const day = tab.pathname.split("/").at(-2) ?? "";
    const found = query ? Object.entries(words?.[day] ?? {}).filter(([, text]) => matches(text, query)) : [];
    if (!found.length) return [];
    const talks = found.filter(([end]) => end.startsWith("talks/"));
    const link = document.createElement("a");
    link.className = "verb";
    link.href = tab.href;
    link.textContent = `${tab.querySelector(".day-tab-words > span")?.textContent} ${talks.length || found.length}`;
    return [link];
  });
  part("days").replaceChildren(...links);
  part("more").hidden = !links.length;
}

/**
 * Stores the search in the URL and in the links to other days.
 *
 * @param {boolean} active
 */
function remember(active) {
  const sought = new URLSearchParams();
  if (field.value.trim()) sought.set("find", field.value.trim());
  if (group) sought.set("group", group);
  const hash = active ? `#${sought}` : "";
  if (hash || /^#(find|group)=/.test(location.hash))
    history.replaceState(null, "", location.pathname + location.search + hash);
  const links = document.querySelectorAll(".day-tab, .language-switch a");
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (links)) link.hash = hash;
}

/**
 * @param {string} name
 * @param {string} value
 */
function choose(name, value) {
  for (const button of form.querySelectorAll(`[data-${name}]`))
    button.setAttribute("aria-pressed", String(button.dataset[name] === value));
}

/** @param {MouseEvent} event */
function press(event) {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (!button) return;
  if (button.matches(".finder-clear")) clear();
  if (button.dataset.group !== undefined) {
    group = button.dataset.group;
    choose("group", group);
    filter();
  }
  if (button.dataset.zoom !== undefined) {
    choose("zoom", button.dataset.zoom);
    document.body.classList.toggle("is-zoomed-out", button.dataset.zoom === "rows");
    document.dispatchEvent(new CustomEvent("timetable:filtered"));
  }
  if (button.dataset.wide !== undefined) {
    choose("wide", button.dataset.wide);
    document.body.dataset.wide = button.dataset.wide;
  }
  if (button.dataset.prints !== undefined) print();
}

function clear() {
  field.value = "";
  group = "";
  choose("group", "");
  filter();
  field.focus();
}

function recall() {
  const sought = new URLSearchParams(/^#(find|group)=/.test(location.hash) ? location.hash.slice(1) : "");
  field.value = sought.get("find")?.slice(0, 100) ?? "";
  group = form.querySelector(`[data-group="${CSS.escape(sought.get("group") ?? "")}"]`)?.dataset.group ?? "";
  if (!field.value && !group) return;
  choose("group", group);
  fetchWords();
  filter();
}

if (form) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", press);
  field.addEventListener("focus", fetchWords, { once: true });
  field.addEventListener("input", () => {
    fetchWords();
    filter();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    clear();
  });
  recall();
}
