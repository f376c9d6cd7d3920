/** GET /inspect/: today's list. */

import { readDrafts } from '../store/drafts.js';
import { listPage } from '../views/list.js';
import { show } from '../visit.js';
import { noticeCodes, toastAsked } from './notices.js';
import { sentOf } from './sent.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function list(visit) {
  const { app, url, person, snapshot, companions, look, today } = visit;
  const [{ checks, deeds }, drafts] = await app.connection.read(['checks', 'deeds', 'drafts'], (transaction) =>
    Promise.all([sentOf(transaction, visit), readDrafts(transaction, person.id)]));
  visit.trail.list = plainSearch(url);
  const asked = (/** @type {string} */ name) => url.searchParams.get(name) || '';
  const view = listPage({
    snapshot, drafts, checks, deeds, companions, today, show: asked('show'), grid: asked('grid'), query: asked('q'), at: visit.trail.at,
    online: app.isOnline(), language: look.language, notices: noticeCodes(visit, [...checks, ...deeds]), toast: toastAsked(visit, checks),
  });
  return show(visit, 'inspect/list.html', view);
}

/** Without what the address said for one answer only. @param {URL} url */
function plainSearch({ search }) {
  const wishes = new URLSearchParams(search);
  for (const once of ['saved', 'withdrawn', 'deed']) wishes.delete(once);
  return wishes.toString() && `?${wishes}`;
}
