/** What the server last told each person's phone. */

import { addDays, communityDay } from '../../../../sync/phone/day.js';
import { applyDelta } from '../../../../sync/phone/delta.js';
import { SENT, takeStates } from './receipts.js';
import { readSetting, saveSetting } from './settings.js';

/** @import {Transaction} from './connection.js' */
/** @typedef {{person: string, snapshot: any, etag: string | null}} Kept */

/** @param {Transaction} transaction @param {string} person @returns {Promise<Kept | undefined>} */
export async function readSnapshot(transaction, person) {
  return transaction.objectStore('snapshots').get(person);
}

/** @type {WeakMap<object, {person: string, stamp: number, kept: Kept | undefined}>} the latest that each connection was asked for */
const memory = new WeakMap();

/**
 * The snapshot, copied out of the store only when it is another than the one in memory: copying it takes longer than a tap may.
 * @param {object} connection whose transaction it is
 * @param {Transaction} transaction over snapshots
 * @param {string} person
 * @param {Map<string, any>} settings as they are in this transaction
 * @returns {Promise<Kept | undefined>} not to be changed
 */
export async function recallSnapshot(connection, transaction, person, settings) {
  const stamp = settings.get(stampOf(person)) || 0;
  const known = memory.get(connection);
  if (known && stamp && known.person === person && known.stamp === stamp) return known.kept;
  const kept = await readSnapshot(transaction, person);
  memory.set(connection, { person, stamp, kept });
  return kept;
}

/** @param {string} person */
function stampOf(person) {
  return `snapshot of ${person}`;
}

// As long as the server tells of a person's checks and deeds.
const KEPT_DAYS = 45;

/** The stores that news of the server may change. */
export const NEWS = /** @type {const} */ (['settings', 'snapshots', 'drafts', 'photos', 'uploads', ...SENT]);

/** Keeps a snapshot and takes over the states that it tells of what this person sent. @param {Transaction} transaction over NEWS @param {Kept} kept */
export async function saveSnapshot(transaction, kept) {
  await transaction.objectStore('snapshots').put(kept);
  const stamp = stampOf(kept.person);
  await saveSetting(transaction, stamp, ((await readSetting(transaction, stamp)) || 0) + 1);
  const { own_checks, own_deeds, settled, server_time, community } = kept.snapshot;
  const oldest = addDays(communityDay(server_time, community.timezone), -KEPT_DAYS);
  await takeStates(transaction, { person: kept.person, name: 'checks', told: own_checks, settled, oldest });
  // A server from before there were deeds tells of none.
  await takeStates(transaction, { person: kept.person, name: 'deeds', told: own_deeds || [], settled, oldest });
}

/** Puts a delta onto what is kept, all of it or nothing; false when it does not fit. @param {Transaction} transaction over NEWS @param {{person: string, delta: any, etag: string | null}} told */
export async function saveDelta(transaction, { person, delta, etag }) {
  const kept = await readSnapshot(transaction, person);
  const snapshot = kept ? applyDelta(kept.snapshot, delta) : null;
  if (snapshot) await saveSnapshot(transaction, { person, snapshot, etag });
  return Boolean(snapshot);
}
