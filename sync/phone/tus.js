// @ts-check
/** Sends one photo by tus 1.0 in chunks that fit the line, and goes on from where a cut left it. */

import { ask, isTemporary, pauseOf, reasonOf, retryOf, wantsSignIn } from './ask.js';
import { sha256Hex } from './digest.js';
import { LIMITS } from './limits.js';

/** @import {Answer} from './ask.js' */
/** @import {Net, Pause, Photo, Progress, Retry} from './types.js' */

const LARGEST_CHUNK = 1_048_576;
const QUICK = 1_000;
const SLOW = 4_000;
// Answers in a row that bring no byte forward, and beginnings from the first byte, before the photo is left for later.
const PATIENCE = 5;
const BEGINNINGS = 3;
const OF_TUS = { 'Tus-Resumable': '1.0.0' };
const WITH_BYTES = { ...OF_TUS, 'Content-Type': 'application/offset+octet-stream' };

/** @typedef {{received: true}} Received */
/** @typedef {{problem: string}} Problem this photo can't be sent as it is; the others can */
/** @typedef {Received | Problem | Pause | Retry} Sent */
/**
 * @typedef {object} Upload
 * @property {string | null} location null until the server named one
 * @property {number | null} offset null until the server told it
 * @property {number} chunk
 * @property {number} furthest
 * @property {number} idle answers since a byte came forward
 * @property {number} beginnings
 */
/**
 * @typedef {object} Order
 * @property {string} token
 * @property {Photo} photo
 * @property {(sent: number, bytes: number) => void} [onProgress]
 * @property {(progress: Progress) => unknown} [remember] keeps what a later call needs to go on
 * @property {number} [smallest] bytes of the first chunk
 */
/** @typedef {Pick<Net, 'fetch' | 'base' | 'now' | 'timeout'> & Order} Sending */

/**
 * Ends with `received` only when the server's receipt names this photo's hash.
 * @param {Sending} sending
 * @returns {Promise<Sent>}
 */
export async function uploadPhoto(sending) {
  const { photo, smallest: chunk = LIMITS.chunk_bytes } = sending;
  /** @type {Upload} */
  const upload = { location: photo.location || null, offset: null, chunk, furthest: 0, idle: 0, beginnings: 0 };
  for (;;) {
    const answer = await nextRequest(sending, upload);
    const ended = await take(sending, upload, answer);
    if (ended) return ended;
    if (isStuck(upload)) return { ...retryOf(answer), reason: 'no_progress' };
  }
}

/**
 * The size of the next chunk, after one that took so long.
 * @param {number} size
 * @param {number} took milliseconds
 * @param {number} smallest
 */
export function nextChunk(size, took, smallest) {
  if (took < QUICK) return Math.min(size * 2, LARGEST_CHUNK);
  return took > SLOW ? Math.max(Math.floor(size / 2), smallest) : size;
}

/** Upload-Metadata of a photo. @param {Pick<Photo, 'sha256' | 'type'>} photo */
export function metadataOf({ sha256, type }) {
  return `sha256 ${btoa(sha256)},type ${btoa(type)}`;
}

/** @param {Upload} upload */
function isStuck(upload) {
  const offset = upload.offset || 0;
  upload.idle = offset > upload.furthest ? 0 : upload.idle + 1;
  upload.furthest = Math.max(offset, upload.furthest);
  return upload.idle > PATIENCE || upload.beginnings > BEGINNINGS;
}

/** @param {Sending} sending @param {Upload} upload @returns {Promise<Answer>} */
function nextRequest(sending, upload) {
  const { photo, base } = sending;
  if (!upload.location) {
    upload.beginnings += 1;
    const about = { 'Upload-Length': String(photo.bytes), 'Upload-Metadata': metadataOf(photo) };
    return sendChunk(sending, upload, `${base}/files/`, { method: 'POST', headers: { ...WITH_BYTES, ...about } });
  }
  const place = (base.startsWith('/') ? '' : new URL(base).origin) + upload.location;
  if (upload.offset === null) return ask(sending, sending.token, place, { method: 'HEAD', headers: OF_TUS });
  const headers = { ...WITH_BYTES, 'Upload-Offset': String(upload.offset) };
  return sendChunk(sending, upload, place, { method: 'PATCH', headers });
}

/**
 * @param {Sending} sending
 * @param {Upload} upload
 * @param {string} url
 * @param {{method: string, headers: Record<string, string>}} options
 */
async function sendChunk(sending, upload, url, options) {
  const start = upload.offset || 0;
  const body = sending.photo.data.slice(start, start + upload.chunk);
  const begun = sending.now();
  const answer = await ask(sending, sending.token, url, { ...options, body });
  upload.chunk = nextChunk(upload.chunk, sending.now() - begun, sending.smallest || LIMITS.chunk_bytes);
  return answer;
}

/**
 * Takes an answer in; a value ends the sending, undefined goes on.
 * @param {Sending} sending
 * @param {Upload} upload
 * @param {Answer} answer
 * @returns {Promise<Sent | undefined>}
 */
async function take(sending, upload, answer) {
  if (answer.status >= 200 && answer.status < 300) return advance(sending, upload, answer);
  if (wantsSignIn(answer)) return pauseOf(answer);
  if (answer.status === 460) return sendAnew(sending, upload);
  if (isTemporary(answer)) return retryOf(answer);
  // Without the mark of tus it is not our server that refuses; a proxy on the way says nothing about the photo.
  if (!answer.header('Tus-Resumable')) return retryOf(answer);
  if (answer.status === 409) upload.offset = null;
  else if (upload.location && [404, 410].includes(answer.status)) await forget(sending, upload);
  else if (reasonOf(answer) === 'upload_overrun' && upload.location) await forget(sending, upload);
  else return { problem: reasonOf(answer) };
  return undefined;
}

/** @param {Sending} sending @param {Upload} upload @param {Answer} answer @returns {Promise<Sent | undefined>} */
async function advance({ photo, base, onProgress, remember }, upload, answer) {
  if (answer.header('Photo-Receipt') === photo.sha256) return { received: true };
  const offset = Number(answer.header('Upload-Offset') || NaN);
  const location = upload.location || pathOf(answer.header('Location'), base);
  if (!location || !(offset >= 0 && offset <= photo.bytes)) return retryOf(answer);
  [upload.location, upload.offset] = [location, offset];
  if (remember) await remember({ location, offset });
  if (onProgress) onProgress(offset, photo.bytes);
  return undefined;
}

/**
 * The stored bytes were not these: sent anew, unless the phone's own copy is what is broken.
 * @param {Sending} sending
 * @param {Upload} upload
 * @returns {Promise<Problem | undefined>}
 */
async function sendAnew(sending, upload) {
  await forget(sending, upload);
  const isWhole = (await sha256Hex(sending.photo.data)) === sending.photo.sha256;
  return isWhole ? undefined : { problem: 'photo_hash_differs' };
}

/** @param {Sending} sending @param {Upload} upload */
async function forget({ remember }, upload) {
  Object.assign(upload, { location: null, offset: null, furthest: 0 });
  if (remember) await remember({ location: null, offset: 0 });
}

/**
 * The path alone: behind a proxy the server may think it has another name, and the token goes to our own server only.
 * @param {string | null} location
 * @param {string} base
 */
function pathOf(location, base) {
  if (!location) return null;
  const { pathname, search } = new URL(location, new URL(`${base}/files/`, 'http://same.origin'));
  return pathname + search;
}
