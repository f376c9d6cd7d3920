/** One request with all that a route needs: whose it is, what the server last said, how pages look, what day it is. */

import { communityDay } from '../../../sync/phone/day.js';
import { html } from './answers.js';
import { currentPerson } from './store/people.js';
import { DEFAULT_LOOK, readLook } from './store/settings.js';
import { readSnapshot } from './store/snapshots.js';

/** @import {Connection} from './store/connection.js' */
/** @import {Person} from './store/people.js' */
/** @import {Look} from './store/settings.js' */
/** @import {Render} from './render.js' */
/** @import {Aside} from './turns.js' */
/** @import {Fix} from './page/position.js' */

/** @typedef {'draft' | 'saved' | 'look' | 'send'} Change */
/**
 * @typedef {object} App what the host of the local server hands in
 * @property {Connection} connection
 * @property {Render} render
 * @property {() => number} now milliseconds
 * @property {(count: number) => Uint8Array} randomBytes
 * @property {() => boolean} isOnline
 * @property {() => Fix | null} position where the phone is, as far as it is known now; null where nobody tells
 * @property {(file: Blob) => Promise<{data: ArrayBuffer, type: string}>} shrink
 * @property {() => Promise<{used: number, is_kept: boolean}>} storage what the phone's store holds
 * @property {() => {busy: boolean, retry_at: number}} sending
 * @property {() => string[]} notices what the host has to say above a page
 * @property {(error: unknown) => void} report what nobody expected; it holds no household's data
 * @property {(what: Change) => void} changed other tabs and the sending hear of it
 */
/**
 * @typedef {object} Visit
 * @property {App} app
 * @property {URL} url
 * @property {Record<string, string>} params of the address
 * @property {FormData} form empty for a GET
 * @property {Aside} aside for what takes long
 * @property {boolean} isFragment whether htmx asks for a part of the page
 * @property {Person} person
 * @property {any} snapshot
 * @property {Look} look
 * @property {number} now
 * @property {string} today
 */

/** Why a request can't be answered as asked; becomes a page or fragment that says so. */
export class Refusal extends Error {
  /** @param {number} status @param {string} reason a key of the problems */
  constructor(status, reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }
}

/** @param {App} app @param {Request} request @param {Record<string, string>} params @param {Aside} aside @returns {Promise<Visit>} */
export async function openVisit(app, request, params, aside) {
  const form = request.method === 'GET' ? new FormData() : await request.formData();
  const { person, look, kept } = await whose(app.connection);
  if (!person) throw new Refusal(401, 'signed_out');
  if (!kept) throw new Refusal(503, 'not_ready');
  const now = app.now();
  const { snapshot } = kept;
  const today = communityDay(now, snapshot.community.timezone);
  return { app, url: new URL(request.url), params, form, aside, isFragment: asksForFragment(request), person, snapshot, look, now, today };
}

/** @param {Connection} connection */
export async function whose(connection) {
  return connection.read(['settings', 'people', 'snapshots'], async (transaction) => {
    const [person, look] = [await currentPerson(transaction), await readLook(transaction)];
    return { person, look, kept: person && (await readSnapshot(transaction, person.id)) };
  });
}

/** @param {Request} request */
export function asksForFragment(request) {
  return request.headers.get('HX-Request-Type') === 'partial' && !request.headers.get('HX-Boosted');
}

/** A whole page or a fragment with the settings every template takes. @param {Visit} visit @param {string} template @param {object} view @param {number} [status] */
export function show({ app, person, look }, template, view, status = 200) {
  return html(app.render(template, { ...view, page: pageOf(person.id, look) }, look.language), status);
}

/** @param {string} person @param {Look} look */
export function pageOf(person, look = DEFAULT_LOOK) {
  const language = look.language === 'en' ? 'en' : 'zh-CN';
  return { language, theme: look.theme, size: look.size, person, host: 'phone', static: '/static' };
}
