/** Tells a picture by its first bytes, as `sync/picture.py` does at the server, which refuses all else. */

/** @import {Made} from '../visit.js' */

const SNIFFED_BYTES = 16;
const HEIF_BRANDS = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'];

/** @param {Blob} file @returns {Promise<Made | null>} null for what is no picture at all */
export async function asItCame(file) {
  const data = await file.arrayBuffer();
  const type = typeOf(new Uint8Array(data.slice(0, SNIFFED_BYTES)));
  return type ? { data, type, isAsItCame: true } : null;
}

/** @param {Uint8Array} head */
export function typeOf(head) {
  const text = String.fromCharCode(...head);
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  return text.slice(4, 8) === 'ftyp' && HEIF_BRANDS.includes(text.slice(8, 12)) ? 'image/heic' : '';
}
