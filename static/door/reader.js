// A worker that reads QR codes: it gets a frame and answers with the text. Its WebAssembly comes from our own origin.

import { prepareZXingModule, readBarcodes } from "../vendor/zxing-wasm/reader/index.js";

/** @type {import("../vendor/zxing-wasm/reader/index.js").ReaderOptions} */
const OPTIONS = {
  formats: ["QRCode"],
  tryHarder: false,
  tryRotate: false,
  tryInvert: true,
  tryDownscale: true,
  maxNumberOfSymbols: 1,
};

const ready = prepareZXingModule({
  overrides: { locateFile: (name) => new URL(`../vendor/zxing-wasm/reader/${name}`, import.meta.url).href },
  fireImmediately: true,
});
const canvas = new OffscreenCanvas(1, 1);
const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
  canvas.getContext("2d", { willReadFrequently: true })
);

ready.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error) }),
);

addEventListener("message", async (/** @type {MessageEvent<ImageBitmap>} */ { data: frame }) => {
  let text = "";
  try {
    await ready;
    canvas.width = frame.width;
    canvas.height = frame.height;
    context.drawImage(frame, 0, 0);
    const [found] = await readBarcodes(context.getImageData(0, 0, frame.width, frame.height), OPTIONS);
    text = found?.isValid ? found.text : "";
  } catch {
    text = "";
  }
  frame.close();
  postMessage({ text });
});
