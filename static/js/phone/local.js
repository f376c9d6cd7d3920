/** What the page and the worker share: built once, so that a phone fetches it once. */

import templates from 'sanbao:templates';
import { makeRender } from './render.js';
import { makeServer } from './server.js';
import { makeConnection } from './store/connection.js';

/** @import {App} from './visit.js' */

export { knows } from './server.js';
export { readDrafts } from './store/drafts.js';
export { currentPerson } from './store/people.js';
export { readSnapshot } from './store/snapshots.js';
export { OFFLINE, readLook, saveLook, readSetting, saveSetting } from './store/settings.js';
export { sendAll, makeSending } from './sending.js';
export { settlePerson, leave } from './signin.js';
export { whose } from './visit.js';
export { makeConnection };

const ENGLISH = '/static/dist/en.json';
/** @type {Record<string, string>} English by Chinese: a file of its own, because most phones never ask for it */
const messages = {};
/** @type {Promise<unknown> | null} */
let fetched = null;

/** Has the words of a language at hand; where they can't be had, Chinese is said. @param {string} language */
async function speak(language) {
  if (language !== 'en') return;
  // A worker's own fetches do not pass through it.
  const english = async () => Object.assign(messages, await ((await caches.match(ENGLISH)) || (await fetch(ENGLISH))).json());
  fetched = fetched || english().catch(() => { fetched = null; });
  await fetched;
}

/**
 * The local server with what both hosts have: clock, randomness, templates.
 * @param {Omit<App, 'render' | 'speak' | 'now' | 'randomBytes' | 'report'>} host
 */
export function makeLocalServer(host) {
  const randomBytes = (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count));
  const report = (/** @type {unknown} */ error) => console.error(error);
  return makeServer({ ...host, render: makeRender({ templates, messages }), speak, now: Date.now, randomBytes, report });
}
