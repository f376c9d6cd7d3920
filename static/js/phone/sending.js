/** Sends what waits, for everybody who used this phone, one sender at a time on the whole phone. */

import { nextDelay } from '../../../sync/phone/backoff.js';
import { drain } from '../../../sync/phone/engine.js';
import { outgoing } from './outgoing.js';
import { owesPhotos } from './owed.js';
import { readChecks } from './store/checks.js';
import { waitingEntries } from './store/outbox.js';
import { currentPerson, everybody } from './store/people.js';
import { WIFI, readSetting } from './store/settings.js';

/** @import {Connection, Transaction} from './store/connection.js' */
/** @import {Report} from '../../../sync/phone/engine.js' */
/**
 * @typedef {object} Line what sending needs of its host
 * @property {Connection} connection
 * @property {typeof fetch} fetch
 * @property {() => number} now
 * @property {() => void} onProgress
 * @property {() => boolean} [isFree] whether photos that wait for Wi-Fi may go
 */

const LOCK = 'sanbao-sending';
const BASE = '/api/v1';
// How often a phone that has nothing to send asks for news.
const NEWS_EVERY = 120_000;
const SOON = 1_000;

/** What the browser says of the line; '' where it says nothing, as Firefox and Safari. */
export function kindOfLine() {
  return /** @type {any} */ (globalThis.navigator)?.connection?.type || '';
}

/** Whether this line costs nothing, as far as the browser tells. */
export function isFreeLine() {
  return ['wifi', 'ethernet'].includes(kindOfLine());
}

/**
 * One round for all; null when another tab or the worker is at it.
 * @param {Line} line
 * @returns {Promise<Report[] | null>}
 */
export async function sendAll(line) {
  const round = async () => {
    const reports = [];
    const waits = await line.connection.read(['settings'], (transaction) => readSetting(transaction, WIFI));
    const mayPhotos = () => !waits || (line.isFree || isFreeLine)();
    for (const { person, sender } of await senders(line.connection)) {
      const store = outgoing(line.connection, person, line, sender);
      reports.push(await drain(store, { fetch: line.fetch, base: BASE, now: line.now }, mayPhotos));
    }
    return reports;
  };
  const locks = globalThis.navigator?.locks;
  if (!locks) return round();
  return locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? round() : null));
}

/** Who signs in now, and whoever left something unsent: signing out never strands work. What somebody brought is sent by them. @param {Connection} connection @returns {Promise<{person: string, sender: string}[]>} */
async function senders(connection) {
  return connection.read(['settings', 'people', 'outbox', 'checks'], async (transaction) => {
    const current = await currentPerson(transaction);
    const found = [];
    for (const { id, token, carrier } of await everybody(transaction)) {
      if ((current && current.id === id) || (await owes(transaction, id))) found.push({ person: id, sender: (!token && carrier) || id });
    }
    return found;
  });
}

/** @param {Transaction} transaction @param {string} person */
async function owes(transaction, person) {
  return (await waitingEntries(transaction, person)).length > 0 || (await readChecks(transaction, person)).some(owesPhotos);
}

/**
 * Decides when to send: at once when asked, later and later when the line is bad.
 * @param {Line & {random: () => number, isOnline: () => boolean}} line
 */
export function makeSending(line) {
  const state = { busy: false, retry_at: 0, attempt: 0, again: false, answered: false, photosNow: false, timer: /** @type {any} */ (0) };
  const isFree = () => state.photosNow || (line.isFree || isFreeLine)();
  const run = async (photosNow = false) => {
    // Asked for once, photos go over any line until they are through.
    state.photosNow = state.photosNow || photosNow;
    if (state.busy) {
      state.again = true;
      return;
    }
    clearTimeout(state.timer);
    // The host calls again when the line is back.
    if (!line.isOnline()) return;
    Object.assign(state, { busy: true, again: false, retry_at: 0 });
    line.onProgress();
    const reports = await sendAll({ ...line, isFree }).catch(notSent).finally(() => { state.busy = false; });
    plan(state, reports, line);
    state.timer = setTimeout(() => run(), state.again ? 0 : (state.retry_at || line.now() + NEWS_EVERY) - line.now());
    line.onProgress();
  };
  return { run, status: () => ({ busy: state.busy, retry_at: state.retry_at, answered: state.answered, free: isFree() }) };
}

/** The store failed while sending: it is told, and tried again like a line that was cut. @param {unknown} error @returns {Report[]} */
function notSent(error) {
  console.error(error);
  const stopped = /** @type {const} */ ({ retry: true, reason: 'store', after: null, unanswered: false, busy: false });
  return [{ receipts: 0, photos: 0, left: [], paused: null, stopped }];
}

/** @param {{retry_at: number, attempt: number, again: boolean, answered: boolean, photosNow: boolean}} state @param {Report[] | null} reports @param {{now: () => number, random: () => number}} line */
function plan(state, reports, { now, random }) {
  // The worker is at it, and sends no photos that wait: a tap that asked for them still holds.
  if (!reports) {
    if (state.photosNow) state.retry_at = now() + SOON;
    return;
  }
  const stopped = reports.map((report) => report.stopped).find(Boolean);
  const isLeft = reports.some(({ left }) => left.length);
  if (!stopped && !isLeft) {
    // Asked for while this round was under way, photos go with the next one.
    Object.assign(state, { attempt: 0, photosNow: state.again && state.photosNow });
    return;
  }
  state.retry_at = now() + nextDelay(state.attempt, random, stopped ? stopped.after : null);
  state.attempt += 1;
  state.answered = Boolean(stopped ? !stopped.unanswered : isLeft);
}
