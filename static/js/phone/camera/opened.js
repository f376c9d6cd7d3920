/** Opens a picture upright, in the way that costs the phone the least memory. */

// From here on decoding whole takes more memory than the wait for a slower way is worth (measured: 200 MB at 48 megapixels, this way 40).
const HUGE = 16_000_000;

/** @typedef {{source: CanvasImageSource, width: number, height: number, close: () => void}} Opened */

/** @param {Blob} file @returns {Promise<Opened | null>} null for what this browser can't decode */
export async function opened(file) {
  const image = await headOf(file);
  if (image && image.width * image.height > HUGE) return image;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { source: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close() };
  } catch (error) {
    return null;
  } finally {
    image?.close();
  }
}

/** Its size is known from its head; the pixels are decoded when they are drawn, of a JPEG at the size drawn. @param {Blob} file @returns {Promise<Opened | null>} */
async function headOf(file) {
  const image = new Image();
  const address = URL.createObjectURL(file);
  const close = () => { image.removeAttribute('src'); URL.revokeObjectURL(address); };
  const isThere = await new Promise((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    image.src = address;
  });
  if (isThere && image.naturalWidth) return { source: image, width: image.naturalWidth, height: image.naturalHeight, close };
  close();
  return null;
}
