// The editor of the programme: rooms as rows, time across, one block of a day at a time.
//
// day.js knows what a deed would do, desk.js does it, and the rest draws: canvas.js and list.js the day, side.js what
// waits and what clashes, inspector.js what is chosen, mover.js the dialog "Move …".

import { build, oncePerFrame, the } from "./build.js";
import { Canvas } from "./canvas.js";
import { Desk } from "./desk.js";
import { Drag } from "./drag.js";
import { Inspector } from "./inspector.js";
import { Keys } from "./keys.js";
import { List } from "./list.js";
import { Mover } from "./mover.js";
import { Side } from "./side.js";
import { Tools } from "./tools.js";
import { readWords, say } from "./words.js";

/** @typedef {import("./desk.js").Given} Given */
/** @typedef {import("./wire.js").Answer} Answer */
/** @typedef {import("./wire.js").Told} Told */
/** @typedef {{ words: string, isBad: boolean, again?: import("./day.js").Wish | null }} Said */

const wide = matchMedia("(min-width: 900px)");
const given = /** @type {Given} */ (JSON.parse(the("#day").textContent));
readWords(given.first_minute);

const desk = new Desk(given, the("[data-csrf]").dataset.csrf ?? "");
const canvas = new Canvas(desk);
const side = new Side(desk);
const mover = new Mover(desk);
const openMove = () => {
  if (desk.forum) inspector.panel.querySelector("ul button")?.focus();
  else mover.open();
};
const inspector = new Inspector(desk, openMove);
const list = new List(desk, canvas, openMove);
const tools = new Tools(desk, canvas);
new Drag(desk, canvas);
new Keys(desk, canvas, {
  openMove,
  jump: () => tools.search.focus(),
  toTray: () => the("[data-tray]").querySelector("button")?.focus(),
});

const drawAll = () => {
  if (wide.matches) canvas.drawAll();
  else list.draw();
  side.draw();
  inspector.draw();
};
const drawDay = oncePerFrame(() => {
  const code = document.activeElement?.closest("[data-grid]") ? focused() : "";
  if (wide.matches) canvas.draw();
  else list.draw();
  side.draw();
  inspector.draw();
  drawSteps();
  const bar = canvas.elementOf(code);
  if (bar && document.activeElement === document.body) canvas.focus(bar);
});

/** The code of the bar that has the focus, which a redrawn row would lose. */
function focused() {
  const bar = document.activeElement?.closest("[role=gridcell]");
  return bar?.dataset.talk ?? bar?.dataset.session ?? "";
}

function drawSteps() {
  for (const step of /** @type {const} */ (["undo", "redo"])) {
    for (const button of document.querySelectorAll(`button[data-step=${step}]`)) {
      button.disabled = !desk.steps[step];
      const words = button.querySelector("[data-step-words]") ?? button;
      words.textContent = desk.steps[step] ? say(`${step}-deed`, { deed: desk.steps[step] }) : say(step);
    }
  }
}

// ---------- what is said

/**
 * @param {string} words
 * @param {boolean} isBad
 * @param {Told[]} [made]
 * @param {Told[]} [mended]
 */
function tell(words, isBad, made = [], mended = []) {
  const message = build("said", { words });
  message.classList.toggle("message-error", isBad || made.some((each) => each.is_hard));
  message.classList.toggle("message-warning", !isBad && made.length > 0 && !made.some((each) => each.is_hard));
  for (const [head, told] of /** @type {const} */ ([
    ["made", made],
    ["mended", mended],
  ])) {
    for (const each of told) {
      const line = build("said-clash", { head: say(head), words: each.words });
      for (const { href, words: name } of each.ends) {
        const link = build("said-link", { words: name });
        link.setAttribute("href", href);
        line.append(" ", link);
      }
      message.append(line);
    }
  }
  the("[data-said]").replaceChildren(message);
}

desk.addEventListener("day", drawDay);
desk.addEventListener("chosen", () => {
  canvas.drawClashes();
  canvas.markChosen();
  side.markChosen();
  inspector.draw();
  const bar = canvas.elementOf(desk.clash ? canvas.endsOf(desk.clash)[0] : ((desk.talk ?? desk.session)?.code ?? ""));
  bar?.scrollIntoView({ block: desk.clash ? "center" : "nearest", inline: "nearest" });
});
desk.addEventListener("told", (event) => {
  const answer = /** @type {CustomEvent<Answer>} */ (event).detail;
  tell(answer.said, false, answer.made, answer.mended);
});
desk.addEventListener("said", (event) => {
  const { words, isBad, again } = /** @type {CustomEvent<Said>} */ (event).detail;
  tell(words, isBad);
  if (!again) return;
  const button = build("said-again");
  button.addEventListener("click", () => desk.commit(again));
  the("[data-said]").firstElementChild?.append(button);
});
desk.addEventListener("line", (event) => {
  the("[data-line]").textContent = /** @type {CustomEvent<string>} */ (event).detail;
});
desk.addEventListener("acknowledged", (event) => {
  canvas.grid.dataset.acknowledgedIn = /** @type {CustomEvent<number>} */ (event).detail.toFixed(0);
});

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const step = target.closest("[data-step]")?.dataset.step;
  if (step === "undo" || step === "redo") desk.step(step);
  const show = target.closest("[data-show]")?.dataset.show;
  if (show === "all" || show === "clashes" || show === "unplaced") {
    list.show = show;
    for (const button of document.querySelectorAll("[data-show]"))
      button.setAttribute("aria-pressed", String(button.dataset.show === show));
    list.draw();
  }
  if (target.closest("[data-shut]")) desk.choose(null);
});
canvas.grid.addEventListener("click", (event) => {
  const item = /** @type {Element} */ (event.target).closest("[data-talk], [data-session], [data-forum]");
  if (!item) return;
  const { talk, session, forum } = item.dataset;
  desk.choose(talk ? { talk } : session ? { session } : { forum: Number(forum) });
});
wide.addEventListener("change", drawAll);

drawAll();
drawSteps();
document.body.classList.add("is-ready");
performance.mark("editor-ready");
