/** What the server last told each person's phone. */

import { stateAfter } from '../../../../sync/phone/states.js';
import { addDays, communityDay } from '../../../../sync/phone/day.js';
import { dropCheck, putCheck, readChecks } from './checks.js';
import { readSetting, saveSetting } from './settings.js';

/** @import {Transaction} from './connection.js' */
/** @import {Check} from './checks.js' */
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
 * @param {Transaction} transaction over settings and snapshots
 * @param {string} person
 * @returns {Promise<Kept | undefined>} not to be changed
 */
export async function recallSnapshot(connection, transaction, person) {
  const stamp = (await readSetting(transaction, stampOf(person))) || 0;
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

// As long as the server tells of a person's checks.
const KEPT_DAYS = 45;

/** Keeps a snapshot and takes over the states that it tells of this person's checks. @param {Transaction} transaction over settings, snapshots, checks @param {Kept} kept */
export async function saveSnapshot(transaction, kept) {
  await transaction.objectStore('snapshots').put(kept);
  const stamp = stampOf(kept.person);
  await saveSetting(transaction, stamp, ((await readSetting(transaction, stamp)) || 0) + 1);
  const { own_checks, server_time, community } = kept.snapshot;
  const oldest = addDays(communityDay(server_time, community.timezone), -KEPT_DAYS);
  const told = new Map(own_checks.map((/** @type {{id: string}} */ own) => [own.id, own]));
  for (const check of await readChecks(transaction, kept.person)) {
    const own = told.get(check.id);
    if (isOver(check) && check.day < oldest) await dropCheck(transaction, check);
    else if (own) await putCheck(transaction, { ...check, state: stateAfter(check.state, own.state), reason: wordsOf(own.reason) });
  }
}

/** Nothing of it is left to do or to send. @param {Check} check */
function isOver({ state, photos }) {
  return state === 'approved' && photos.every(({ received }) => received);
}

/** @param {{code: string, text: string} | null} reason */
function wordsOf(reason) {
  return reason ? reason.text || reason.code : '';
}
