/** Saved checks as this phone keeps them: frozen text, state, and how far each photo got. */

import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @typedef {{sha256: string, bytes: number, type: string, sent: number, received: boolean}} CheckPhoto */
/**
 * @typedef {object} Check
 * @property {string} person
 * @property {string} id
 * @property {string} walk
 * @property {string} courtyard
 * @property {string} day
 * @property {string} digest
 * @property {string} text
 * @property {number} saved_at
 * @property {string} state
 * @property {string} reason
 * @property {string | null} replaces
 * @property {number} faults
 * @property {CheckPhoto[]} photos
 * @property {string} [device] the phone it was made on, when this one only brings it
 * @property {string} [seal]
 */

/** @param {Transaction} transaction @param {string} person @param {string} id @returns {Promise<Check | undefined>} */
export async function readCheck(transaction, person, id) {
  return transaction.objectStore('checks').get([person, id]);
}

/** @param {Transaction} transaction @param {string} person @returns {Promise<Check[]>} oldest first */
export async function readChecks(transaction, person) {
  return transaction.objectStore('checks').getAll(ofPerson(person));
}

/** @param {Transaction} transaction @param {Check} check */
export async function putCheck(transaction, check) {
  await transaction.objectStore('checks').put(check);
}
