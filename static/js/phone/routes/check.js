/** GET /inspect/courtyards/<code>/: the check page. Opening it writes nothing. */

import { readChecks } from '../store/checks.js';
import { checkPage } from '../views/check.js';
import { show } from '../visit.js';
import { courtyardOf, draftOf } from './courtyard.js';
import { noticesOf, toastOf } from './notices.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function check(visit) {
  courtyardOf(visit);
  const draft = await visit.app.connection.read(['drafts', 'checks'], (transaction) => draftOf(transaction, visit));
  return show(visit, 'inspect/check.html', await checkView(visit, draft));
}

/** @param {Visit} visit @param {Draft} draft @param {string[]} [notices] */
export async function checkView(visit, draft, notices = []) {
  const { app, person, snapshot, look, now } = visit;
  const checks = await app.connection.read(['checks'], (transaction) => readChecks(transaction, person.id));
  const toast = toastOf(visit, checks);
  return checkPage({ snapshot, draft, checks, now, language: look.language, notices: noticesOf(visit, notices), toast });
}
