/** Changes a draft in one transaction: read, change, write. */

import { putDraft } from '../store/drafts.js';
import { draftOf } from './courtyard.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Transaction} from '../store/connection.js' */
/** @import {StoreName} from '../store/schema.js' */
/** @import {Visit} from '../visit.js' */

/**
 * @param {Visit} visit
 * @param {(draft: Draft, transaction: Transaction) => Draft | Promise<Draft>} change
 * @param {StoreName[]} [further] stores that the change needs besides
 * @param {'write' | 'writeBulky'} [how]
 * @returns {Promise<Draft>}
 */
export async function keep(visit, change, further = [], how = 'write') {
  const { app, person } = visit;
  const draft = await app.connection[how](['drafts', 'checks', ...further], async (transaction) => {
    const changed = await change(await draftOf(transaction, visit), transaction);
    await putDraft(transaction, { ...changed, person: person.id });
    return changed;
  });
  app.changed('draft');
  return draft;
}
