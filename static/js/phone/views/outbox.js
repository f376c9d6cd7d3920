// @ts-check
/** The outbox: where each of one's own checks is; twin of `pages/outbox_page.py`. */

import { communityDay, weekStart } from '../../../../sync/phone/day.js';
import { STUCK_STATES, UNSENT_STATES, isOwed, lacksPhotos } from '../owed.js';
import { noticesOf, toastOf } from './notices.js';
import { isUnsent, ownChecks, standing } from './own_checks.js';
import { deedRows, unsentDeeds } from './own_deeds.js';
import { parcelOf } from './parcel.js';
import { loadOf } from './rescue.js';
import { ageWords, sizeWords, whenWords } from './words.js';

/** @import {Check, Deed, Own, Snapshot, Toast} from './types.js' */
/** @typedef {{state: string, saved_at: number, photos?: {received: boolean}[]}} Waiting a check or a deed that is unsent */
/** @typedef {{number: string, checks: Pick<Check, 'state' | 'photos'>[]}} Carried what this person brings for another */
/**
 * Times in milliseconds, 0 for none; `answered`: what failed last had an answer; `waits`: photos wait for Wi-Fi; `tells`: the browser says when it is there.
 * @typedef {{busy: boolean, online: boolean, paused: string, retry_at: number, sent_at: number, answered?: boolean, waits?: boolean, tells?: boolean}} Sending
 */

const NEEDS_SOMEBODY = ['returned', ...STUCK_STATES];
const OPEN = [...UNSENT_STATES, ...STUCK_STATES];
// What the line is doing when nobody is told: a browser without the phone's own store sends nothing.
const NO_SENDING = { busy: false, online: true, paused: '', retry_at: 0, sent_at: 0 };

/**
 * `sending` is null where nothing is sent.
 * @param {{snapshot: Snapshot, checks: Check[], deeds?: Deed[], sending: Sending | null, now: number, language?: string, notices?: string[], toast?: Toast,
 *   carried?: Carried[]}} given
 */
export function outboxPage({ snapshot, checks, deeds = [], sending, now, language = 'zh', notices = [], toast = null, carried = [] }) {
  const zone = snapshot.community.timezone;
  const today = communityDay(now, zone);
  const own = listed(ownChecks(snapshot, checks), weekStart(today));
  const parcels = own.map((check) => parcelOf(check, snapshot, today, language));
  const waiting = own.filter(isUnsent);
  const unsentOnes = unsentDeeds(snapshot, deeds);
  const rows = deedRows(snapshot, deeds, weekStart(today), language);
  const brought = carried.map(carriedOf);
  const inStates = (/** @type {string[]} */ states) => parcels.filter(({ state }) => states.includes(state));
  const [attention, unsent, done] = [[...NEEDS_SOMEBODY, 'dismissed'], UNSENT_STATES, ['complete', 'approved']].map(inStates);
  return {
    back_url: '/inspect/',
    send_url: '/inspect/outbox/send/',
    can_send: sending !== null,
    attention,
    attention_count: attention.length,
    waiting: unsent,
    waiting_count: unsent.length,
    done,
    done_count: done.length,
    ...load(waiting),
    deeds: rows,
    deed_count: rows.length,
    unsent_deeds: unsentOnes.length,
    ...lineOf(sending || NO_SENDING, [...waiting, ...unsentOnes], brought.every(({ is_done }) => is_done), now, language),
    ...rescueOf([...checks, ...deeds.map((deed) => ({ ...deed, photos: [] }))]),
    carried: brought,
    sent_at: sending && sending.sent_at ? whenWords(sending.sent_at, today, zone, language) : '',
    tells: Boolean(sending && sending.tells),
    notices: noticesOf(notices),
    toast: toastOf(toast),
  };
}

/** What an export would hold. @param {Pick<Check, 'state' | 'photos'>[]} sent */
function rescueOf(sent) {
  const { check_count, photo_count, size } = loadOf(sent.filter(isOwed));
  return { rescue_url: '/inspect/rescue/', rescue_count: check_count, rescue_photos: photo_count, rescue_size: size };
}

/** @param {Carried} carried */
function carriedOf({ number, checks }) {
  const stuck = checks.filter(({ state }) => NEEDS_SOMEBODY.includes(state)).length;
  const arrived = checks.filter((check) => ![...NEEDS_SOMEBODY, 'phone'].includes(check.state) && !lacksPhotos(check)).length;
  return { number, count: checks.length, arrived, stuck, is_done: arrived === checks.length, photo_count: loadOf(checks).photo_count };
}

/** Newest first: all that waits or is stuck, what came back and is not redone, and what was settled this week. @param {Own[]} own @param {string} monday */
function listed(own, monday) {
  const stand = new Set(standing(own).filter(({ state, day }) => state === 'returned' || day >= monday));
  return own.filter((check) => OPEN.includes(check.state) || stand.has(check) || (check.state === 'dismissed' && check.day >= monday)).reverse();
}

/** What the line is doing: paused, revoked, idle, offline, wifi, busy, waiting, refused or retry; how long the oldest has waited. @param {Sending} sending @param {Waiting[]} waiting @param {boolean} isAllBrought @param {number} now @param {string} language */
function lineOf(sending, waiting, isAllBrought, now, language) {
  const saved = waiting.map(({ saved_at }) => saved_at).filter(Boolean);
  return {
    line: lineCode(sending, waiting, !waiting.length && isAllBrought, now),
    seconds: sending.retry_at ? Math.max(Math.floor((sending.retry_at - now + 999) / 1000), 0) : 0,
    oldest: saved.length ? ageWords(now - Math.min(...saved), language) : '',
  };
}

/** @param {Sending} sending @param {Waiting[]} waiting @param {boolean} isIdle @param {number} now */
function lineCode({ paused, online, busy, retry_at, answered, waits }, waiting, isIdle, now) {
  if (paused) return paused === 'revoked' ? 'revoked' : 'paused';
  if (isIdle) return 'idle';
  if (!online) return 'offline';
  if (waits && onlyPhotos(waiting)) return 'wifi';
  if (busy) return 'busy';
  if (retry_at <= now) return 'waiting';
  return answered ? 'refused' : 'retry';
}

/** Whether all texts have gone and photos have not. @param {Waiting[]} waiting */
function onlyPhotos(waiting) {
  return waiting.every(({ state }) => state !== 'phone') && waiting.some(lacksPhotos);
}

/** How many photos have still to go, and how much that is. @param {Own[]} waiting */
function load(waiting) {
  const photos = waiting.flatMap((check) => check.photos).filter(({ received }) => !received);
  return { photo_count: photos.length, size: sizeWords(photos.reduce((sum, { bytes, sent }) => sum + bytes - sent, 0)) };
}
