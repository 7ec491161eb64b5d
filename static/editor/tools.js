// Above the canvas: groups, only rooms with a clash, zoom, talks or only sessions, and the jump to a forum, a person or
// a room.

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./canvas.js").Canvas} Canvas */

import { build, the } from "./build.js";
import { codeOf } from "./canvas.js";
import { namesOf, numeral, say } from "./words.js";

const MOST_FOUND = 8;

export class Tools {
  /**
   * @param {Desk} desk
   * @param {Canvas} canvas
   */
  constructor(desk, canvas) {
    this.desk = desk;
    this.canvas = canvas;
    this.search = /** @type {HTMLInputElement} */ (the("[data-jump]"));
    this.found = the("[data-jump-found]");
    this.groups = the("[data-groups]");
    document.addEventListener("click", (event) => this.press(event));
    this.search.addEventListener("input", () => this.suggest());
    this.search.addEventListener("keydown", (event) => this.pick(event));
    this.search.addEventListener("blur", () => setTimeout(() => this.shut(), 150));
    the("[data-only-clashes]").addEventListener("change", (event) => {
      canvas.onlyClashes = /** @type {HTMLInputElement} */ (event.target).checked;
      canvas.draw();
    });
    this.drawGroups();
  }

  /** @param {Event} event */
  press(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    const { group, by, wide, only, fold } = button.dataset;
    if (by !== undefined) this.groupBy(by === "letter" ? "letter" : "floor");
    else if (button.closest("[data-groups]") && group !== undefined) this.filter(group);
    else if (wide !== undefined) this.canvas.grid.style.setProperty("--wide", wide);
    else if (only !== undefined) this.canvas.grid.classList.toggle("is-brief", only === "sessions");
    else if (fold !== undefined) this.canvas.fold(button.closest("[data-group]")?.dataset.group ?? "");
    else return;
    const segment = button.closest(".segment");
    for (const each of segment?.querySelectorAll("button") ?? [])
      each.setAttribute("aria-pressed", String(each === button));
    if (wide !== undefined) this.canvas.drawAll();
  }

  /** @param {"floor" | "letter"} by */
  groupBy(by) {
    this.canvas.by = by;
    this.canvas.shut.clear();
    this.filter("");
    this.drawGroups();
  }

  /** @param {string} group */
  filter(group) {
    this.canvas.group = group;
    this.canvas.drawAll();
  }

  drawGroups() {
    this.canvas.group = "";
    const all = build("group-button", { words: say("all-rooms", { n: this.desk.rooms.size }) });
    all.dataset.group = "";
    all.setAttribute("aria-pressed", "true");
    const others = this.canvas.groups().filter(({ key }) => key);
    const buttons = others.map(({ key }) => {
      const button = build("group-button", { words: key });
      button.dataset.group = key;
      button.setAttribute("aria-pressed", "false");
      return button;
    });
    this.groups.replaceChildren(all, ...buttons);
  }

  // ---------- jumping

  /** What the typed words could mean: forums by number or title, rooms, people. */
  matches() {
    const asked = this.search.value.trim().toLowerCase();
    if (!asked) return [];
    /** @type {{ words: string, code: string, room: number | null }[]} */
    const found = [];
    const number = /^\d+$/.test(asked) ? Number(asked) : null;
    const hits = (/** @type {string} */ words) => words.toLowerCase().includes(asked);
    for (const session of this.canvas.sessionsByRoom().values()) {
      for (const each of session) {
        const title = this.desk.forums.get(each.forum ?? 0)?.title ?? each.title;
        const isMeant = number === null ? hits(title) || hits(each.label) : each.forum === number;
        if (isMeant) found.push({ words: `${numeral(each.forum)} ${title}`.trim(), code: each.code, room: each.room });
        for (const talk of each.talks)
          if (number === null && (hits(namesOf(talk)) || hits(talk.title)))
            found.push({
              words: `${numeral(each.forum)} ${namesOf(talk)} ${talk.title}`.trim(),
              code: talk.code,
              room: each.room,
            });
      }
    }
    for (const room of this.desk.rooms.values())
      if (hits(room.name)) found.push({ words: room.name, code: "", room: room.key });
    return found.slice(0, MOST_FOUND);
  }

  suggest() {
    const found = this.matches();
    this.found.replaceChildren(
      ...found.map(({ words, code, room }) => {
        const option = build("found", { words });
        option.addEventListener("pointerdown", () => this.go(code, room));
        return option;
      }),
    );
    this.found.hidden = found.length === 0;
    this.search.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(0);
  }

  /** @param {number} number */
  mark(number) {
    const options = [...this.found.querySelectorAll("[role=option]")];
    options.forEach((option, place) => {
      option.id = `found-${place}`;
      option.setAttribute("aria-selected", String(place === number));
    });
    if (options[number]) this.search.setAttribute("aria-activedescendant", `found-${number}`);
    else this.search.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  pick(event) {
    const options = [...this.found.querySelectorAll("[role=option]")];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.mark(Math.min(at + 1, options.length - 1));
    else if (event.key === "ArrowUp") this.mark(Math.max(at - 1, 0));
    else if (event.key === "Enter") {
      const match = this.matches()[Math.max(at, 0)];
      if (match) this.go(match.code, match.room);
    } else if (event.key === "Escape") {
      this.search.value = "";
      this.shut();
    } else return;
    event.preventDefault();
  }

  shut() {
    this.found.hidden = true;
    this.search.setAttribute("aria-expanded", "false");
  }

  /**
   * @param {string} code
   * @param {number | null} room
   */
  go(code, room) {
    this.search.value = "";
    this.shut();
    if (this.canvas.group) this.groupBy(this.canvas.by);
    const row = this.canvas.rows.get(room ?? 0)?.row;
    const body = row?.closest("[data-group]");
    if (body && this.canvas.shut.has(body.dataset.group ?? "")) this.canvas.fold(body.dataset.group ?? "");
    const target = this.canvas.elementOf(code) ?? row?.querySelector("button");
    if (!target) return;
    if (target.dataset.talk) this.desk.choose({ talk: codeOf(target) });
    else if (target.dataset.session) this.desk.choose({ session: codeOf(target) });
    target.scrollIntoView({ block: "center", inline: "nearest" });
    this.canvas.focus(target);
  }
}
