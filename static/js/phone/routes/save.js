/** POST /inspect/courtyards/<code>/: saves the check and goes to the next courtyard. */

import { seeOther } from '../answers.js';
import { withForm } from '../drafts.js';
import { readChecks } from '../store/checks.js';
import { readDraft } from '../store/drafts.js';
import { lookAt, nextOf } from '../views/round.js';
import { courtyardToCheck, draftOf, openedAt } from './courtyard.js';
import { freeze } from './freeze.js';

/** @import {Check} from '../store/checks.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function save(visit) {
  courtyardToCheck(visit);
  const { app, form, params, person, snapshot } = visit;
  const [kept, draft, checks] = await app.connection.read(['drafts', 'checks'], (transaction) => Promise.all([
    readDraft(transaction, person.id, params.code), draftOf(transaction, visit), readChecks(transaction, person.id),
  ]));
  // The same form again, from a double tap or another tab: the first time counted.
  const before = (/** @type {Check[]} */ known) => savedSince(known, visit, draft.id, Boolean(kept))?.id;
  const saved = before(checks);
  if (saved) return goOn(visit, checks, saved);
  const codes = snapshot.rule_book.items.map((/** @type {{code: string}} */ { code }) => code);
  const after = await freeze(visit, withForm(draft, codes, form), before);
  app.changed('saved');
  return goOn(visit, after.checks, after.id);
}

/** The check that this form was already saved as. @param {Check[]} checks @param {Visit} visit @param {string} draft its id @param {boolean} isBegun it was begun since */
function savedSince(checks, visit, draft, isBegun) {
  const { app, form, params } = visit;
  const same = checks.find(({ id }) => id === draft || id === form.get('id'));
  if (same || isBegun) return same;
  const opened = openedAt(visit);
  // One from the future was saved before a fast clock was put right: it says nothing of this form.
  return checks.find(({ courtyard, saved_at }) => courtyard === params.code && saved_at > opened && saved_at <= app.now());
}

/** @param {Visit} visit @param {Check[]} checks @param {string} saved */
function goOn({ params, snapshot, companions, today }, checks, saved) {
  const next = nextOf(lookAt(snapshot, [], checks, today, companions), params.code);
  return seeOther(`/inspect/${next ? `courtyards/${next.courtyard.code}/` : ''}?saved=${saved}`);
}
