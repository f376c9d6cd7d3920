/** What the page and the worker share: built once, so that a phone fetches it once. */

import messages from 'sanbao:messages';
import templates from 'sanbao:templates';
import { makeRender } from './render.js';
import { makeServer } from './server.js';
import { makeConnection } from './store/connection.js';

/** @import {App} from './visit.js' */

export { knows } from './server.js';
export { readDrafts } from './store/drafts.js';
export { currentPerson } from './store/people.js';
export { readLook, saveLook, readSetting } from './store/settings.js';
export { sendAll, makeSending } from './sending.js';
export { settlePerson, leave } from './signin.js';
export { Refusal, show, whose } from './visit.js';
// What the pages that come later take from here.
export { seeOther } from './answers.js';
export { readChecks } from './store/checks.js';
export { endOf, rowOf, urlOf } from './views/list_row.js';
export { noticesOf } from './views/notices.js';
export { isWaiting, lookAt } from './views/round.js';
export { plain } from './views/search.js';
export { makeConnection };

/** Pages that were fetched later speak and look like the others. @param {{templates: Record<string, unknown>, messages: Record<string, string>}} made */
export function addPages(made) {
  Object.assign(templates, made.templates);
  Object.assign(messages, made.messages);
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
