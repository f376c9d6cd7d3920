/** What the server says of what was sent: the one place that knows which store an id is of. */

import { stateAfter, stateOfReceipt } from '../../../../sync/phone/states.js';
import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @import {Receipt} from '../../../../sync/phone/types.js' */
/** @typedef {{id: string, state: string, reason: string | {code: string, text: string} | null}} Told */

/** The stores of what is sent, and in which states nothing is left to do; a returned check is done again, a deed is not. */
const OVER = { checks: ['approved', 'complete'], deeds: ['approved', 'returned'] };
export const SENT = /** @type {('checks' | 'deeds')[]} */ (Object.keys(OVER));

/** Takes a receipt in: the entry leaves the outbox, its row stays. @param {Transaction} transaction @param {string} person @param {Receipt} receipt */
export async function takeReceipt(transaction, person, receipt) {
  for (const name of SENT) {
    const row = await transaction.objectStore(name).get([person, receipt.id]);
    if (!row || row.digest !== receipt.digest) continue;
    const state = stateAfter(row.state, stateOfReceipt(receipt));
    await transaction.objectStore(name).put({ ...row, state, reason: receipt.reason || '' });
    await transaction.objectStore('outbox').delete([person, receipt.id]);
  }
}

/**
 * Takes over the states that a snapshot tells; what is settled since long leaves the phone.
 * @param {Transaction} transaction
 * @param {string} person
 * @param {'checks' | 'deeds'} name
 * @param {Told[]} told
 * @param {string} oldest day
 */
export async function takeStates(transaction, person, name, told, oldest) {
  const store = transaction.objectStore(name);
  const known = new Map(told.map((own) => [own.id, own]));
  for (const row of await store.getAll(ofPerson(person))) {
    const own = known.get(row.id);
    if (isOver(name, row) && row.day < oldest) await store.delete([person, row.id]);
    else if (own) await store.put({ ...row, state: stateAfter(row.state, own.state), reason: wordsOf(own.reason) });
  }
}

/** Nothing of it is left to do or to send. @param {'checks' | 'deeds'} name @param {{state: string, photos?: {received: boolean}[]}} row */
function isOver(name, { state, photos = [] }) {
  return OVER[name].includes(state) && photos.every(({ received }) => received);
}

/** @param {Told['reason']} reason */
function wordsOf(reason) {
  return reason && typeof reason === 'object' ? reason.text || reason.code : reason || '';
}
