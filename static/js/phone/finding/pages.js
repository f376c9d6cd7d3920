/** The pages that find a courtyard: by distance, on a map, by the code on its door plate. */

import { seeOther } from '../answers.js';
import { readChecks } from '../store/checks.js';
import { readDrafts } from '../store/drafts.js';
import { show } from '../visit.js';
import { mapPage } from './map.js';
import { nearbyPage } from './nearby.js';
import { scanPage, scanned } from './scan.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit @param {string[]} notices */
export async function nearby(visit, notices) {
  return show(visit, 'inspect/finding/nearby.html', nearbyPage({ ...(await known(visit)), notices }));
}

/** @param {Visit} visit @param {string[]} notices */
export async function map(visit, notices) {
  const asked = (/** @type {string} */ name) => visit.url.searchParams.get(name) || '';
  const wishes = { grid: asked('grid'), lane: asked('lane'), around: Boolean(asked('around')), size: visit.look.size };
  return show(visit, 'inspect/finding/map.html', mapPage({ ...(await known(visit)), ...wishes, notices }));
}

/** What a plate says opens its courtyard, or is answered with words. @param {Visit} visit @param {string[]} notices */
export async function scan(visit, notices) {
  const { snapshot, url } = visit;
  const plate = url.searchParams.get('plate') || '';
  const [code, problem] = plate ? scanned(snapshot, plate) : ['', ''];
  if (code && !problem) return seeOther(`/inspect/courtyards/${code}/`);
  return show(visit, 'inspect/finding/scan.html', scanPage({ snapshot, plate, notices }));
}

/** What both the list by distance and the map are made of. @param {Visit} visit */
async function known(visit) {
  const { app, person, snapshot, look, today } = visit;
  const [drafts, checks] = await app.connection.read(['drafts', 'checks'], async (transaction) => [
    await readDrafts(transaction, person.id),
    await readChecks(transaction, person.id),
  ]);
  const place = { fix: app.position(), locating: app.locating() };
  return { snapshot, drafts, checks, today, language: look.language, ...place };
}
