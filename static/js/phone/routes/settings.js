/** GET /inspect/settings/ shows how pages look and what the phone holds; POST keeps a choice. */

import { html } from '../answers.js';
import { photosOf } from '../drafts.js';
import { readChecks } from '../store/checks.js';
import { readDrafts } from '../store/drafts.js';
import { countPhotos } from '../store/photos.js';
import { saveLook } from '../store/settings.js';
import { settingsPage } from '../views/settings.js';
import { show } from '../visit.js';
import { noticesOf } from './notices.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Check} from '../store/checks.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function settings(visit) {
  const { app, person, snapshot, look } = visit;
  const [checks, drafts, photos] = await app.connection.read(['checks', 'drafts', 'photos'], async (transaction) => [
    await readChecks(transaction, person.id),
    await readDrafts(transaction, person.id),
    await countPhotos(transaction, person.id),
  ]);
  const told = await app.storage();
  const storage = { ...told, used: told.used || bytesOf(checks, drafts), photos };
  return show(visit, 'inspect/settings.html', settingsPage({ snapshot, checks, ...look, storage, notices: noticesOf(visit) }));
}

/** What is known of it where the browser does not tell: the texts, and the photos that are still here. @param {Check[]} checks @param {Draft[]} drafts */
function bytesOf(checks, drafts) {
  const here = [...checks.flatMap((check) => check.photos.filter(({ received }) => !received)), ...drafts.flatMap(photosOf)];
  return [...checks.map(({ text }) => text.length), ...here.map(({ bytes }) => bytes)].reduce((sum, size) => sum + size, 0);
}

/** @param {Visit} visit */
export async function changeSettings({ app, form }) {
  const chosen = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  if (chosen.theme === 'auto') chosen.theme = '';
  await app.connection.write(['settings'], (transaction) => saveLook(transaction, chosen));
  app.changed('look');
  // Theme, size and language stand on <html>, which no swap reaches: the whole page comes anew.
  return html('', 200, { 'HX-Refresh': 'true' });
}
