/** One request with all that a route needs: whose it is, what the server last said, how pages look, what day it is. */

import { communityDay } from '../../../sync/phone/day.js';
import { html } from './answers.js';
import { everybody } from './store/people.js';
import { DEFAULT_LOOK, lookOf, readSettings } from './store/settings.js';
import { recallSnapshot } from './store/snapshots.js';
import { readWalk } from './store/walks.js';

/** @import {Connection} from './store/connection.js' */
/** @import {Person} from './store/people.js' */
/** @import {Look} from './store/settings.js' */
/** @import {Render} from './render.js' */
/** @import {Aside} from './turns.js' */
/** @import {Fix} from './views/types.js' */

/** @typedef {{id: string, name: string, number: string, recused: string[]}} Companion */
/** @typedef {{list: string | null, at: string}} Trail the list as it was last asked for (null: not yet), and the courtyard last opened */
/** @typedef {{data: ArrayBuffer, type: string, isAsItCame?: boolean}} Made a photo as it is kept */
/** @typedef {typeof import('./rescue.js')} Rescue */
/** @typedef {'draft' | 'saved' | 'look' | 'send' | 'photos' | 'full'} Change `photos`: send them over any line; `full`: the store refused something */
/**
 * @typedef {object} App what the host of the local server hands in
 * @property {Connection} connection
 * @property {Render} render
 * @property {(language: string) => Promise<void>} speak has that language's words at hand for `render`
 * @property {() => number} now milliseconds
 * @property {(count: number) => Uint8Array} randomBytes
 * @property {() => boolean} isOnline
 * @property {() => Fix | null} position where the phone is, as far as it is known now; null where nobody tells
 * @property {() => string} locating what is known of asking for it: '', 'asked' or 'denied'
 * @property {(file: Blob, words: string[]) => Promise<Made | null>} shrink burns the words in; null for what is no photo
 * @property {() => Promise<{used: number, quota?: number, is_kept: boolean, asked?: string}>} storage what the phone's store holds, in bytes; what came of asking to keep it
 * @property {() => {busy: boolean, retry_at: number, answered?: boolean, free?: boolean}} sending
 * @property {() => string[]} notices what the host has to say above a page
 * @property {(error: unknown) => void} report what nobody expected; it holds no household's data
 * @property {() => Promise<Rescue>} [rescue] where files can be written and taken in; fetched only then
 * @property {(what: Change) => void} changed other tabs and the sending hear of it
 */
/**
 * @typedef {object} Visit
 * @property {App} app
 * @property {URL} url
 * @property {Record<string, string>} params of the address
 * @property {FormData} form empty for a GET
 * @property {Aside} aside for what takes long
 * @property {Trail} trail
 * @property {boolean} isFragment whether htmx asks for a part of the page
 * @property {Person} person
 * @property {any} snapshot
 * @property {Companion[]} companions who comes along today
 * @property {Look} look
 * @property {number} now
 * @property {string} today
 */

/** Why a request can't be answered as asked; becomes a page or fragment that says so. */
export class Refusal extends Error {
  /** @param {number} status @param {string} reason a key of the problems @param {string} [who] a name that its words tell */
  constructor(status, reason, who = '') {
    super(reason);
    this.status = status;
    this.reason = reason;
    this.who = who;
  }
}

/**
 * @param {App} app @param {Request} request @param {Record<string, string>} params @param {Aside} aside @param {Trail} trail
 * @param {boolean} [isForAnybody] then there may be neither person nor snapshot
 * @returns {Promise<Visit>}
 */
export async function openVisit(app, request, params, aside, trail, isForAnybody = false) {
  const form = request.method === 'GET' ? new FormData() : await request.formData();
  const { person, look, kept, today, walk } = await whose(app.connection, app.now());
  await app.speak(look.language);
  const told = { url: new URL(request.url), params, form, aside, trail: begun(trail, request), isFragment: asksForFragment(request) };
  const asked = { app, ...told, look, now: app.now() };
  if (isForAnybody && !(person && kept)) return { ...asked, person: /** @type {any} */ (person), snapshot: null, companions: [], today: '' };
  if (!person) throw new Refusal(401, 'signed_out');
  if (!kept) throw new Refusal(503, 'not_ready');
  const { snapshot } = kept;
  const companions = (snapshot.companions || []).filter((/** @type {Companion} */ { id }) => walk.companions?.includes(id));
  return { ...asked, person, snapshot, companions, today };
}

/** The first list of a page may be one that the worker made: then the page's address still tells what was asked. @param {Trail} trail @param {Request} request */
function begun(trail, { headers }) {
  const current = headers.get('HX-Current-URL');
  if (trail.list === null && current) {
    const { pathname, search } = new URL(current);
    trail.list = pathname === '/inspect/' ? search : '';
  }
  return trail;
}

/** Who is here, with what the server last said to them and their walk of today. A tap waits for each answer of the store: nothing is asked for twice. @param {Connection} connection @param {number} [now] */
export async function whose(connection, now = Date.now()) {
  const found = connection.read(['settings', 'people', 'snapshots', 'walks'], async (transaction) => {
    const [settings, people] = await Promise.all([readSettings(transaction), everybody(transaction)]);
    const person = people.find(({ id }) => id === settings.get('person')) || null;
    const kept = person && (await recallSnapshot(connection, transaction, person.id, settings));
    const today = kept ? communityDay(now, kept.snapshot.community.timezone) : '';
    const walk = kept ? await readWalk(transaction, kept.person, today) : {};
    return { person, look: lookOf(settings), kept, today, walk };
  });
  // A browser's first look at a calendar takes as long as the store takes to open: one is done while the other is waited for.
  communityDay(now, 'UTC');
  return found;
}

/** @param {Request} request */
export function asksForFragment(request) {
  return request.headers.get('HX-Request-Type') === 'partial' && !request.headers.get('HX-Boosted');
}

/** A whole page or a fragment with the settings every template takes. @param {Visit} visit @param {string} template @param {object} view @param {number} [status] */
export function show({ app, person, look }, template, view, status = 200) {
  return html(app.render(template, { ...view, page: pageOf(person ? person.id : '', look) }, look.language), status);
}

/** @param {string} person @param {Look} look */
export function pageOf(person, look = DEFAULT_LOOK) {
  const language = look.language === 'en' ? 'en' : 'zh-CN';
  return { language, theme: look.theme, size: look.size, person, host: 'phone', static: '/static' };
}
