/** POST /inspect/courtyards/<code>/: saves the check and goes to the next courtyard. */

import { seeOther } from '../answers.js';
import { withForm } from '../drafts.js';
import { readCheck, readChecks } from '../store/checks.js';
import { readDraft } from '../store/drafts.js';
import { Refusal } from '../visit.js';
import { checkView } from './check.js';
import { courtyardOf, draftOf, openedAt } from './courtyard.js';
import { freeze } from './freeze.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function save(visit) {
  courtyardOf(visit);
  const { app, form, person, snapshot } = visit;
  const id = String(form.get('id') || '');
  const saved = await app.connection.read(['checks'], (transaction) => readCheck(transaction, person.id, id));
  // The same form again: the first time counted.
  if (saved) return goOn(visit, saved.id);
  const draft = await app.connection.read(['drafts', 'checks'], (transaction) => draftOf(transaction, visit));
  if (await isStale(visit)) throw new Refusal(409, 'saved_elsewhere');
  const codes = snapshot.rule_book.items.map((/** @type {{code: string}} */ { code }) => code);
  const check = await freeze(visit, withForm(draft, codes, form));
  app.changed('saved');
  return goOn(visit, check.id);
}

/** Whether another page has saved this courtyard since this form was opened, and no draft was begun after it. @param {Visit} visit */
async function isStale(visit) {
  const { app, person, params } = visit;
  return app.connection.read(['drafts', 'checks'], async (transaction) => {
    if (await readDraft(transaction, person.id, params.code)) return false;
    const opened = openedAt(visit);
    const checks = await readChecks(transaction, person.id);
    return checks.some(({ courtyard, saved_at }) => courtyard === params.code && saved_at > opened);
  });
}

/** @param {Visit} visit @param {string} saved */
async function goOn(visit, saved) {
  const draft = await visit.app.connection.read(['drafts', 'checks'], (transaction) => draftOf(transaction, visit));
  const { has_next, next_code } = await checkView(visit, draft);
  return seeOther(`/inspect/${has_next ? `courtyards/${next_code}/` : ''}?saved=${saved}`);
}
