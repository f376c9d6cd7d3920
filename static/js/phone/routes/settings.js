/** GET /inspect/settings/ shows how pages look and what the phone holds; POST keeps a choice. */

import { html } from '../answers.js';
import { countPhotos } from '../store/photos.js';
import { saveLook } from '../store/settings.js';
import { settingsPage } from '../views/settings.js';
import { show } from '../visit.js';
import { noticesOf } from './notices.js';
import { readSent } from './sent.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function settings(visit) {
  const { app, person, snapshot, look } = visit;
  const { checks, deeds } = await readSent(visit);
  const photos = await app.connection.read(['photos'], (transaction) => countPhotos(transaction, person.id));
  const storage = { ...(await app.storage()), photos };
  return show(visit, 'inspect/settings.html', settingsPage({ snapshot, checks, deeds, ...look, storage, notices: noticesOf(visit) }));
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
