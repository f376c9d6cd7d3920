/** Entries that have no receipt yet. They leave this store on a receipt that names them, and by nothing else. */

import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @import {Entry} from '../../../../sync/phone/types.js' */

/** @param {Transaction} transaction @param {string} person @returns {Promise<Entry[]>} oldest first, because ids sort by time */
export async function waitingEntries(transaction, person) {
  return transaction.objectStore('outbox').getAll(ofPerson(person));
}

/**
 * Written twice when the connection died without telling whether it was.
 * @param {Transaction} transaction @param {string} person
 * @param {Entry} entry `device` and `seal` are of the phone that made it, when this one only brings it
 */
export async function enqueue(transaction, person, { id, digest, text, device, seal }) {
  const kept = await transaction.objectStore('outbox').get([person, id]);
  if (kept && kept.digest === digest) return;
  await transaction.objectStore('outbox').add(device ? { person, id, digest, text, device, seal } : { person, id, digest, text });
}
