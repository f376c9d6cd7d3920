/** Finds the courtyard of an address and the draft that a form goes on with. */

import { emptyDraft } from '../drafts.js';
import { readCheck } from '../store/checks.js';
import { readDraft } from '../store/drafts.js';
import { Refusal } from '../visit.js';
import { newId } from './freeze.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Transaction} from '../store/connection.js' */
/** @import {Visit} from '../visit.js' */

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** One that may be checked now: 回避 binds who comes along too. @param {Visit} visit */
export function courtyardToCheck(visit) {
  const companion = visit.companions.find(({ recused }) => recused.includes(visit.params.code));
  const found = courtyardOnRound(visit);
  if (companion) throw new Refusal(403, 'companion_recused', companion.name);
  return found;
}

/** @param {Visit} visit */
export function courtyardOnRound({ snapshot, params }) {
  if (snapshot.recused.includes(params.code)) throw new Refusal(403, 'recused');
  const found = snapshot.courtyards.find((/** @type {{code: string}} */ { code }) => code === params.code);
  if (!found) throw new Refusal(404, 'unknown_courtyard');
  return found;
}

/** @param {Visit} visit */
export function itemToCheck({ snapshot, params }) {
  const found = snapshot.rule_book.items.find((/** @type {{code: string}} */ { code }) => code === params.item);
  if (!found) throw new Refusal(404, 'unknown_item');
  return found;
}

/**
 * The kept draft, or the one that this form begins; the form brings the id, so that saving it twice is one check.
 * @param {Transaction} transaction over drafts and checks
 * @param {Visit} visit
 * @returns {Promise<Draft>}
 */
export async function draftOf(transaction, visit) {
  const { person, params, form } = visit;
  const kept = await readDraft(transaction, person.id, params.code);
  if (kept) return kept;
  const wanted = String(form.get('id') || '');
  const isFree = UUID.test(wanted) && !(await readCheck(transaction, person.id, wanted));
  const replaces = UUID.test(String(form.get('replaces') || '')) ? String(form.get('replaces')) : null;
  return emptyDraft({ id: isFree ? wanted : newId(visit), courtyard: params.code, now: openedAt(visit), replaces });
}

/** @param {Visit} visit */
export function openedAt({ form, now }) {
  const told = Number(form.get('opened_at'));
  return Number.isSafeInteger(told) && told > 0 && told <= now ? told : now;
}
