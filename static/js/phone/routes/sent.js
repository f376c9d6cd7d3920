/** Everything that this person froze on this phone, sent or not. */

import { readChecks } from '../store/checks.js';
import { readDeeds } from '../store/deeds.js';

/** @import {Check} from '../store/checks.js' */
/** @import {Transaction} from '../store/connection.js' */
/** @import {Deed} from '../store/deeds.js' */
/** @import {Visit} from '../visit.js' */

/** @typedef {{checks: Check[], deeds: Deed[]}} Sent */

/** @param {Visit} visit @returns {Promise<Sent>} */
export function readSent(visit) {
  return visit.app.connection.read(['checks', 'deeds'], (transaction) => sentOf(transaction, visit));
}

/** @param {Transaction} transaction over checks and deeds @param {Visit} visit @returns {Promise<Sent>} */
export async function sentOf(transaction, { person }) {
  const [checks, deeds] = await Promise.all([readChecks(transaction, person.id), readDeeds(transaction, person.id)]);
  return { checks, deeds };
}
