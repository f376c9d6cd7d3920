/** What the server says of what was sent: the one place that knows which store an id is of. */

import { stateAfter, stateOfReceipt } from '../../../../sync/phone/states.js';
import { dropUnused } from './photos.js';
import { ofPerson } from './schema.js';

/** @import {Transaction} from './connection.js' */
/** @import {Receipt} from '../../../../sync/phone/types.js' */
/** @typedef {{digest: string, verdict: string, text: string}} Settled */
/** @typedef {{id: string, state: string, reason: string | {code: string, text: string} | null}} Told */

/** The stores of what is sent, and in which states nothing is left to do; a returned check is done again, a deed is not. */
const OVER = { checks: ['approved', 'complete', 'dismissed'], deeds: ['approved', 'returned', 'dismissed'] };
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
 * Takes over the states that a snapshot tells; what is settled since long leaves the phone, with its photos.
 * @param {Transaction} transaction
 * @param {{person: string, name: 'checks' | 'deeds', told: Told[], settled?: Settled[], oldest: string}} news `oldest` is a day
 */
export async function takeStates(transaction, { person, name, told, settled = [], oldest }) {
  const store = transaction.objectStore(name);
  const known = new Map(told.map((own) => [own.id, own]));
  const settlements = new Map(settled.map((one) => [one.digest, one]));
  /** @type {{sha256: string}[]} */
  const left = [];
  for (const row of await store.getAll(ofPerson(person))) {
    const own = newsOf(row, known.get(row.id), settlements.get(row.digest));
    if (isOver(name, row) && row.day < oldest) {
      await store.delete([person, row.id]);
      left.push(...(row.photos || []));
    } else if (own) await store.put({ ...row, state: stateAfter(row.state, own.state), reason: wordsOf(own.reason) });
  }
  await dropUnused(transaction, person, left.map(({ sha256 }) => sha256));
}

/** What is told of this text; of one put aside in a conflict nothing, until staff have settled it: what stands under its id is another. @param {{state: string}} row @param {Told | undefined} own @param {Settled | undefined} settlement */
function newsOf(row, own, settlement) {
  if (settlement && settlement.verdict === 'dismissed') return { state: 'dismissed', reason: settlement.text };
  return row.state === 'conflict' && !settlement ? undefined : own;
}

/** Nothing of it is left to do or to send. @param {'checks' | 'deeds'} name @param {{state: string, photos?: {received: boolean}[]}} row */
function isOver(name, { state, photos = [] }) {
  return OVER[name].includes(state) && (state === 'dismissed' || photos.every(({ received }) => received));
}

/** @param {Told['reason']} reason */
function wordsOf(reason) {
  return reason && typeof reason === 'object' ? reason.text || reason.code : reason || '';
}
