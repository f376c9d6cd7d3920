/** What the page and the worker share: built once, so that a phone fetches it once. */

import messages from 'sanbao:messages';
import templates from 'sanbao:templates';
import { makeRender } from './render.js';
import { makeServer } from './server.js';
import { makeConnection } from './store/connection.js';

/** @import {Materials} from './render.js' */
/** @import {App} from './visit.js' */

export { knows } from './server.js';
export { readDrafts } from './store/drafts.js';
export { currentPerson } from './store/people.js';
export { readLook, saveLook, readSetting } from './store/settings.js';
export { sendAll, makeSending } from './sending.js';
export { settlePerson, leave } from './signin.js';
export { whose } from './visit.js';
export { makeConnection };

/** An extra's templates and words join those that are here. @param {Materials} extra */
export function extend(extra) {
  Object.assign(templates, extra.templates);
  Object.assign(messages, extra.messages);
}

/**
 * The local server with what both hosts have: clock, randomness, templates.
 * @param {Omit<App, 'render' | 'now' | 'randomBytes' | 'report'>} host
 */
export function makeLocalServer(host) {
  const randomBytes = (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count));
  const report = (/** @type {unknown} */ error) => console.error(error);
  return makeServer({ ...host, render: makeRender({ templates, messages }), now: Date.now, randomBytes, report });
}
