/** GET /inspect/settings/ shows how pages look and what the phone holds; POST keeps a choice. */

import { html } from '../answers.js';
import { photosOf } from '../drafts.js';
import { readDrafts } from '../store/drafts.js';
import { countPhotos } from '../store/photos.js';
import { OFFLINE, WIFI, readSetting, saveLook, saveSetting } from '../store/settings.js';
import { settingsPage } from '../views/settings.js';
import { show } from '../visit.js';
import { noticeCodes } from './notices.js';
import { readSent } from './sent.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Check} from '../store/checks.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function settings(visit) {
  const { app, person, snapshot, look, now } = visit;
  const { checks, deeds } = await readSent(visit);
  const [drafts, photos, waits, offline] = await app.connection.read(['drafts', 'photos', 'settings'], async (transaction) => [
    await readDrafts(transaction, person.id),
    await countPhotos(transaction, person.id),
    await readSetting(transaction, WIFI),
    await readSetting(transaction, OFFLINE),
  ]);
  const told = await app.storage();
  const known = { waits: Boolean(waits), offline: offline && offline.person === person.id ? offline : null };
  const storage = { ...told, used: told.used || bytesOf(checks, drafts), photos, ...known };
  return show(visit, 'inspect/settings.html', settingsPage({ snapshot, checks, deeds, ...look, now, storage, notices: noticeCodes(visit, [...checks, ...deeds]) }));
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
  await app.connection.write(['settings'], async (transaction) => {
    await saveLook(transaction, chosen);
    if (chosen.photos) await saveSetting(transaction, WIFI, chosen.photos === 'wifi');
  });
  // Theme, size and language stand on <html>, which no swap reaches: the page hears of it and dresses itself anew.
  app.changed('look');
  return html('', 200, { 'HX-Reswap': 'none' });
}
