// The scanner's page: moving between screens, and the buttons.

import { offerUndo, showQueue, takeUndo, tick } from "./bar.js";
import { abilities, prefer, shine, startCamera, stopCamera, switchCamera } from "./camera.js";
import { holdsCode, isLikeCode, parseCode } from "./codes.js";
import { entered, isCancelled, openDialog, openedDialog } from "./forms.js";
import { start as startOutbox } from "./outbox.js";
import { pairByCamera, pairWith, secretIn, setUpPairing, showPair, unpair } from "./pairing.js";
import { override, present, read, tellShown, undo } from "./scanning.js";
import { fill, here, part, show, shown, word } from "./screens.js";
import { unlockSound } from "./signals.js";
import { recall, refreshCounts, refreshDoors, stand, standing, today } from "./standing.js";
import { getSetting, putSetting } from "./store.js";
import { clearVerdict, showVerdict } from "./verdict.js";
import { listenToWedge } from "./wedge.js";

const BACK_MS = 1500;
const SAME_BADGE_MS = 3000;
const COUNTS_MS = 10_000;
const DOORS_MS = 60_000;

/** @typedef {import("./scanning.js").Result} Result */

const practiceBox = /** @type {HTMLInputElement} */ (document.querySelector("[name=practice]"));

let busy = false;
/** @type {Result | null} */
let result = null; // the verdict on the screen
let seen = { text: "", at: 0 };
let back = 0;

// ---------- screens

async function open() {
  await recall();
  prefer(await getSetting("camera"));
  const secret = secretIn(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (secret) return pairWith(secret);
  return standing.device ? enter() : showPair();
}

async function enter() {
  startOutbox({ key: standing.device?.key ?? "", onChange: showQueue, onRevoked: unpair });
  navigator.storage?.persist?.();
  const news = await refreshDoors();
  if (news === "revoked") return unpair();
  if (!standing.door) fill("choose-problem", word("not-reached"));
  return standing.checkpoint ? showScan() : showChoose();
}

function showChoose() {
  stopCamera();
  clearVerdict();
  part("bar").hidden = true;
  fill("device", standing.device?.name ?? "");
  fill("conference", here(standing.door?.conference.title));
  practiceBox.checked = standing.practice;
  listCheckpoints(standing.door?.checkpoints ?? []);
  show("choose");
}

/** @param {import("./api.js").Checkpoint[]} checkpoints */
function listCheckpoints(checkpoints) {
  const rows = checkpoints.map((each) => {
    const row = /** @type {DocumentFragment} */ (part("checkpoint", "template").content.cloneNode(true));
    const of = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (row.querySelector(selector));
    of(".door-choice-name").textContent = here(each.name);
    of(".door-choice-more").textContent = each.rule.kind === "closed" ? word("closed-door") : "";
    const button = of("button");
    button.dataset.checkpoint = each.code;
    button.setAttribute("aria-current", String(each.code === standing.checkpoint?.code));
    return row;
  });
  part("checkpoints", "list").replaceChildren(...rows);
  if (standing.door) fill("choose-problem", rows.length ? "" : word("no-checkpoints"));
}

function showScan() {
  if (!standing.checkpoint) return;
  clearTimeout(back);
  clearVerdict();
  result = null;
  part("bar").hidden = false;
  part("direction").hidden = standing.checkpoint.direction !== "both";
  tick();
  show("scan");
  watch(part("scan", "screen"));
}

/** @param {HTMLElement} screen */
async function watch(screen) {
  fill("hint", word("hint"));
  navigator.wakeLock?.request("screen").catch(() => {}); // keep the screen on where the browser can
  const box = /** @type {HTMLElement} */ (screen.querySelector("[data-camera]"));
  const video = /** @type {HTMLVideoElement} */ (screen.querySelector("[data-video]"));
  box.hidden = false;
  try {
    await startCamera(video, seeText);
    await offerTools();
  } catch {
    part("camera-again").hidden = false;
    fill("hint", word("no-camera"));
    fill("pair-problem", shown() === "pair" ? word("no-camera") : "");
  }
}

async function offerTools() {
  const { light, others } = await abilities();
  part("camera-again").hidden = true;
  part("switch-camera").hidden = !others;
  part("light").hidden = !light;
  part("light").setAttribute("aria-pressed", "false"); // the torch is off when a camera opens
}

async function takeNextCamera() {
  putSetting("camera", await switchCamera());
  await watch(part("scan", "screen"));
}

async function toggleLight() {
  const on = part("light").getAttribute("aria-pressed") !== "true";
  await shine(on);
  part("light").setAttribute("aria-pressed", String(on));
}

async function lookForNews() {
  if (standing.device && (await refreshDoors()) === "revoked") await unpair();
}

// ---------- scanning

/**
 * Take a text from the camera. A badge that stays in view is read once.
 *
 * @param {string} text
 */
function seeText(text) {
  if (shown() === "pair") return pairByCamera(text);
  const now = Date.now();
  const again = seen.text === text && now - seen.at < SAME_BADGE_MS;
  seen = { text, at: now };
  if (!again) scan(text, "camera");
}

function mayScan() {
  return !busy && !waitsForPerson() && ["scan", "verdict"].includes(shown()) && !openedDialog();
}

function waitsForPerson() {
  return shown() === "verdict" && result?.verdict !== "admit";
}

/**
 * Take a text from a hand scanner, whatever has the focus. A part of a code is no verdict: it is read again.
 *
 * @param {string} text
 */
function hear(text) {
  if (shown() === "pair") return pairByCamera(text);
  if (openedDialog() === "type") part("type", "dialog").close();
  if (parseCode(text) === null && isLikeCode(text)) return say(word("read-again"));
  if (openedDialog() || waitsForPerson()) return say(word("finish-first"));
  scan(text, "wedge");
}

/**
 * Say something about a scan that was not taken, where the guard is looking.
 *
 * @param {string} words
 */
function say(words) {
  const dialog = openedDialog();
  if (dialog) return fill(`${dialog}-problem`, words);
  fill(shown() === "verdict" ? "meanwhile" : "hint", words);
}

/**
 * @param {string} text
 * @param {import("./records.js").Source} source
 */
async function scan(text, source) {
  if (!mayScan() || !standing.checkpoint) return;
  busy = true;
  clearTimeout(back);
  try {
    if (!today()) await refreshDoors();
    const day = today();
    const { checkpoint, direction, practice } = standing;
    const mark = standing.door?.conference.mark;
    if (!day || !mark || !checkpoint) return fill("hint", word("not-reached"));
    const door = { checkpoint, direction, day: day.day, practice };
    const reading = await read(text, { mark, day });
    const told = await present(reading, { door, source, onSlow: () => fill("hint", word("checking")) });
    fill("hint", word("hint"));
    showResult(told);
    tellShown(told);
  } finally {
    busy = false;
  }
}

/** @param {Result} told */
function showResult(told) {
  const { checkpoint, door, direction } = standing;
  if (!checkpoint || !door) return;
  result = told;
  if (told.verdict === "admit") admitted(told);
  tick();
  showVerdict(told, { checkpoint, direction, timezone: door.conference.timezone });
}

/** @param {Result} told */
function admitted(told) {
  offerUndo({ uuid: told.uuid, name: told.person?.name ?? word("nobody") });
  countEntry(1);
  back = setTimeout(showScan, BACK_MS);
}

/**
 * Change the count of people inside: 1 for an entry, -1 for one that is undone.
 *
 * @param {1 | -1} by
 */
function countEntry(by) {
  if (!standing.practice && standing.checkpoint) standing.checkpoint.inside += standing.direction === "in" ? by : -by;
}

async function takeBack() {
  const last = takeUndo();
  if (!last) return;
  countEntry(-1);
  await undo(last.uuid);
  fill("hint", word("undone", { name: last.name }));
  tick();
}

/** @param {import("./records.js").Decision} decision */
async function decideInstead(decision) {
  const told = result;
  if (!told) return;
  await override(told.uuid, decision);
  if (decision.verdict !== "admit") return showScan();
  const words = decision.supervisor ? word("overridden", { name: decision.supervisor }) : word("reason-ok");
  showResult({ ...told, verdict: "admit", words });
}

// ---------- buttons

/** @type {Record<string, () => void | Promise<void>>} */
const DEEDS = {
  choose: showChoose,
  next: showScan,
  undo: takeBack,
  type: () => openDialog("type"),
  supervisor: () => openDialog("supervisor"),
  "camera-again": () => watch(part("scan", "screen")),
  "switch-camera": takeNextCamera,
  light: toggleLight,
  "scan-pairing": () => watch(part("pair", "screen")),
  "let-in": () => decideInstead({ verdict: "admit", note: result?.reason === "room_full" ? "seat_found" : "identity" }),
  "keep-out": () =>
    decideInstead({ verdict: "refuse", note: result?.reason === "room_full" ? "no_seat" : "not_the_person" }),
};

document.addEventListener("click", async (event) => {
  unlockSound();
  const { deed, checkpoint, direction } = /** @type {Element} */ (event.target).closest("button")?.dataset ?? {};
  if (deed) await DEEDS[deed]?.();
  if (checkpoint) {
    await stand(checkpoint);
    showScan();
  }
  if (direction === "in" || direction === "out") turn(direction);
});

/** @param {import("./admission.js").Direction} direction */
function turn(direction) {
  standing.direction = direction;
  for (const button of document.querySelectorAll("[data-direction]")) {
    button.setAttribute("aria-pressed", String(button.dataset.direction === direction));
  }
}

practiceBox.addEventListener("change", () => {
  standing.practice = practiceBox.checked;
  putSetting("practice", standing.practice);
});

part("type", "form").addEventListener("submit", (event) => {
  const typed = entered("type", "code");
  if (isCancelled(event)) return;
  if (parseCode(typed) === null) {
    event.preventDefault();
    fill("type-problem", word("type-malformed"));
    return;
  }
  part("type", "dialog").close();
  scan(typed, "typed");
});

part("supervisor", "form").addEventListener("submit", (event) => {
  if (isCancelled(event)) return;
  const supervisor = entered("supervisor", "supervisor").trim();
  const chosen = entered("supervisor", "note");
  const note = chosen === "other" ? entered("supervisor", "other").trim() : chosen;
  const problem = problemOf(supervisor, chosen, note);
  if (problem) {
    event.preventDefault();
    fill("supervisor-problem", word(problem));
  } else decideInstead({ verdict: "admit", supervisor, note });
});

/**
 * @param {string} supervisor
 * @param {string} chosen
 * @param {string} note
 */
function problemOf(supervisor, chosen, note) {
  if (!chosen) return "no-reason";
  if (!note) return "other-empty";
  return holdsCode(supervisor) || holdsCode(note) ? "code-in-words" : "";
}

// Only the button itself lets somebody in.
part("supervisor", "form").addEventListener("keydown", (event) => {
  const at = /** @type {Element} */ (event.target);
  if (event.key === "Enter" && at.matches("input")) event.preventDefault();
});

setUpPairing(enter);
listenToWedge({ heard: hear, mark: () => standing.door?.conference.mark ?? "" });
setInterval(tick, 1000);
setInterval(() => standing.device && standing.checkpoint && refreshCounts(), COUNTS_MS);
setInterval(lookForNews, DOORS_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && shown() === "scan") watch(part("scan", "screen"));
});
open();
