// @ts-check
/** A saved check, to read; twin of `pages/saved_check.py`. */

import { communityDay } from '../../../../sync/phone/day.js';
import { joined } from './check_item.js';
import { noticesOf, toastOf } from './notices.js';
import { ownChecks, replacedBy, statementOf } from './own_checks.js';
import { courtyardOrUnknown, itemLabel, resultOf, whenOf } from './parcel.js';
import { clockWords, countWords, labelOf } from './words.js';

/** @import {Check, Item, Own, Result, Snapshot, Statement, Toast} from './types.js' */

// Until staff have decided, the inspector may take a check back; afterwards staff reopen it.
const UNDECIDED = ['phone', 'received', 'complete'];

/**
 * The own check with the id `check`; null when neither this phone nor the snapshot knows it.
 * @param {{snapshot: Snapshot, checks: Check[], check: string, now: number, language?: string, notices?: string[], toast?: Toast}} given
 */
export function savedCheck({ snapshot, checks, check, now, language = 'zh', notices = [], toast = null }) {
  const own = ownChecks(snapshot, checks);
  const found = own.find(({ id }) => id === check);
  if (!found) return null;
  const zone = snapshot.community.timezone;
  const courtyard = courtyardOrUnknown(snapshot, found.courtyard);
  const statement = statementOf(checks.find(({ id }) => id === check));
  return {
    number: courtyard.number,
    surname: courtyard.surname,
    lane: courtyard.lane,
    back_url: '/inspect/outbox/',
    deed_url: `/inspect/courtyards/${found.courtyard}/deed/?check=${check}`,
    has_deeds: courtyard.lane !== '' && (snapshot.rule_book.deeds || []).length > 0,
    when: whenOf(found, zone, communityDay(now, zone), language),
    state: found.state,
    reason: found.reason,
    obstacle: obstacleLabel(snapshot, found.obstacle, language),
    ...resultOf(found),
    ...lines(statement, snapshot, language),
    has_text: found.is_here,
    ...placeOf(statement),
    ...acts(found, replacedBy(own).get(check) || ''),
    notices: noticesOf(notices),
    toast: toastOf(toast),
  };
}

/** How exactly it is known where the check was saved, in metres. @param {Statement} statement */
function placeOf({ position }) {
  return { has_position: Boolean(position), accuracy: position ? position.accuracy : 0 };
}

/** What may still be done with it, and where. @param {Own} found @param {string} successor */
function acts({ id, judged, state }, successor) {
  const address = `/inspect/checks/${id}/`;
  const isLast = !successor && judged !== 'withdrawn';
  return {
    can_withdraw: isLast && UNDECIDED.includes(state),
    withdraw_url: `${address}withdraw/`,
    can_redo: isLast && state === 'returned',
    redo_url: `${address}redo/`,
    is_replaced: Boolean(successor),
    successor_url: successor ? `/inspect/checks/${successor}/` : '',
  };
}

/** Every item that does not simply pass, or passes with a photo; how many others pass. @param {Statement} statement @param {Snapshot} snapshot @param {string} language */
function lines({ results }, snapshot, language) {
  const items = new Map(snapshot.rule_book.items.map((item) => [item.code, item]));
  const zone = snapshot.community.timezone;
  const isPlain = (/** @type {Result} */ { result, photos = [] }) => result === 'pass' && !photos.length;
  const told = results.filter((each) => !isPlain(each) && each.result !== 'withdrawn');
  const made = told.map(({ item, result, phrases = [], note = '', photos = [], severity, count }) => ({
    name: itemLabel(snapshot, item, language),
    result,
    grade: gradeWords(items.get(item), severity, count, language),
    phrases: joined(phrases, items.get(item), language),
    note,
    photos: photos.map((photo) => photoOf(photo, zone)),
    has_photos: photos.length > 0,
  }));
  return { lines: made, has_lines: made.length > 0, passes: results.filter(isPlain).length };
}

/** How bad, or how many: 严重, 3处. @param {Item | undefined} item @param {string | undefined} severity @param {number | undefined} count @param {string} language */
function gradeWords(item, severity, count, language) {
  if (item && item.count && count) return countWords(count, item.count.label, language);
  const found = ((item && item.severity) || []).find(({ code }) => code === severity);
  return found ? labelOf(found.label, language) : severity || '';
}

/** @param {{sha256: string, shows: string, taken_at: number}} photo @param {string} zone */
function photoOf({ sha256, shows, taken_at }, zone) {
  return { src: `/inspect/photos/${sha256}`, is_after: shows === 'after', time: clockWords(taken_at, zone) };
}

/** @param {Snapshot} snapshot @param {string} code @param {string} language */
function obstacleLabel({ rule_book }, code, language) {
  const found = rule_book.obstacles.find((each) => each.code === code);
  return found ? labelOf(found.label, language) : '';
}
