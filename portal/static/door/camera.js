// The camera, read frame by frame in a worker. One frame is out at a time, so a slow phone skips frames, not seconds.

const WISHES = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

const FRAME_MS = 30;

let worker = null;
let stream = null;
let video = null;
let onText = () => {};
let busy = false;
let turn = 0;

/** Shows the camera in `element` and calls `heard(text)` for every frame with a QR code. Rejects without a camera. */
export async function startCamera(element, heard) {
  onText = heard;
  video = element;
  worker ??= startReader();
  if (!stream?.active) stream = await navigator.mediaDevices.getUserMedia(WISHES); // a phone in a pocket ends it
  video.srcObject = stream;
  await video.play();
  next();
}

/** Lets the camera go. */
export function stopCamera() {
  stream?.getTracks().forEach((track) => track.stop());
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
  // A timer, not the video's own callback: that one rests while a verdict covers the picture.
  clearTimeout(turn);
  turn = setTimeout(read, FRAME_MS);
}

async function read() {
  if (!stream || busy) return;
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
