/** What the server last told each person's phone. */

import { stateAfter } from '../../../../sync/phone/states.js';
import { addDays, communityDay } from '../../../../sync/phone/day.js';
import { dropCheck, putCheck, readChecks } from './checks.js';

/** @import {Transaction} from './connection.js' */
/** @import {Check} from './checks.js' */
/** @typedef {{person: string, snapshot: any, etag: string | null}} Kept */

/** @param {Transaction} transaction @param {string} person @returns {Promise<Kept | undefined>} */
export async function readSnapshot(transaction, person) {
  return transaction.objectStore('snapshots').get(person);
}

// As long as the server tells of a person's checks.
const KEPT_DAYS = 45;

/** Keeps a snapshot and takes over the states that it tells of this person's checks. @param {Transaction} transaction @param {Kept} kept */
export async function saveSnapshot(transaction, kept) {
  await transaction.objectStore('snapshots').put(kept);
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
