/** Makes a photo small enough for a thin line: at most 1280 px a side and 150 KB, without EXIF, with its words burnt in. */

import { asItCame } from './kind.js';
import { opened } from './opened.js';
import { burn } from './burn.js';

/** @import {Made} from '../visit.js' */
/** @import {Opened} from './opened.js' */
/** @typedef {OffscreenCanvas | HTMLCanvasElement} Canvas */

export const LONGEST_SIDE = 1280;
const MOST_BYTES = 150 * 1024;
const QUALITIES = [0.8, 0.68, 0.56, 0.45, 0.34];
const SMALLER = 0.75;

/**
 * What can't be decoded here (HEIC in Chromium) is kept as it came; the server converts it. What is no picture is null.
 * @param {Blob} file
 * @param {string[]} words
 * @returns {Promise<Made | null>}
 */
export async function shrink(file, words) {
  const picture = await opened(file);
  if (!picture) return asItCame(file);
  try {
    const small = await fit(picture, words);
    return { data: await small.arrayBuffer(), type: small.type };
  } finally {
    picture.close();
  }
}

/** Lowers the quality, then the size, until it fits. @param {Opened} picture @param {string[]} words @returns {Promise<Blob>} */
async function fit(picture, words) {
  let scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  for (;;) {
    const canvas = drawn(picture, scale);
    burn(canvas, words);
    const blob = await smallEnough(canvas);
    release(canvas);
    if (blob) return blob;
    scale *= SMALLER;
  }
}

/** @param {Canvas} canvas @returns {Promise<Blob | null>} */
async function smallEnough(canvas) {
  for (const quality of QUALITIES) {
    const blob = await encode(canvas, quality);
    if (blob.size <= MOST_BYTES) return blob;
  }
  return null;
}

/** @param {{source: CanvasImageSource, width: number, height: number}} picture @param {number} scale @returns {Canvas} */
export function drawn({ source, width, height }, scale) {
  const canvas = canvasOf(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = /** @type {CanvasRenderingContext2D | null} */ (canvas.getContext('2d'));
  if (!context) throw new Error('no canvas to draw the photo on');
  // JPEG has no transparency: what is clear would turn black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Engines keep a canvas's pixels until they collect garbage, and a phone may not live that long. @param {Canvas} canvas */
export function release(canvas) {
  canvas.width = canvas.height = 0;
}

/** @param {number} width @param {number} height */
function canvasOf(width, height) {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** @param {Canvas} canvas @param {number} quality @returns {Promise<Blob>} */
export function encode(canvas, quality) {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the photo could not be encoded'))), 'image/jpeg', quality);
  });
}
