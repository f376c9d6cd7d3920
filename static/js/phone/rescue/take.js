// @ts-check
/** Takes a rescue file into this phone's store: each check with its photos, and each deed, is one transaction, and what is here already stays as it is. */

import { sha256Hex } from '../../../../sync/phone/digest.js';
import { typeOf } from '../camera/kind.js';
import { readCheck } from '../store/checks.js';
import { putDraft, readDraft } from '../store/drafts.js';
import { enqueue } from '../store/outbox.js';
import { keepCarried, readPerson } from '../store/people.js';
import { putPhoto, readPhoto } from '../store/photos.js';
import { SENT } from '../store/receipts.js';
import { HASH, MOST_OF_TEXT, draftOf, entryOf, openRescue } from './manifest.js';

/** @import {CheckPhoto} from '../store/checks.js' */
/** @import {Connection, Transaction} from '../store/connection.js' */
/** @import {Person} from '../store/people.js' */
/** @import {KeptPhoto} from '../store/photos.js' */
/** @import {Listed, Manifest} from './manifest.js' */
/** @typedef {{problem: string, number: string, is_own: boolean, taken: number, deeds: number, known: number, photos: number, drafts: number, broken: string[]}} Report `deeds` of those taken; `problem`: why nothing, or not all, was taken */
/** @typedef {{connection: Connection, read: (name: string) => Promise<Uint8Array<ArrayBuffer> | null>, manifest: Manifest, carrier: Person, sendsItself: boolean, now: number, report: Report}} Taking */

/**
 * @param {Connection} connection
 * @param {Blob} file
 * @param {{person: Person, community: string, now: number}} here who takes it in, and where
 * @returns {Promise<Report>}
 */
export async function takeIn(connection, file, { person, community, now }) {
  const report = { problem: '', number: '', is_own: false, taken: 0, deeds: 0, known: 0, photos: 0, drafts: 0, broken: /** @type {string[]} */ ([]) };
  const opened = await openRescue(file);
  if (!opened) return { ...report, problem: 'not_a_rescue' };
  const { read, manifest } = opened;
  if (manifest.community !== community) return { ...report, problem: 'other_community' };
  Object.assign(report, { number: manifest.person.number, is_own: manifest.person.id === person.id });
  const known = await connection.read(['people'], (transaction) => readPerson(transaction, manifest.person.id));
  const taking = { connection, read, manifest, carrier: person, sendsItself: report.is_own || Boolean(known?.token), now, report };
  try {
    for (const listed of manifest.entries) await takeEntry(taking, listed);
    for (const listed of manifest.drafts || []) await takeDraft(taking, listed);
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'QuotaExceededError') throw error;
    report.problem = 'full';
  }
  return report;
}

/** @param {Taking} taking @param {Listed} listed */
async function takeEntry(taking, listed) {
  const { manifest, sendsItself, report } = taking;
  const bytes = await taking.read(listed.file);
  const said = bytes && bytes.length <= MOST_OF_TEXT && (await sha256Hex(bytes)) === listed.digest ? entryOf(bytes, listed) : null;
  if (!said || !HASH.test(listed.seal)) {
    report.broken.push(listed.file);
    return;
  }
  const photos = await takePhotos(taking, said.named);
  // A file says by itself whose it is; only the server can tell its seals, whoever sends it.
  const sealed = { device: manifest.device, seal: listed.seal };
  const whose = manifest.person.id;
  const row = { ...said.row, ...sealed, person: whose, ...(said.store === 'checks' ? { photos: photos.map(unsent) } : {}) };
  const outcome = await taking.connection.writeBulky(['people', 'outbox', 'photos', ...SENT], async (transaction) => {
    const before = await transaction.objectStore(said.store).get([whose, row.id]);
    if (before && before.digest !== row.digest) return 'differs';
    if (!sendsItself) await keepCarried(transaction, manifest, taking.carrier.id, taking.now);
    const isOwed = (/** @type {{sha256: string}} */ { sha256 }) => before.photos.some((/** @type {CheckPhoto} */ photo) => photo.sha256 === sha256 && !photo.received);
    const added = await addPhotos(transaction, whose, before ? photos.filter(isOwed) : photos);
    if (!before) {
      await transaction.objectStore(said.store).put(row);
      await enqueue(transaction, whose, row);
    }
    return { isNew: !before, added };
  });
  if (outcome === 'differs') report.broken.push(listed.file);
  else {
    report[outcome.isNew ? 'taken' : 'known'] += 1;
    report.deeds += Number(outcome.isNew && said.store === 'deeds');
    report.photos += outcome.added;
  }
}

/** @param {Omit<KeptPhoto, 'person'>} photo @returns {CheckPhoto} */
function unsent({ data, ...photo }) {
  return { ...photo, bytes: data.byteLength, sent: 0, received: false };
}

/** The photos among these that the file holds whole; what the server has already is not in it. @param {Taking} taking @param {{sha256: string}[]} named */
async function takePhotos({ read, manifest, report }, named) {
  const wanted = new Set(named.map(({ sha256 }) => sha256));
  /** @type {Omit<KeptPhoto, 'person'>[]} */
  const photos = [];
  for (const { sha256, file } of manifest.photos) {
    if (!wanted.delete(sha256)) continue;
    const bytes = await read(file);
    // What it is, its bytes say: as a page or a script it would run in ours.
    const type = bytes && typeOf(bytes.subarray(0, 16));
    if (type && (await sha256Hex(bytes)) === sha256) photos.push({ sha256, type, data: bytes.buffer });
    else report.broken.push(file);
  }
  return photos;
}

/** @param {Transaction} transaction @param {string} person @param {Omit<KeptPhoto, 'person'>[]} photos @returns {Promise<number>} how many were not here */
async function addPhotos(transaction, person, photos) {
  let added = 0;
  for (const photo of photos) {
    if (await readPhoto(transaction, person, photo.sha256)) continue;
    await putPhoto(transaction, { ...photo, person });
    added += 1;
  }
  return added;
}

/** A draft comes with its photos, where none is open and its check was not saved. @param {Taking} taking @param {{sha256: string, file: string}} listed */
async function takeDraft(taking, { sha256, file }) {
  const { manifest, report, sendsItself } = taking;
  const whose = manifest.person.id;
  const bytes = await taking.read(file);
  const draft = bytes && (await sha256Hex(bytes)) === sha256 ? draftOf(bytes) : null;
  if (!draft) {
    report.broken.push(file);
    return;
  }
  const photos = await takePhotos(taking, Object.values(draft.items).flatMap((/** @type {any} */ item) => item.photos || []));
  const isNew = await taking.connection.writeBulky(['people', 'checks', 'drafts', 'photos'], async (transaction) => {
    if ((await readDraft(transaction, whose, draft.courtyard)) || (await readCheck(transaction, whose, draft.id))) return false;
    if (!sendsItself) await keepCarried(transaction, manifest, taking.carrier.id, taking.now);
    await addPhotos(transaction, whose, photos);
    await putDraft(transaction, { ...draft, person: whose });
    return true;
  });
  report.drafts += Number(isNew);
}
