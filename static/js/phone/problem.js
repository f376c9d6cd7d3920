/** What went wrong, as a page or as a fragment: a tap is never answered by nothing. */

import { html } from './answers.js';
import { isFull, isOutdated } from './store/connection.js';
import { DEFAULT_LOOK } from './store/settings.js';
import { Refusal, asksForFragment, pageOf, whose } from './visit.js';

/** @import {App} from './visit.js' */

/** @param {App} app @param {Request} request @param {unknown} error */
export async function problem(app, request, error) {
  const { status, reason, who } = kindOf(app, error);
  const { person, look } = await settingsOf(app);
  const context = { problem: reason, who, page: pageOf(person ? person.id : '', look) };
  if (!asksForFragment(request)) return html(app.render('inspect/problem.html', context, look.language), status);
  const headers = { 'HX-Retarget': '#problem', 'HX-Reswap': 'outerHTML' };
  return html(app.render('inspect/_problem.html', context, look.language), status, headers);
}

/** @param {App} app @param {unknown} error */
function kindOf(app, error) {
  if (error instanceof Refusal) return error;
  if (isFull(error)) app.changed('full');
  if (isFull(error)) return { status: 507, reason: 'full', who: '' };
  if (isOutdated(error)) return { status: 409, reason: 'outdated', who: '' };
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
