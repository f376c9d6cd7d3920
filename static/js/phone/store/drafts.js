/** Checks that are begun and not yet saved: one per person and courtyard. */

import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @import {Draft, DraftItem} from '../../../../sync/phone/types.js' */
/** @typedef {Draft & {person: string}} KeptDraft */

/** @param {Transaction} transaction @param {string} person @param {string} courtyard @returns {Promise<KeptDraft | undefined>} */
export async function readDraft(transaction, person, courtyard) {
  return transaction.objectStore('drafts').get([person, courtyard]);
}

/** @param {Transaction} transaction @param {string} person @returns {Promise<KeptDraft[]>} */
export async function readDrafts(transaction, person) {
  return transaction.objectStore('drafts').getAll(ofPerson(person));
}

/** @param {Transaction} transaction @param {KeptDraft} draft */
export async function putDraft(transaction, draft) {
  await transaction.objectStore('drafts').put(draft);
}

/** @param {Transaction} transaction @param {string} person @param {string} courtyard */
export async function dropDraft(transaction, person, courtyard) {
  await transaction.objectStore('drafts').delete([person, courtyard]);
}
