// The scanner's page: which screen comes when, and what the buttons do.

import { offerUndo, showQueue, takeUndo, tick } from "./bar.js";
import { abilities, prefer, shine, startCamera, stopCamera, switchCamera } from "./camera.js";
import { parseCode } from "./codes.js";
import { start as startOutbox } from "./outbox.js";
import { override, present, read, tellShown, undo } from "./scanning.js";
import { fill, here, part, show, shown, word } from "./screens.js";
import { unlockSound } from "./signals.js";
import { becomeDevice, leaveService, recall, refreshCounts, refreshDoors, stand, standing, today } from "./standing.js";
import { getSetting, putSetting } from "./store.js";
import { clearVerdict, showVerdict } from "./verdict.js";
import { listenToWedge } from "./wedge.js";

const BACK_MS = 1500;
const SAME_BADGE_MS = 3000;
const COUNTS_MS = 10_000;
const DOORS_MS = 60_000;

let busy = false;
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

function showPair() {
  part("bar").hidden = true;
  show("pair");
}

async function enter() {
  startOutbox({ key: standing.device.key, onChange: showQueue, onRevoked: revoked });
  navigator.storage?.persist?.();
  const news = await refreshDoors();
  if (news === "revoked") return revoked();
  if (!standing.door) fill("choose-problem", word("not-reached"));
  return standing.checkpoint ? showScan() : showChoose();
}

function showChoose() {
  stopCamera();
  clearVerdict();
  part("bar").hidden = true;
  fill("device", standing.device.name);
  fill("conference", here(standing.door?.conference.title));
  document.querySelector("[name=practice]").checked = standing.practice;
  listCheckpoints(standing.door?.checkpoints ?? []);
  show("choose");
}

function listCheckpoints(checkpoints) {
  const rows = checkpoints.map((each) => {
    const row = part("checkpoint", "template").content.cloneNode(true);
    row.querySelector(".door-choice-name").textContent = here(each.name);
    row.querySelector(".door-choice-more").textContent = each.rule.kind === "closed" ? word("closed-door") : "";
    const button = row.querySelector("button");
    button.dataset.checkpoint = each.code;
    button.setAttribute("aria-current", String(each.code === standing.checkpoint?.code));
    return row;
  });
  part("checkpoints", "list").replaceChildren(...rows);
  if (standing.door) fill("choose-problem", rows.length ? "" : word("no-checkpoints"));
}

function showScan() {
  clearTimeout(back);
  clearVerdict();
  result = null;
  part("bar").hidden = false;
  part("direction").hidden = standing.checkpoint.direction !== "both";
  tick();
  show("scan");
  watch(part("scan", "screen"));
}

async function watch(screen) {
  fill("hint", word("hint"));
  navigator.wakeLock?.request("screen").catch(() => {}); // a door must not go dark; where it may, it is no failure
  const box = screen.querySelector("[data-camera]");
  box.hidden = false;
  try {
    await startCamera(screen.querySelector("[data-video]"), seeText);
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
  part("light").setAttribute("aria-pressed", "false"); // a camera that is opened is dark
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
  if (standing.device && (await refreshDoors()) === "revoked") await revoked();
}

// ---------- pairing

function secretIn(text) {
  return /#pair=([0-9A-Za-z]{8,64})$/u.exec(text.trim())?.[1] ?? "";
}

async function pairWith(secret) {
  stopCamera();
  showPair();
  const problem = await becomeDevice(secret);
  if (!problem || standing.device) await enter();
  const place = problem && standing.device ? "choose-problem" : "pair-problem";
  fill(place, problem && word(problem === "not-reached" ? problem : `pair-${problem}`));
}

async function revoked() {
  stopCamera();
  clearVerdict();
  await leaveService();
  showPair();
  fill("pair-problem", word("revoked"));
}

// ---------- scanning

/** A text from the camera: the same badge held before it is read once. */
function seeText(text) {
  if (shown() === "pair") {
    const secret = secretIn(text);
    if (secret) pairWith(secret);
    else fill("pair-problem", word("pair-no-code"));
    return;
  }
  const now = Date.now();
  const again = seen.text === text && now - seen.at < SAME_BADGE_MS;
  seen = { text, at: now };
  if (!again) scan(text, "camera");
}

function mayScan() {
  const waitsForPerson = shown() === "verdict" && result?.verdict !== "admit";
  return !busy && !waitsForPerson && ["scan", "verdict"].includes(shown()) && !document.querySelector("dialog[open]");
}

async function scan(text, source) {
  if (!mayScan() || !standing.checkpoint) return;
  busy = true;
  clearTimeout(back);
  try {
    if (!today()) await refreshDoors();
    const day = today();
    if (!day) return fill("hint", word("not-reached"));
    const door = { checkpoint: standing.checkpoint, direction: standing.direction, day: day.day, practice: standing.practice };
    const reading = await read(text, { mark: standing.door.conference.mark, day });
    const told = await present(reading, { door, source, onSlow: () => fill("hint", word("checking")) });
    fill("hint", word("hint"));
    showResult(told);
    tellShown(told);
  } finally {
    busy = false;
  }
}

function showResult(told) {
  result = told;
  if (told.verdict === "admit") admitted(told);
  tick();
  showVerdict(told, {
    checkpoint: standing.checkpoint,
    direction: standing.direction,
    timezone: standing.door.conference.timezone,
  });
}

function admitted(told) {
  offerUndo({ uuid: told.uuid, name: told.person?.name ?? word("nobody") });
  if (!standing.practice) standing.checkpoint.inside += standing.direction === "in" ? 1 : -1;
  back = setTimeout(showScan, BACK_MS);
}

async function takeBack() {
  const last = takeUndo();
  if (!last) return;
  if (!standing.practice) standing.checkpoint.inside -= standing.direction === "in" ? 1 : -1;
  await undo(last.uuid);
  fill("hint", word("undone", { name: last.name }));
  tick();
}

async function decideInstead(decision) {
  const told = result;
  await override(told.uuid, decision);
  if (decision.verdict !== "admit") return showScan();
  const words = decision.supervisor ? word("overridden", { name: decision.supervisor }) : word("reason-ok");
  showResult({ ...told, verdict: "admit", words });
}

// ---------- what the buttons do

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
  "let-in": () => decideInstead({ verdict: "admit", note: result.reason === "room_full" ? "seat_found" : "identity" }),
  "keep-out": () => decideInstead({ verdict: "refuse", note: result.reason === "room_full" ? "no_seat" : "not_the_person" }),
};

function openDialog(name) {
  const dialog = part(name, "dialog");
  dialog.querySelector("form").reset();
  fill(`${name}-problem`, "");
  dialog.showModal();
}

document.addEventListener("click", async (event) => {
  unlockSound();
  const { deed, checkpoint, direction } = event.target.closest("button")?.dataset ?? {};
  if (deed) await DEEDS[deed]?.();
  if (checkpoint) {
    await stand(checkpoint);
    showScan();
  }
  if (direction) turn(direction);
});

function turn(direction) {
  standing.direction = direction;
  for (const button of document.querySelectorAll("[data-direction]")) {
    button.setAttribute("aria-pressed", String(button.dataset.direction === direction));
  }
}

document.querySelector("[name=practice]").addEventListener("change", (event) => {
  standing.practice = event.target.checked;
  putSetting("practice", standing.practice);
});

part("pair", "form").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = event.target.elements.secret.value;
  pairWith(secretIn(typed) || typed.replace(/[\s-]+/gu, ""));
});

part("type", "form").addEventListener("submit", (event) => {
  const typed = event.target.elements.code.value;
  if (event.submitter?.value === "cancel") return;
  if (parseCode(typed) === null) {
    event.preventDefault();
    fill("type-problem", word("type-malformed"));
    return;
  }
  part("type", "dialog").close();
  scan(typed, "typed");
});

part("supervisor", "form").addEventListener("submit", (event) => {
  if (event.submitter?.value === "cancel") return;
  const { supervisor, note, other } = event.target.elements;
  const reason = note.value === "other" ? other.value.trim() : note.value;
  if (!reason) {
    event.preventDefault();
    fill("supervisor-problem", word("other-empty"));
    return;
  }
  decideInstead({ verdict: "admit", supervisor: supervisor.value.trim(), note: reason });
});

listenToWedge((text) => scan(text, "wedge"));
setInterval(tick, 1000);
setInterval(() => standing.device && standing.checkpoint && refreshCounts(), COUNTS_MS);
setInterval(lookForNews, DOORS_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && shown() === "scan") watch(part("scan", "screen"));
});
open();
