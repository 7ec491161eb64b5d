// The camera, read frame by frame in a worker, one frame at a time: a slow phone skips frames and does not lag.

const WISHES = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

const FRAME_MS = 30;

let chosen = ""; // a camera by its id; empty: the one that looks away from the guard
/** @type {Worker | null} */
let worker = null;
/** @type {MediaStream | null} */
let stream = null;
/** @type {HTMLVideoElement | null} */
let video = null;
/** @type {(text: string) => void} */
let onText = () => {};
let busy = false;
let turn = 0;

/**
 * Show the camera in `element` and call `heard(text)` for every frame with a QR code. Rejects if there is no camera.
 *
 * @param {HTMLVideoElement} element
 * @param {(text: string) => void} heard
 */
export async function startCamera(element, heard) {
  onText = heard;
  video = element;
  worker ??= startReader();
  if (!stream?.active) stream = await openCamera(); // a phone in a pocket ends it
  video.srcObject = stream;
  await video.play();
  next();
}

/**
 * Use this camera when it is opened next, if it exists.
 *
 * @param {string | undefined} id
 */
export function prefer(id) {
  chosen = id ?? "";
}

/** Return whether the camera has a `light`, and whether there are `others`. */
export async function abilities() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter((each) => each.kind === "videoinput");
  return { light: Boolean(track()?.getCapabilities?.().torch), others: cameras.length > 1 };
}

/** Switch to the next camera; resolves with its id. */
export async function switchCamera() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const ids = devices.filter((each) => each.kind === "videoinput").map((each) => each.deviceId);
  chosen = ids[(ids.indexOf(track()?.getSettings().deviceId ?? "") + 1) % ids.length];
  stopCamera();
  return chosen;
}

/**
 * Turn the camera's light on or off.
 *
 * @param {boolean} on
 */
export function shine(on) {
  return track()?.applyConstraints({ advanced: [{ torch: on }] });
}

function track() {
  return stream?.getVideoTracks()[0];
}

async function openCamera() {
  if (chosen) {
    const { facingMode, ...size } = WISHES.video;
    try {
      return await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { ...size, deviceId: { exact: chosen } },
      });
    } catch {
      chosen = ""; // unplugged since
    }
  }
  return navigator.mediaDevices.getUserMedia(WISHES);
}

/** Release the camera. */
export function stopCamera() {
  for (const each of stream?.getTracks() ?? []) each.stop();
  if (video) video.srcObject = null;
  stream = null;
}

function startReader() {
  const reader = new Worker(new URL("./reader.js", import.meta.url), { type: "module" });
  reader.onmessage = ({ data }) => {
    if (data.failed) console.error(data.failed);
    if (data.text === undefined) return;
    busy = false;
    if (data.text) onText(data.text);
    next();
  };
  return reader;
}

function next() {
  if (!stream || busy) return;
  // A timer instead of requestVideoFrameCallback, which pauses while a verdict covers the picture.
  clearTimeout(turn);
  turn = setTimeout(read, FRAME_MS);
}

async function read() {
  if (!stream || !video || !worker || busy) return;
  if (!video.videoWidth) return next();
  busy = true;
  try {
    const frame = await createImageBitmap(video);
    worker.postMessage(frame, [frame]);
  } catch {
    busy = false;
    setTimeout(next, 200);
  }
}
