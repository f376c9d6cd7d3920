/** Deeds that this person logged, as this phone keeps them: frozen text and state, like checks without photos. */

import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @typedef {{person: string, id: string, courtyard: string, day: string, digest: string, text: string, saved_at: number, state: string, reason: string, replaces: string | null}} Deed */

/** @param {Transaction} transaction @param {string} person @param {string} id @returns {Promise<Deed | undefined>} */
export async function readDeed(transaction, person, id) {
  return transaction.objectStore('deeds').get([person, id]);
}

/** @param {Transaction} transaction @param {string} person @returns {Promise<Deed[]>} oldest first */
export async function readDeeds(transaction, person) {
  return transaction.objectStore('deeds').getAll(ofPerson(person));
}

/** @param {Transaction} transaction @param {Deed} deed */
export async function putDeed(transaction, deed) {
  await transaction.objectStore('deeds').put(deed);
}
