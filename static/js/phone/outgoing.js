/** The store as the sending engine wants it, for one person of this phone. */

import { owesPhotos } from './owed.js';
import { readChecks } from './store/checks.js';
import { waitingEntries } from './store/outbox.js';
import { changePerson, forgetBrought, readPerson } from './store/people.js';
import { markReceived, readPhoto, readUploads, saveProgress } from './store/photos.js';
import { SENT, takeReceipt } from './store/receipts.js';
import { NEWS, readSnapshot, saveDelta, saveSnapshot } from './store/snapshots.js';

/** @import {Connection, Transaction} from './store/connection.js' */
/** @import {StoredPhoto} from '../../../sync/phone/types.js' */
/** @import {Store} from '../../../sync/phone/engine.js' */

/**
 * @param {Connection} connection
 * @param {string} person
 * @param {{now: () => number, onProgress: () => void}} host
 * @param {string} [sender] whose token sends it: the person's own, or that of who brings it
 * @returns {Store}
 */
export function outgoing(connection, person, { now, onProgress }, sender = person) {
  const kept = () => connection.read(['snapshots'], (transaction) => readSnapshot(transaction, sender));
  const heard = (/** @type {Transaction} */ transaction) => changePerson(transaction, sender, { sentAt: now() });
  return {
    token: async () => (await connection.read(['people'], (transaction) => readPerson(transaction, sender)))?.token || null,
    limits: async () => (await kept())?.snapshot.limits || null,
    etag: async () => (await kept())?.etag || null,
    cursor: async () => (await kept())?.snapshot.cursor ?? null,
    waitingEntries: () => connection.read(['outbox'], (transaction) => waitingEntries(transaction, person)),
    photosToSend: () => photosToSend(connection, person),
    saveReceipts: async (receipts) => {
      await connection.write([...SENT, 'outbox', 'people'], async (transaction) => {
        for (const receipt of receipts) await takeReceipt(transaction, person, receipt);
        await heard(transaction);
      });
      onProgress();
    },
    savePhotoProgress: async (sha256, progress) => {
      await connection.write(['uploads', 'checks'], (transaction) => saveProgress(transaction, person, sha256, progress));
      onProgress();
    },
    photoReceived: async (sha256) => {
      await connection.write(['photos', 'uploads', 'checks', 'drafts', 'people'], async (transaction) => {
        await markReceived(transaction, person, sha256);
        await heard(transaction);
      });
      onProgress();
    },
    setPaused: (paused, reason) => connection.write(['people'], (transaction) =>
      changePerson(transaction, sender, paused ? { paused: reason === 'device_revoked' ? 'revoked' : paused } : { paused, contactAt: now() })),
    saveSnapshot: (snapshot, etag) => connection.write(['people', ...NEWS], async (transaction) => {
      await saveSnapshot(transaction, { person: sender, snapshot, etag });
      await forgetBrought(transaction, sender, now());
    }),
    saveDelta: (delta, etag) => connection.write(['people', ...NEWS], async (transaction) => {
      const isFitting = await saveDelta(transaction, { person: sender, delta, etag });
      if (isFitting) await forgetBrought(transaction, sender, now());
      return isFitting;
    }),
  };
}

/** Photos of checks that the server has, without a receipt of their own; their bytes are read one at a time. @param {Connection} connection @param {string} person @returns {Promise<StoredPhoto[]>} */
async function photosToSend(connection, person) {
  const [checks, uploads] = await connection.read(['checks', 'uploads'], async (transaction) => [
    await readChecks(transaction, person),
    await readUploads(transaction, person),
  ]);
  const owed = checks.filter(owesPhotos).flatMap(({ photos }) => photos.filter((photo) => !photo.received));
  const once = new Map(owed.map((photo) => [photo.sha256, photo]));
  return [...once.values()].map(({ sha256, bytes, type }) => ({
    sha256, bytes, type, location: uploads.get(sha256)?.location || null,
    data: async () => (await connection.read(['photos'], (transaction) => readPhoto(transaction, person, sha256)))?.data || null,
  }));
}
