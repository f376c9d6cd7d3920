// @ts-check
/** Reads what a rescue file says, and trusts none of it: a manifest, frozen texts and drafts as this phone could keep them, or null. */

import { isDay } from '../../../../sync/phone/day.js';
import { NotAZip, openZip } from './zip.js';

/** @import {Check} from '../store/checks.js' */
/** @typedef {{id: string, digest: string, seal: string, file: string}} Listed */
/** @typedef {{sha256: string, type: string, file: string}} ListedPhoto */
/** @typedef {{person: {id: string, number: string, name?: string}, device: string, community: string, entries: Listed[], photos: ListedPhoto[], drafts?: {sha256: string, file: string}[]}} Manifest */

const MOST_OF_MANIFEST = 5000;
export const HASH = /^[0-9a-f]{64}$/;
const ID = /^[0-9a-f-]{36}$/;
// A text as a phone makes it is far smaller; a larger one could never be sent, and would be tried for ever.
export const MOST_OF_TEXT = 262_144;
// The last millisecond that the server's clock can hold.
const LATEST_TIME = 253_402_200_000_000;
/** Which store an entry of each kind is kept in. @type {Record<string, 'checks' | 'deeds'>} */
const STORES = { check: 'checks', deed: 'deeds' };

/** The file's members by name, and its manifest; null for what is no rescue file. @param {Blob} file */
export async function openRescue(file) {
  try {
    const read = await openZip(file);
    const bytes = await read('manifest.json');
    const manifest = bytes && JSON.parse(textOf(bytes));
    return isManifest(manifest) ? { read, manifest } : null;
  } catch (error) {
    if (error instanceof NotAZip || error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/** @param {any} manifest @returns {manifest is Manifest} */
function isManifest(manifest) {
  if (!manifest || manifest.sanbao !== 1) return false;
  const { person, device, entries, photos, drafts = [] } = manifest;
  const lists = [entries, photos, drafts];
  if (!lists.every((list) => Array.isArray(list) && list.length <= MOST_OF_MANIFEST && list.every((each) => each && typeof each.file === 'string'))) return false;
  return Boolean(person) && isText(person.id) && typeof person.number === 'string' && ID.test(device);
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === 'string' && value !== '';
}

/**
 * A check or a deed as this phone keeps it, out of its frozen text, and the photos it names; null for what is neither.
 * @param {Uint8Array} bytes @param {Listed} listed
 * @returns {{store: 'checks' | 'deeds', row: Omit<Check, 'person' | 'photos' | 'faults'> & {faults?: number}, named: {sha256: string}[]} | null}
 */
export function entryOf(bytes, { id, digest }) {
  try {
    const text = textOf(bytes);
    const said = JSON.parse(text);
    const { kind, walk, courtyard, day, saved_at, replaces = null, results = [] } = said;
    const fits = STORES[kind] && said.id === id && ID.test(id) && [walk, courtyard].every(isText) && isDay(day) && isTime(saved_at);
    const named = results.flatMap((/** @type {any} */ { photos = [] }) => photos);
    if (!fits || !named.every((/** @type {any} */ photo) => HASH.test(photo.sha256))) return null;
    const row = { id, walk, courtyard, day, digest, text, saved_at, state: 'phone', reason: '', replaces };
    if (kind === 'deed') return { store: STORES[kind], row, named };
    const faults = results.filter((/** @type {any} */ { result }) => result === 'fault').length;
    return { store: STORES[kind], row: { ...row, faults }, named };
  } catch (error) {
    return null;
  }
}

/** A draft as this phone keeps it; null for what its check page could not show. @param {Uint8Array} bytes */
export function draftOf(bytes) {
  try {
    // Only what a draft says of the courtyard; never that it takes an earlier check back.
    const { id, courtyard, opened_at, replaces = null, obstacle = '', at = '', items } = JSON.parse(textOf(bytes));
    const fits = ID.test(id) && isText(courtyard) && isTime(opened_at) && (replaces === null || ID.test(replaces)) && areTexts([obstacle, at]);
    return fits && Object.values(items).every(isItem) ? { id, courtyard, opened_at, replaces, obstacle, at, items } : null;
  } catch (error) {
    return null;
  }
}

/** What the check page can show; it would not open with anything else, and the draft could never be dropped. @param {any} item */
function isItem({ result, phrases = [], note = '', severity = '', count = 0, photos = [] }) {
  return areTexts([result, note, severity, ...phrases]) && Number.isInteger(count)
    && photos.every((/** @type {any} */ { sha256, bytes, type, taken_at, shows }) => HASH.test(sha256) && Number.isInteger(bytes) && isTime(taken_at) && areTexts([type, shows]));
}

/** @param {unknown[]} values */
function areTexts(values) {
  return values.every((value) => typeof value === 'string');
}

/** @param {any} value */
function isTime(value) {
  return Number.isInteger(value) && value >= 0 && value <= LATEST_TIME;
}

/** @param {Uint8Array} bytes */
function textOf(bytes) {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
