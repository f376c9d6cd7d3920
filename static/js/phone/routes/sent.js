/** Everything that this person froze on this phone, sent or not. */

import { readChecks } from '../store/checks.js';
import { readDeeds } from '../store/deeds.js';

/** @import {Check} from '../store/checks.js' */
/** @import {Deed} from '../store/deeds.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit @returns {Promise<{checks: Check[], deeds: Deed[]}>} */
export function readSent({ app, person }) {
  return app.connection.read(['checks', 'deeds'], async (transaction) => ({
    checks: await readChecks(transaction, person.id),
    deeds: await readDeeds(transaction, person.id),
  }));
}
