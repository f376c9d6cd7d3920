/** What the server last told each person's phone. */

import { addDays, communityDay } from '../../../../sync/phone/day.js';
import { takeStates } from './receipts.js';

/** @import {Transaction} from './connection.js' */
/** @typedef {{person: string, snapshot: any, etag: string | null}} Kept */

/** @param {Transaction} transaction @param {string} person @returns {Promise<Kept | undefined>} */
export async function readSnapshot(transaction, person) {
  return transaction.objectStore('snapshots').get(person);
}

// As long as the server tells of a person's checks and deeds.
const KEPT_DAYS = 45;

/** Keeps a snapshot and takes over the states that it tells of what this person sent. @param {Transaction} transaction @param {Kept} kept */
export async function saveSnapshot(transaction, kept) {
  await transaction.objectStore('snapshots').put(kept);
  const { own_checks, own_deeds, server_time, community } = kept.snapshot;
  const oldest = addDays(communityDay(server_time, community.timezone), -KEPT_DAYS);
  await takeStates(transaction, kept.person, 'checks', own_checks, oldest);
  // A server from before there were deeds tells of none.
  await takeStates(transaction, kept.person, 'deeds', own_deeds || [], oldest);
}
