/** GET /inspect/courtyards/<code>/: the check page. Opening it writes nothing. */

import { seeOther } from '../answers.js';
import { readChecks } from '../store/checks.js';
import { readDraft } from '../store/drafts.js';
import { checkPage } from '../views/check.js';
import { show } from '../visit.js';
import { courtyardToCheck, draftOf } from './courtyard.js';
import { toastAsked } from './notices.js';
import { readSent } from './sent.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Transaction} from '../store/connection.js' */
/** @import {Visit} from '../visit.js' */

const UNDECIDED = ['phone', 'received', 'complete'];

/** @param {Visit} visit */
export async function check(visit) {
  courtyardToCheck(visit);
  const { draft, saved } = await visit.app.connection.read(['drafts', 'checks'], async (transaction) => ({
    draft: await draftOf(transaction, visit),
    saved: await savedToday(transaction, visit),
  }));
  // The back button and a second tab must not check a courtyard a second time unawares.
  if (saved) return seeOther(`/inspect/checks/${saved.id}/${visit.url.search}`);
  visit.trail.at = visit.params.code;
  // Back to the list as it was: under the same tab, with the same search.
  return show(visit, 'inspect/check.html', { ...(await checkView(visit, draft)), back_url: `/inspect/${visit.trail.list || ''}` });
}

/** Today's check of this courtyard that may still be taken back; not when a draft was begun since. @param {Transaction} transaction @param {Visit} visit */
async function savedToday(transaction, { person, params, today }) {
  if (await readDraft(transaction, person.id, params.code)) return undefined;
  const checks = await readChecks(transaction, person.id);
  const replaced = new Set(checks.map(({ replaces }) => replaces));
  return checks.find(({ id, courtyard, day, state }) =>
    courtyard === params.code && day === today && UNDECIDED.includes(state) && !replaced.has(id));
}

/** @param {Visit} visit @param {Draft} draft @param {string[]} [notices] */
export async function checkView(visit, draft, notices = []) {
  const { snapshot, companions, look, now } = visit;
  const { checks, deeds } = await readSent(visit);
  const toast = toastAsked(visit, [...checks, ...deeds]);
  return checkPage({ snapshot, draft, checks, companions, now, language: look.language, notices, toast });
}
