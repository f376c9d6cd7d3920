/** What the server last told each person's phone. */

import { stateAfter } from '../../../../sync/phone/states.js';
import { readChecks, putCheck } from './checks.js';

/** @import {Transaction} from './connection.js' */
/** @typedef {{person: string, snapshot: any, etag: string | null}} Kept */

/** @param {Transaction} transaction @param {string} person @returns {Promise<Kept | undefined>} */
export async function readSnapshot(transaction, person) {
  return transaction.objectStore('snapshots').get(person);
}

/** Keeps a snapshot and takes over the states that it tells of this person's checks. @param {Transaction} transaction @param {Kept} kept */
export async function saveSnapshot(transaction, kept) {
  await transaction.objectStore('snapshots').put(kept);
  const told = new Map(kept.snapshot.own_checks.map((/** @type {{id: string}} */ own) => [own.id, own]));
  for (const check of await readChecks(transaction, kept.person)) {
    const own = told.get(check.id);
    if (own) await putCheck(transaction, { ...check, state: stateAfter(check.state, own.state), reason: wordsOf(own.reason) });
  }
}

/** @param {{code: string, text: string} | null} reason */
function wordsOf(reason) {
  return reason ? reason.text || reason.code : '';
}
