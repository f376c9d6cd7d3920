/** GET nearby/, map/ and scan/: find a courtyard by distance, on a map, by the code on its door plate. */

import { seeOther } from '../answers.js';
import { readChecks } from '../store/checks.js';
import { readDrafts } from '../store/drafts.js';
import { mapPage } from '../views/map.js';
import { nearbyPage } from '../views/nearby.js';
import { scanPage, scanned } from '../views/scan.js';
import { show } from '../visit.js';
import { noticeCodes } from './notices.js';

/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function nearby(visit) {
  return show(visit, 'inspect/finding/nearby.html', nearbyPage(await known(visit)));
}

/** @param {Visit} visit */
export async function map(visit) {
  const asked = (/** @type {string} */ name) => visit.url.searchParams.get(name) || '';
  const wishes = { grid: asked('grid'), lane: asked('lane'), around: Boolean(asked('around')), size: visit.look.size };
  return show(visit, 'inspect/finding/map.html', mapPage({ ...(await known(visit)), ...wishes }));
}

/** What a plate says opens its courtyard, or is answered with words. @param {Visit} visit */
export async function scan(visit) {
  const { snapshot, url } = visit;
  const plate = url.searchParams.get('plate') || '';
  const [code, problem] = plate ? scanned(snapshot, plate) : ['', ''];
  if (code && !problem) return seeOther(`/inspect/courtyards/${code}/`);
  return show(visit, 'inspect/finding/scan.html', scanPage({ snapshot, plate, notices: noticeCodes(visit, []) }));
}

/** What both the list by distance and the map are made of. @param {Visit} visit */
async function known(visit) {
  const { app, person, snapshot, companions, look, today } = visit;
  const [drafts, checks] = await app.connection.read(['drafts', 'checks'], async (transaction) => [
    await readDrafts(transaction, person.id),
    await readChecks(transaction, person.id),
  ]);
  const place = { fix: app.position(), locating: app.locating() };
  return { snapshot, drafts, checks, companions, today, language: look.language, notices: noticeCodes(visit, checks), ...place };
}
