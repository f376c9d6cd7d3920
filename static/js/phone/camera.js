/** Makes a photo small enough for a thin line: at most 1280 px a side and 150 KB, without EXIF. */

const LONGEST_SIDE = 1280;
const MOST_BYTES = 150 * 1024;
const QUALITIES = [0.8, 0.68, 0.56, 0.45, 0.34];
const SMALLER = 0.75;

/**
 * What can't be decoded here (HEIC in Chromium) is kept as it came; the server converts it.
 * @param {Blob} file
 * @returns {Promise<{data: ArrayBuffer, type: string}>}
 */
export async function shrink(file) {
  const picture = await decode(file);
  if (!picture) return { data: await file.arrayBuffer(), type: file.type || 'application/octet-stream' };
  try {
    const small = await fit(picture);
    return { data: await small.arrayBuffer(), type: small.type };
  } finally {
    picture.close();
  }
}

/** @param {Blob} file @returns {Promise<ImageBitmap | null>} upright, as its EXIF says */
async function decode(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    return null;
  }
}

/** Lowers the quality, then the size, until it fits. @param {ImageBitmap} picture @returns {Promise<Blob>} */
async function fit(picture) {
  let scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  for (;;) {
    const canvas = draw(picture, scale);
    for (const quality of QUALITIES) {
      const blob = await encode(canvas, quality);
      if (blob.size <= MOST_BYTES) return blob;
    }
    scale *= SMALLER;
  }
}

/** @param {ImageBitmap} picture @param {number} scale @returns {OffscreenCanvas | HTMLCanvasElement} */
function draw(picture, scale) {
  const canvas = canvasOf(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const context = /** @type {CanvasRenderingContext2D | null} */ (canvas.getContext('2d'));
  if (!context) throw new Error('no canvas to draw the photo on');
  // JPEG has no transparency: what is clear would turn black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {number} width @param {number} height */
function canvasOf(width, height) {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** @param {OffscreenCanvas | HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob>} */
function encode(canvas, quality) {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the photo could not be encoded'))), 'image/jpeg', quality);
  });
}
