/** The phone's own server: a function from a request to the promise of an answer. It knows neither page nor worker. */

import { saysAll } from './addresses.js';
import { problem } from './problem.js';
import { leaveCamera, openCamera } from './routes/camera.js';
import { check } from './routes/check.js';
import { companions, keepCompanions } from './routes/companions.js';
import { deed, logDeed, withdrawDeed } from './routes/deed.js';
import { map, nearby, scan } from './routes/finding.js';
import { item } from './routes/item.js';
import { list } from './routes/list.js';
import { isLocked } from './routes/notices.js';
import { obstacle } from './routes/obstacle.js';
import { outbox, send } from './routes/outbox.js';
import { addPhotos, dropPhoto, photo, turnPhoto } from './routes/photos.js';
import { rescue, useFile } from './routes/rescue.js';
import { save } from './routes/save.js';
import { redo, saved, withdraw } from './routes/saved.js';
import { changeSettings, settings } from './routes/settings.js';
import { makeTurns } from './turns.js';
import { Refusal, openVisit } from './visit.js';

/** @import {Aside} from './turns.js' */
/** @import {App, Trail, Visit} from './visit.js' */
/** @typedef {(visit: Visit) => Promise<Response>} Handler */
/** @typedef {{method: string, pattern: RegExp, handle: Handler, opens: Opens}} Route */
/** @typedef {'' | 'locked' | 'anybody'} Opens also when the phone was away too long; also when nobody is signed in */

const COURTYARD = 'courtyards/(?<code>[^/]+)/';
const ITEM = `${COURTYARD}items/(?<item>[^/]+)/`;
const CHECK = 'checks/(?<id>[^/]+)/';

/** What shows nothing that the server sent, or only what is still unsent, stays open when the phone is locked. */
const ROUTES = [
  route('GET', '', list),
  route('GET', 'nearby/', nearby),
  route('GET', 'map/', map),
  route('GET', 'scan/', scan),
  route('GET', COURTYARD, check),
  route('POST', COURTYARD, save),
  route('POST', ITEM, item),
  route('GET', `${ITEM}camera/`, leaveCamera),
  route('POST', `${ITEM}camera/`, openCamera),
  route('POST', `${ITEM}photos/`, addPhotos),
  route('POST', `${ITEM}photos/(?<sha256>[0-9a-f]{64})/drop/`, dropPhoto),
  route('POST', `${ITEM}photos/(?<sha256>[0-9a-f]{64})/shows/`, turnPhoto),
  route('POST', `${COURTYARD}obstacle/`, obstacle),
  route('GET', `${COURTYARD}deed/`, deed),
  route('POST', `${COURTYARD}deed/`, logDeed),
  route('POST', 'deeds/(?<id>[^/]+)/withdraw/', withdrawDeed),
  route('GET', 'companions/', companions),
  route('POST', 'companions/', keepCompanions),
  route('GET', 'photos/(?<sha256>[0-9a-f]{64})', photo, 'locked'),
  route('GET', CHECK, saved),
  route('POST', `${CHECK}withdraw/`, withdraw),
  route('POST', `${CHECK}redo/`, redo),
  route('GET', 'outbox/', outbox, 'locked'),
  route('POST', 'outbox/send/', send, 'locked'),
  route('GET', 'rescue/', rescue, 'anybody'),
  route('POST', 'rescue/', useFile, 'anybody'),
  route('GET', 'settings/', settings, 'locked'),
  route('POST', 'settings/', changeSettings, 'locked'),
];

/**
 * Answers what changes something one after another. A tap does not wait for a photo being shrunk; saving the check does.
 * @param {App} app
 * @returns {(request: Request) => Promise<Response>}
 */
export function makeServer(app) {
  const take = makeTurns();
  /** @type {Trail} */
  const trail = { list: null, at: '' };
  return (request) => {
    if (request.method === 'GET') return answer(app, request, atOnce, trail);
    return take((aside) => answer(app, request, aside, trail), saysAll(new URL(request.url).pathname));
  };
}

/** @type {Aside} */
const atOnce = (work) => work();

/** Whether the local server has a page for this address. @param {string} method @param {string} path */
export function knows(method, path) {
  return ROUTES.some((each) => each.method === method && each.pattern.test(path));
}

/** @param {App} app @param {Request} request @param {Aside} aside @param {Trail} trail */
async function answer(app, request, aside, trail) {
  try {
    const { route: found, params } = find(request);
    const visit = await openVisit(app, request, params, aside, trail, found.opens === 'anybody');
    if (!found.opens && isLocked(visit)) throw new Refusal(423, 'locked');
    return await found.handle(visit);
  } catch (error) {
    return problem(app, request, error);
  }
}

/** @param {Request} request */
function find({ method, url }) {
  const path = new URL(url).pathname;
  for (const each of ROUTES) {
    const match = each.method === method && each.pattern.exec(path);
    if (match) return { route: each, params: { ...match.groups } };
  }
  throw new Refusal(404, 'unknown_page');
}

/** @param {string} method @param {string} path below /inspect/ @param {Handler} handle @param {Opens} [opens] @returns {Route} */
function route(method, path, handle, opens = '') {
  return { method, pattern: new RegExp(`^/inspect/${path}$`), handle, opens };
}
