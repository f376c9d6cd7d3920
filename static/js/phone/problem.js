/** What went wrong, as a page or as a fragment: a tap is never answered by nothing. */

import { savesCheck } from './addresses.js';
import { html } from './answers.js';
import { isFull } from './store/connection.js';
import { DEFAULT_LOOK } from './store/settings.js';
import { Refusal, asksForFragment, pageOf, whose } from './visit.js';

/** @import {App} from './visit.js' */

/** @param {App} app @param {Request} request @param {unknown} error */
export async function problem(app, request, error) {
  const { status, reason, who } = kindOf(app, error);
  const { person, look } = await settingsOf(app);
  await app.speak(look.language);
  const context = { problem: reason, who, page: pageOf(person ? person.id : '', look) };
  if (!asksForFragment(request) && !isSave(request)) return html(app.render('inspect/problem.html', context, look.language), status);
  const headers = { 'HX-Retarget': '#problem', 'HX-Reswap': 'outerHTML', 'HX-Reselect': '#problem' };
  return html(app.render('inspect/_problem.html', context, look.language), status, headers);
}

/** A save asks for the next page. When it fails the form stays, with all that it says. @param {Request} request */
function isSave({ method, url, headers }) {
  return method === 'POST' && headers.has('HX-Request') && savesCheck(new URL(url).pathname);
}

/** @param {App} app @param {unknown} error */
function kindOf(app, error) {
  if (error instanceof Refusal) return error;
  if (isFull(error)) app.changed('full');
  if (isFull(error)) return { status: 507, reason: 'full', who: '' };
  app.report(error);
  return { status: 500, reason: 'broken', who: '' };
}

/** Even when the database itself is what is broken, there is an answer. @param {App} app */
async function settingsOf({ connection, report }) {
  try {
    return await whose(connection);
  } catch (error) {
    report(error);
    return { person: null, look: DEFAULT_LOOK };
  }
}
