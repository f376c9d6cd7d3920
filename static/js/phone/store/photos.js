/** The bytes of photos, and how far their sending got. */

import { readChecks, putCheck } from './checks.js';
import { readDrafts } from './drafts.js';
import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @import {Progress} from '../../../../sync/phone/types.js' */
/** @typedef {{person: string, sha256: string, type: string, data: ArrayBuffer}} KeptPhoto */

/** @param {Transaction} transaction @param {string} person @param {string} sha256 @returns {Promise<KeptPhoto | undefined>} */
export async function readPhoto(transaction, person, sha256) {
  return transaction.objectStore('photos').get([person, sha256]);
}

/** @param {Transaction} transaction @param {KeptPhoto} photo */
export async function putPhoto(transaction, photo) {
  await transaction.objectStore('photos').put(photo);
}

/** Where each begun upload stands. @param {Transaction} transaction @param {string} person @returns {Promise<Map<string, Progress>>} */
export async function readUploads(transaction, person) {
  const rows = await transaction.objectStore('uploads').getAll(ofPerson(person));
  return new Map(rows.map((/** @type {{sha256: string} & Progress} */ row) => [row.sha256, row]));
}

/** @param {Transaction} transaction @param {string} person @param {string} sha256 @param {Progress} progress */
export async function saveProgress(transaction, person, sha256, { location, offset }) {
  await transaction.objectStore('uploads').put({ person, sha256, location, offset });
  await changePhotos(transaction, person, sha256, { sent: offset });
}

/** The server's receipt named this photo: the phone's copy may go, unless a draft still shows it. @param {Transaction} transaction @param {string} person @param {string} sha256 */
export async function markReceived(transaction, person, sha256) {
  await changePhotos(transaction, person, sha256, { received: true });
  await transaction.objectStore('uploads').delete([person, sha256]);
  if (!(await isInDraft(transaction, person, sha256))) await transaction.objectStore('photos').delete([person, sha256]);
}

/** Takes the bytes of photos away that neither a draft nor a check still needs, and what is known of their sending. @param {Transaction} transaction @param {string} person @param {Iterable<string>} hashes */
export async function dropUnused(transaction, person, hashes) {
  const wanted = new Set(hashes);
  if (!wanted.size) return;
  const checks = await readChecks(transaction, person);
  const owed = new Set(checks.flatMap(({ photos }) => photos).filter(({ received }) => !received).map(({ sha256 }) => sha256));
  for (const sha256 of wanted) {
    if (owed.has(sha256) || (await isInDraft(transaction, person, sha256))) continue;
    await transaction.objectStore('photos').delete([person, sha256]);
    await transaction.objectStore('uploads').delete([person, sha256]);
  }
}

/** @param {Transaction} transaction @param {string} person @param {string} sha256 */
async function isInDraft(transaction, person, sha256) {
  const items = (await readDrafts(transaction, person)).flatMap((draft) => Object.values(draft.items));
  return items.some((item) => (item.photos || []).some((photo) => photo.sha256 === sha256));
}

/** @param {Transaction} transaction @param {string} person @param {string} sha256 @param {{sent?: number, received?: boolean}} changes */
async function changePhotos(transaction, person, sha256, changes) {
  for (const check of await readChecks(transaction, person)) {
    if (!check.photos.some((photo) => photo.sha256 === sha256)) continue;
    const photos = check.photos.map((photo) => (photo.sha256 === sha256 ? { ...photo, ...changes, sent: sentOf(photo, changes) } : photo));
    await putCheck(transaction, { ...check, photos });
  }
}

/** @param {{bytes: number, sent: number}} photo @param {{sent?: number, received?: boolean}} changes */
function sentOf(photo, changes) {
  if (changes.received) return photo.bytes;
  return changes.sent === undefined ? photo.sent : changes.sent;
}

/** @param {Transaction} transaction @param {string} person @returns {Promise<number>} how many photos the phone holds */
export async function countPhotos(transaction, person) {
  return transaction.objectStore('photos').count(ofPerson(person));
}
