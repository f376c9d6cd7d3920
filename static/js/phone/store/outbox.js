/** Entries that have no receipt yet. They leave this store on a receipt that names them, and by nothing else. */

import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @import {Entry} from '../../../../sync/phone/types.js' */

/** @param {Transaction} transaction @param {string} person @returns {Promise<Entry[]>} oldest first, because ids sort by time */
export async function waitingEntries(transaction, person) {
  return transaction.objectStore('outbox').getAll(ofPerson(person));
}

/** @param {Transaction} transaction @param {string} person @param {Entry} entry `device` and `seal` are of the phone that made it, when this one only brings it */
export async function enqueue(transaction, person, { id, digest, text, device, seal }) {
  await transaction.objectStore('outbox').add(device ? { person, id, digest, text, device, seal } : { person, id, digest, text });
}
