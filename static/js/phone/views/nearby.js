// @ts-check
/** The courtyards by distance from the phone; twin of `pages/nearby_page.py`. */

import { rowOf } from './list_row.js';
import { noticesOf } from './notices.js';
import { isWaiting, lookAt } from './round.js';
import { distanceWords, isPlaced, metres } from './place.js';

/** @import {Check, Companion, Draft, Fix as Known, Look, Snapshot} from './types.js' */
/** @typedef {Known | null} Fix */
/** @typedef {{far: number, look: Look}} Near metres and courtyard */

const MOST_ROWS = 30; // farther away than these one goes by the list

/**
 * `fix` is where the phone is, with its accuracy in metres; `locating` is '', 'asked' or 'denied'.
 * @param {{snapshot: Snapshot, drafts: Draft[], checks: Check[], today: string, companions?: Companion[] | null, fix?: Fix, locating?: string, language?: string, notices?: string[]}} given
 */
export function nearbyPage({ snapshot, drafts, checks, today, companions = null, fix = null, locating = '', language = 'zh', notices = [] }) {
  const looks = lookAt(snapshot, drafts, checks, today, companions);
  const near = byDistance(looks, fix);
  const rows = near.slice(0, MOST_ROWS).map(({ far, look }) => (
    { ...rowOf(look, snapshot, today, language), lane: look.courtyard.lane, ...distanceWords(far) }));
  const following = near.find(({ look }) => isWaiting(look));
  return {
    back_url: '/inspect/',
    map_url: '/inspect/map/?around=1',
    ...fixWords(fix, locating),
    rows,
    has_rows: rows.length > 0,
    unplaced: looks.filter(({ courtyard }) => !isPlaced(courtyard)).length,
    has_next: Boolean(following),
    next_number: following ? following.look.courtyard.number : '',
    next_url: following ? `/inspect/courtyards/${following.look.courtyard.code}/` : '',
    notices: noticesOf(notices),
  };
}

/** The nearest first, those equally far in walking order; nothing without a fix. @param {Look[]} looks @param {Fix} fix @returns {Near[]} */
export function byDistance(looks, fix) {
  if (!fix) return [];
  const placed = looks.flatMap((look) => {
    const { courtyard } = look;
    return isPlaced(courtyard) ? [{ far: metres(fix, courtyard), look }] : [];
  });
  return placed.sort((one, other) => one.far - other.far);
}

/** What is known of the phone's place: how exact it is, or why there is none. @param {Fix} fix @param {string} locating */
export function fixWords(fix, locating) {
  return { has_fix: fix !== null, accuracy: fix ? fix.accuracy : 0, locating };
}
