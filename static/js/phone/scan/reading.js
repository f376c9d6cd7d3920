/** Reads the QR codes of a picture: by the browser itself, else by the reader in its own worker. */

const READER = '/inspect/reader.js';

/** @typedef {HTMLVideoElement | ImageBitmap} Picture */

/** @type {Promise<any> | null} */
let native = null;
/** @type {Worker | null} */
let worker = null;
/** @type {Map<number, {resolve: (texts: string[]) => void, reject: (reason: Error) => void}>} */
const waiting = new Map();
let asked = 0;

/** What the codes in a picture say; rejects when there is nobody to read them. @param {Picture} picture @param {number} side longest, in pixels @returns {Promise<string[]>} */
export async function read(picture, side) {
  native = native || makeNative();
  const detector = await native;
  if (detector) {
    // Where the system's part is missing, the browser only finds out now.
    const found = await detector.detect(picture).catch(() => { native = Promise.resolve(null); });
    if (found) return found.map((/** @type {{rawValue: string}} */ { rawValue }) => rawValue);
  }
  return ask(pixelsOf(picture, side));
}

async function makeNative() {
  const Detector = /** @type {any} */ (self).BarcodeDetector;
  const formats = Detector ? await Detector.getSupportedFormats().catch(() => []) : [];
  return formats.includes('qr_code') ? new Detector({ formats: ['qr_code'] }) : null;
}

/** @param {ImageData} image @returns {Promise<string[]>} */
function ask(image) {
  worker = worker || makeWorker();
  asked += 1;
  const id = asked;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker?.postMessage({ id, image }, [image.data.buffer]);
  });
}

function makeWorker() {
  const made = new Worker(READER);
  made.onmessage = ({ data: { id, texts } }) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (texts) asker?.resolve(texts);
    else asker?.reject(new Error('the reader could not start'));
  };
  // Its script could not be had; another time there may be a line.
  made.onerror = () => {
    worker = null;
    for (const { reject } of waiting.values()) reject(new Error('the reader could not be had'));
    waiting.clear();
  };
  return made;
}

/** @param {Picture} picture @param {number} side */
function pixelsOf(picture, side) {
  const [width, height] = 'videoWidth' in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
