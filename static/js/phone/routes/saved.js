/** A saved check: GET shows it, POST withdraw/ takes it back, POST redo/ begins one that replaces it. */

import { seeOther } from '../answers.js';
import { emptyDraft, withContentOf } from '../drafts.js';
import { readCheck } from '../store/checks.js';
import { putDraft, readDraft } from '../store/drafts.js';
import { ownChecks, replacedBy } from '../views/own_checks.js';
import { savedCheck } from '../views/saved.js';
import { Refusal, show } from '../visit.js';
import { courtyardToCheck } from './courtyard.js';
import { freeze, newId } from './freeze.js';
import { toastAsked } from './notices.js';
import { readSent } from './sent.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Check} from '../store/checks.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function saved(visit) {
  const { params, snapshot, look, now } = visit;
  const { checks, deeds } = await readSent(visit);
  const toast = toastAsked(visit, [...checks, ...deeds]);
  const view = savedCheck({ snapshot, checks, check: params.id, now, language: look.language, toast });
  if (!view) throw new Refusal(404, 'unknown_check');
  return show(visit, 'inspect/saved.html', view);
}

/** Taking back is a check of its own; what it said comes back as a draft, to be mended. @param {Visit} visit */
export async function withdraw(visit) {
  const { courtyard, text } = await foundOf(visit);
  courtyardToCheck({ ...visit, params: { code: courtyard } });
  const replacement = (/** @type {Check[]} */ checks) => replacedBy(ownChecks(visit.snapshot, checks)).get(visit.params.id);
  const withdrawal = { ...begin(visit, courtyard, visit.params.id), withdrawn: true };
  const kept = await visit.app.connection.read(['drafts'], (transaction) => readDraft(transaction, visit.person.id, courtyard));
  const following = { ...begin(visit, courtyard, withdrawal.id), ...(kept && contentOf(kept)) };
  const again = text && !kept ? withContentOf(text, following) : following;
  const { id } = await freeze(visit, withdrawal, replacement, { ...again, person: visit.person.id });
  if (id !== withdrawal.id) throw new Refusal(409, 'replaced');
  visit.app.changed('saved');
  return seeOther(`/inspect/courtyards/${courtyard}/?withdrawn=${withdrawal.id}`);
}

/** @param {Visit} visit */
export async function redo(visit) {
  const { courtyard, text } = await foundOf(visit);
  courtyardToCheck({ ...visit, params: { code: courtyard } });
  await visit.app.connection.write(['drafts'], async (transaction) => {
    const kept = await readDraft(transaction, visit.person.id, courtyard);
    if (kept && kept.replaces === visit.params.id) return;
    const fresh = begin(visit, courtyard, visit.params.id);
    const draft = kept ? { ...fresh, ...contentOf(kept) } : text ? withContentOf(text, fresh) : fresh;
    await putDraft(transaction, { ...draft, person: visit.person.id });
  });
  visit.app.changed('draft');
  return seeOther(`/inspect/courtyards/${courtyard}/`);
}

/** One of this person's checks: from this phone, or one that the snapshot tells of. @param {Visit} visit @returns {Promise<{courtyard: string, text: string}>} */
async function foundOf({ app, person, params, snapshot }) {
  const here = await app.connection.read(['checks'], (transaction) => readCheck(transaction, person.id, params.id));
  const there = snapshot.own_checks.find((/** @type {{id: string}} */ { id }) => id === params.id);
  if (!here && !there) throw new Refusal(404, 'unknown_check');
  return { courtyard: (here || there).courtyard, text: here ? here.text : '' };
}

/** @param {Visit} visit @param {string} courtyard @param {string} replaces */
function begin(visit, courtyard, replaces) {
  return emptyDraft({ id: newId(visit), courtyard, now: visit.now, replaces });
}

/** @param {Draft} draft */
function contentOf({ items, obstacle, at }) {
  return { items, obstacle, at };
}
