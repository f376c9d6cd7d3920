/** POST …/photos/ adds photos to an item, …/photos/<sha>/drop/ takes one off, GET /inspect/photos/<sha> shows one. */

import { sha256Hex } from '../../../../sync/phone/digest.js';
import { bytes } from '../answers.js';
import { photosOf, shows, withItem, withPhoto, withoutPhoto } from '../drafts.js';
import { isFull } from '../store/connection.js';
import { dropIfUnused, putPhoto, readPhoto } from '../store/photos.js';
import { Refusal } from '../visit.js';
import { courtyardOf, itemOf } from './courtyard.js';
import { itemAnswer } from './item.js';
import { keep } from './keep.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function addPhotos(visit) {
  courtyardOf(visit);
  const { code } = itemOf(visit);
  const files = visit.form.getAll(`photo-${code}`).filter((file) => file instanceof File && file.size > 0);
  const draft = await keep(visit, (kept) => withItem(kept, code, visit.form));
  return visit.aside(() => keepPhotos(visit, code, /** @type {File[]} */ (files), draft));
}

/** @param {Visit} visit @param {string} code @param {File[]} files @param {Draft} begun the draft when the photos came */
async function keepPhotos(visit, code, files, begun) {
  let draft = begun;
  const isFixed = Boolean(begun.items[code]?.fixed);
  // One at a time: decoding several at once is what the phone's memory does not stand.
  for (const file of files) {
    const limit = visit.snapshot.limits.photos_per_check;
    if (photosOf(draft).length >= limit) return itemAnswer(visit, draft, ['too_many']);
    // The last room is for checks and taps.
    if (!(await visit.app.connection.holdReserve())) return itemAnswer(visit, draft, ['full']);
    try {
      draft = await keepPhoto(visit, code, file, isFixed);
    } catch (error) {
      if (!isFull(error)) throw error;
      return itemAnswer(visit, draft, ['full']);
    }
  }
  return itemAnswer(visit, draft);
}

/** @param {Visit} visit */
export async function dropPhoto(visit) {
  courtyardOf(visit);
  const { item, sha256 } = visit.params;
  const draft = await keep(visit, (kept) => withoutPhoto(kept, item, sha256));
  await visit.app.connection.write(['photos', 'drafts', 'checks'], (transaction) => dropIfUnused(transaction, visit.person.id, sha256));
  return itemAnswer(visit, draft);
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
 * @param {File} file
 * @param {boolean} isFixed whether it was put right when the photo was taken; a tick since then says nothing of it
 */
async function keepPhoto(visit, code, file, isFixed) {
  const { data, type } = await visit.app.shrink(file);
  const sha256 = await sha256Hex(data);
  const taken = file.lastModified > 0 && file.lastModified <= visit.now ? file.lastModified : visit.now;
  const change = async (/** @type {Draft} */ draft, /** @type {any} */ transaction) => {
    await putPhoto(transaction, { person: visit.person.id, sha256, type, data });
    return withPhoto(draft, code, { sha256, bytes: data.byteLength, type, taken_at: taken, shows: shows({ ...draft.items[code], fixed: isFixed }) });
  };
  return keep(visit, change, ['photos'], 'writeBulky');
}
