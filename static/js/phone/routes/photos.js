/** POST …/photos/ adds photos to an item, …/photos/<sha>/drop/ takes one off, …/shows/ turns one; GET /inspect/photos/<sha> shows one. */

import { sha256Hex } from '../../../../sync/phone/digest.js';
import { bytes } from '../answers.js';
import { photosOf, shows, withPhoto, withTurned, withoutPhoto } from '../drafts.js';
import { isFull } from '../store/connection.js';
import { dropUnused, putPhoto, readPhoto } from '../store/photos.js';
import { Refusal } from '../visit.js';
import { courtyardToCheck, draftOf, isRecheck, itemToCheck } from './courtyard.js';
import { itemAnswer, keepItem } from './item.js';
import { keep } from './keep.js';
import { placeAt, watermark } from './taken.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */
/** @typedef {{file: File, taken: number}} Chosen */

const STATES = ['before', 'after'];

/** @param {Visit} visit */
export async function addPhotos(visit) {
  courtyardToCheck(visit);
  const { code } = itemToCheck(visit);
  const files = chosenOf(visit, `photo-${code}`);
  const draft = await keepItem(visit, code);
  return visit.aside(() => keepPhotos(visit, code, files, draft));
}

/** The files of a form with their times, which the page sends beside them. @param {Visit} visit @param {string} name @returns {Chosen[]} */
function chosenOf({ form, now }, name) {
  const times = form.getAll(`${name}-at`).map(Number);
  const chosen = form.getAll(name).map((file, place) => {
    const taken = times[place];
    return { file: /** @type {File} */ (file), taken: Number.isSafeInteger(taken) && taken > 0 && taken <= now ? taken : now };
  });
  // A form sends an empty file without a name where nothing was chosen.
  return chosen.filter(({ file }) => file instanceof File && (file.size > 0 || file.name));
}

/** @param {Visit} visit @param {string} code @param {Chosen[]} files @param {Draft} begun the draft when the photos came */
async function keepPhotos(visit, code, files, begun) {
  // Photos of another item may have come before these in the queue.
  let draft = await visit.app.connection.read(['drafts', 'checks'], (transaction) => draftOf(transaction, visit));
  const notices = new Set();
  // A tick since then says nothing of what they show.
  const { result = 'pass', fixed = false } = begun.items[code] || {};
  const proves = result === 'pass' && isRecheck(visit, code);
  // One at a time: decoding several at once is what the phone's memory does not stand.
  for (const each of files) {
    const limit = visit.snapshot.limits.photos_per_check;
    if (photosOf(draft).length >= limit) return itemAnswer(visit, draft, [...notices, 'too_many']);
    // The last room is for checks and taps.
    if (!(await visit.app.connection.holdReserve())) return itemAnswer(visit, draft, [...notices, 'full']);
    try {
      const kept = await keepPhoto(visit, code, each, { fixed, proves });
      draft = kept.draft || draft;
      if (kept.notice) notices.add(kept.notice);
    } catch (error) {
      if (!isFull(error)) throw error;
      visit.app.changed('full');
      return itemAnswer(visit, draft, [...notices, 'full']);
    }
  }
  return itemAnswer(visit, draft, [...notices]);
}

/** @param {Visit} visit */
export async function dropPhoto(visit) {
  courtyardToCheck(visit);
  const { item, sha256 } = visit.params;
  const draft = await keep(visit, (kept) => withoutPhoto(kept, item, sha256));
  await visit.app.connection.write(['photos', 'uploads', 'drafts', 'checks'], (transaction) => dropUnused(transaction, visit.person.id, [sha256]));
  return itemAnswer(visit, draft);
}

/** What a photo shows is the inspector's word: before it was put right, or after. @param {Visit} visit */
export async function turnPhoto(visit) {
  courtyardToCheck(visit);
  const { item, sha256 } = visit.params;
  const wanted = statedOf(visit);
  return itemAnswer(visit, await keep(visit, (kept) => (wanted ? withTurned(kept, item, sha256, wanted) : kept)));
}

/** @param {Visit} visit */
export async function photo({ app, person, params }) {
  const kept = await app.connection.read(['photos'], (transaction) => readPhoto(transaction, person.id, params.sha256));
  if (!kept) throw new Refusal(404, 'unknown_photo');
  return bytes(kept.data, kept.type);
}

/**
 * The photo and the draft that names it are one transaction.
 * @param {Visit} visit
 * @param {string} code
 * @param {Chosen} chosen
 * @param {{fixed: boolean, proves: boolean}} begun what the item said when the photo was taken
 * @returns {Promise<{draft?: Draft, notice?: string}>}
 */
async function keepPhoto(visit, code, { file, taken }, { fixed, proves }) {
  const made = await visit.app.shrink(file, watermark(visit, courtyardToCheck(visit), taken));
  if (!made) return { notice: 'not_added' };
  const { data, type, isAsItCame } = made;
  if (data.byteLength > visit.snapshot.limits.photo_bytes) return { notice: 'too_heavy' };
  const sha256 = await sha256Hex(data);
  const position = placeAt(visit, taken);
  const stated = statedOf(visit);
  const change = async (/** @type {Draft} */ draft, /** @type {any} */ transaction) => {
    await putPhoto(transaction, { person: visit.person.id, sha256, type, data });
    const shown = stated || (proves ? 'after' : shows({ ...draft.items[code], fixed }));
    const claim = { sha256, bytes: data.byteLength, type, taken_at: taken, shows: shown, ...(position && { position }), ...(proves && { proof: true }) };
    return withPhoto(draft, code, claim);
  };
  return { draft: await keep(visit, change, ['photos'], 'writeBulky'), notice: isAsItCame ? 'as_it_came' : '' };
}

/** What the form says that its photos show, '' for nothing. @param {Visit} visit */
function statedOf({ form }) {
  const stated = String(form.get('shows') || '');
  return STATES.includes(stated) ? stated : '';
}
