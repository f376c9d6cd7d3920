/** POST /inspect/courtyards/<code>/: saves the check and goes to the next courtyard. */

import { seeOther } from '../answers.js';
import { withForm } from '../drafts.js';
import { readCheck, readChecks } from '../store/checks.js';
import { readDraft } from '../store/drafts.js';
import { lookAt, nextOf } from '../views/round.js';
import { courtyardToCheck, draftOf, openedAt } from './courtyard.js';
import { freeze } from './freeze.js';

/** @import {Transaction} from '../store/connection.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function save(visit) {
  courtyardToCheck(visit);
  const { app, form, person, snapshot } = visit;
  const saved = await app.connection.read(['drafts', 'checks'], (transaction) => savedSince(transaction, visit));
  // The same form again, from a double tap or another tab: the first time counted.
  if (saved) return goOn(visit, saved.id);
  const draft = await app.connection.read(['drafts', 'checks'], (transaction) => draftOf(transaction, visit));
  const codes = snapshot.rule_book.items.map((/** @type {{code: string}} */ { code }) => code);
  const check = await freeze(visit, withForm(draft, codes, form));
  app.changed('saved');
  return goOn(visit, check.id);
}

/** The check that this form was already saved as. @param {Transaction} transaction @param {Visit} visit */
async function savedSince(transaction, visit) {
  const { form, person, params } = visit;
  const same = await readCheck(transaction, person.id, String(form.get('id') || ''));
  if (same || (await readDraft(transaction, person.id, params.code))) return same;
  const opened = openedAt(visit);
  const checks = await readChecks(transaction, person.id);
  // One from the future was saved before a fast clock was put right: it says nothing of this form.
  return checks.find(({ courtyard, saved_at }) => courtyard === params.code && saved_at > opened && saved_at <= visit.now);
}

/** @param {Visit} visit @param {string} saved */
async function goOn(visit, saved) {
  const { app, person, params, snapshot, companions, today } = visit;
  const checks = await app.connection.read(['checks'], (transaction) => readChecks(transaction, person.id));
  const next = nextOf(lookAt(snapshot, [], checks, today, companions), params.code);
  return seeOther(`/inspect/${next ? `courtyards/${next.courtyard.code}/` : ''}?saved=${saved}`);
}
