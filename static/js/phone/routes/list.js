/** GET /inspect/: today's list. */

import { readChecks } from '../store/checks.js';
import { readDrafts } from '../store/drafts.js';
import { listPage } from '../views/list.js';
import { show } from '../visit.js';
import { noticesOf, toastOf } from './notices.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function list(visit) {
  const { app, url, person, snapshot, look, today } = visit;
  const [drafts, checks] = await app.connection.read(['drafts', 'checks'], async (transaction) => [
    await readDrafts(transaction, person.id),
    await readChecks(transaction, person.id),
  ]);
  const asked = (/** @type {string} */ name) => url.searchParams.get(name) || '';
  const view = listPage({
    snapshot, drafts, checks, today, show: asked('show'), grid: asked('grid'), query: asked('q'), online: app.isOnline(),
    language: look.language, notices: noticesOf(visit, checks), toast: toastOf(visit, checks),
  });
  return show(visit, 'inspect/list.html', view);
}
