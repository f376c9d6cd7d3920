/** GET /inspect/courtyards/<code>/: the check page. Opening it writes nothing. */

import { seeOther } from '../answers.js';
import { readDraft } from '../store/drafts.js';
import { checkPage } from '../views/check.js';
import { ownChecks, replacedBy } from '../views/own_checks.js';
import { show } from '../visit.js';
import { courtyardToCheck, draftOf } from './courtyard.js';
import { toastAsked } from './notices.js';
import { sentOf } from './sent.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Check} from '../store/checks.js' */
/** @import {Sent} from './sent.js' */
/** @import {Visit} from '../visit.js' */

const UNDECIDED = ['phone', 'received', 'complete'];

/** @param {Visit} visit */
export async function check(visit) {
  courtyardToCheck(visit);
  const [kept, draft, sent] = await visit.app.connection.read(['drafts', 'checks', 'deeds'], (transaction) => Promise.all([
    readDraft(transaction, visit.person.id, visit.params.code), draftOf(transaction, visit), sentOf(transaction, visit),
  ]));
  const saved = kept ? undefined : savedToday(sent.checks, visit);
  // The back button and a second tab must not check a courtyard a second time unawares.
  if (saved) return seeOther(`/inspect/checks/${saved.id}/${visit.url.search}`);
  visit.trail.at = visit.params.code;
  // Back to the list as it was: under the same tab, with the same search.
  return show(visit, 'inspect/check.html', { ...checkView(visit, draft, sent), back_url: `/inspect/${visit.trail.list || ''}` });
}

/** Today's check of this courtyard that may still be taken back. @param {Check[]} checks @param {Visit} visit */
function savedToday(checks, { params, snapshot, today }) {
  const replaced = replacedBy(ownChecks(snapshot, checks));
  return checks.find(({ id, courtyard, day, state }) =>
    courtyard === params.code && day === today && UNDECIDED.includes(state) && !replaced.has(id));
}

/** @param {Visit} visit @param {Draft} draft @param {Sent} sent @param {string[]} [notices] */
export function checkView(visit, draft, { checks, deeds }, notices = []) {
  const { snapshot, companions, look, now } = visit;
  const toast = toastAsked(visit, [...checks, ...deeds]);
  return checkPage({ snapshot, draft, checks, companions, now, language: look.language, notices, toast });
}
