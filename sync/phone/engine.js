// @ts-check
/** Drains the outbox: deliveries first, then photos one after another, then a new snapshot. The caller locks. */

import { ask } from './ask.js';
import { groupsOf, sendDelivery } from './delivery.js';
import { sha256Hex } from './digest.js';
import { LIMITS } from './limits.js';
import { fetchSnapshot } from './snapshot.js';
import { uploadPhoto } from './tus.js';

/** @import {Entry, Limits, Net, Pause, Progress, Receipt, Retry, StoredPhoto} from './types.js' */
/** @import {Sent} from './tus.js' */

/**
 * @typedef {object} Store what the phone keeps; every method may be asynchronous
 * @property {() => Promise<string | null> | string | null} token
 * @property {() => Promise<Partial<Limits> | null> | Partial<Limits> | null} limits of the last snapshot
 * @property {() => Promise<Entry[]> | Entry[]} waitingEntries without a receipt, oldest first
 * @property {(receipts: Receipt[]) => unknown} saveReceipts all of them or none
 * @property {() => Promise<StoredPhoto[]> | StoredPhoto[]} photosToSend of accepted checks, without a photo receipt
 * @property {(sha256: string, progress: Progress) => unknown} savePhotoProgress
 * @property {(sha256: string) => unknown} photoReceived the only call after which a photo may be deleted
 * @property {(paused: 'sign-in' | null, reason: string) => unknown} setPaused
 * @property {() => Promise<string | null> | string | null} etag of the last snapshot
 * @property {() => Promise<number | null> | number | null} cursor of the last snapshot
 * @property {(snapshot: any, etag: string | null) => unknown} saveSnapshot
 * @property {(delta: any, etag: string | null) => Promise<boolean> | boolean} saveDelta false when it does not fit what is kept
 */
/**
 * @typedef {object} Report
 * @property {number} receipts
 * @property {number} photos received
 * @property {{id: string, reason: string}[]} left entries and photos that were left for later, each with its reason
 * @property {'sign-in' | null} paused
 * @property {Retry | null} stopped the line or the server as a whole: try again later
 */
/** @typedef {{store: Store, net: Net, token: string, report: Report, mayPhotos: () => boolean}} Round */

/** @type {Pause} */
const STOPPED = { pause: 'sign-in', reason: 'device_revoked' };

/**
 * @param {Store} store
 * @param {Net} net
 * @param {() => boolean} [mayPhotos] asked before each photo: some wait for Wi-Fi; texts always go
 * @returns {Promise<Report>}
 */
export async function drain(store, net, mayPhotos = () => true) {
  const token = await store.token();
  /** @type {Report} */
  const report = { receipts: 0, photos: 0, left: [], paused: null, stopped: null };
  const round = { store, net, token: token || '', report, mayPhotos };
  const end = token ? await send(round) : /** @type {Pause} */ ({ pause: 'sign-in', reason: 'sign_in_again' });
  if (end && 'retry' in end) return { ...report, stopped: end };
  const paused = end ? end.pause : null;
  await store.setPaused(paused, end ? end.reason : '');
  return { ...report, paused };
}

/** @param {Round} round @returns {Promise<Pause | Retry | undefined>} what ended the round early */
async function send(round) {
  return (await sendEntries(round)) || (await sendPhotos(round)) || (await refresh(round));
}

/** @param {Round} round @returns {Promise<Pause | Retry | undefined>} */
async function sendEntries(round) {
  const { store, net, token, report } = round;
  const groups = groupsOf(await store.waitingEntries(), await limitsOf(store));
  for (let group = groups.shift(); group; group = groups.shift()) {
    const sent = await sendDelivery({ ...net, token, entries: group });
    if ('receipts' in sent) {
      const taken = sent.receipts.filter(({ reason }) => reason !== STOPPED.reason);
      if (taken.length) await store.saveReceipts(taken);
      report.receipts += taken.length;
      // A stopped phone's texts are only set aside there: they stay waiting here, and count once somebody signs in again.
      if (taken.length < sent.receipts.length) return STOPPED;
      leave(report, group, sent.receipts, 'no_receipt');
    } else if ('pause' in sent || (await concernsAll(round, sent))) return sent;
    else if (group.length > 1 && (sent.split || sent.unanswered)) groups.unshift(...halves(group));
    else leave(report, group, [], sent.reason);
  }
  return undefined;
}

/** @param {Store} store @returns {Promise<Limits>} */
async function limitsOf(store) {
  return { ...LIMITS, ...(await store.limits()) };
}

/** @param {Report} report @param {Entry[]} group @param {Receipt[]} receipts @param {string} reason */
function leave(report, group, receipts, reason) {
  const named = new Set(receipts.map(({ id }) => id));
  for (const { id } of group) if (!named.has(id)) report.left.push({ id, reason });
}

/** @param {Entry[]} group */
function halves(group) {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}

/** @param {Round} round @returns {Promise<Pause | Retry | undefined>} */
async function sendPhotos(round) {
  const { store, report } = round;
  const { chunk_bytes: smallest, open_uploads } = await limitsOf(store);
  const photos = await store.photosToSend();
  const [begun, others] = [photos.filter(({ location }) => location), photos.filter(({ location }) => !location)];
  const open = new Set(begun.map(({ sha256 }) => sha256));
  for (const photo of [...begun, ...others]) {
    if (!round.mayPhotos()) break;
    // A further one would push an upload off the server, and what it had already brought with it.
    if (!open.has(photo.sha256) && open.size >= open_uploads) {
      report.left.push({ id: photo.sha256, reason: 'others_first' });
      continue;
    }
    // Also one whose answer was lost: the server may have begun it.
    open.add(photo.sha256);
    const sent = await sendPhoto(round, photo, smallest);
    // One that is done, or goes nowhere by itself, holds up none of the others.
    if ('received' in sent || 'problem' in sent || ('retry' in sent && sent.reason === 'no_progress')) open.delete(photo.sha256);
    if ('received' in sent) {
      await store.photoReceived(photo.sha256);
      report.photos += 1;
    } else if ('pause' in sent || ('retry' in sent && (await concernsAll(round, sent)))) return sent;
    else report.left.push({ id: photo.sha256, reason: 'problem' in sent ? sent.problem : sent.reason });
  }
  return undefined;
}

/** @param {Round} round @param {StoredPhoto} stored @param {number} smallest @returns {Promise<Sent>} */
async function sendPhoto({ store, net, token }, stored, smallest) {
  const data = typeof stored.data === 'function' ? await stored.data() : stored.data;
  // What is no longer what it was would be refused at its last byte, again and again.
  if (!data || (await sha256Hex(data)) !== stored.sha256) return { problem: 'photo_lost' };
  const remember = (/** @type {Progress} */ progress) => store.savePhotoProgress(stored.sha256, progress);
  return uploadPhoto({ ...net, token, photo: { ...stored, data }, remember, smallest });
}

/**
 * After no answer, a short question tells whether the line is gone or only this one request stuck.
 * @param {Round} round
 * @param {Retry} sent
 */
async function concernsAll({ net, token }, sent) {
  if (!sent.unanswered) return sent.busy;
  return (await ask(net, token, `${net.base}/files/`, { method: 'OPTIONS' })).status === 0;
}

/** @param {Round} round @returns {Promise<Pause | Retry | undefined>} */
async function refresh({ store, net, token }) {
  let fetched = await fetchSnapshot({ ...net, token, etag: await store.etag(), cursor: await store.cursor() });
  // In any doubt the phone asks for the whole.
  if ('delta' in fetched && !(await store.saveDelta(fetched.delta, fetched.etag))) fetched = await fetchSnapshot({ ...net, token });
  if ('snapshot' in fetched) await store.saveSnapshot(fetched.snapshot, fetched.etag);
  return 'pause' in fetched || 'retry' in fetched ? fetched : undefined;
}
