// @ts-check
/** A saved check, to read; twin of `pages/saved_check.py`. */

import { noticesOf, toastOf } from './notices.js';
import { ownChecks, statementOf } from './own_checks.js';
import { courtyardOf, itemLabel, resultOf, whenOf } from './parcel.js';
import { clockWords, dayOf, isEnglish, labelOf } from './words.js';

/** @import {Check, Own, Snapshot, Statement, Toast} from './types.js' */

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
  const courtyard = courtyardOf(snapshot, found.courtyard);
  const successor = own.find(({ replaces }) => replaces === check);
  return {
    id: check,
    number: courtyard.number,
    surname: courtyard.surname,
    lane: courtyard.lane,
    back_url: '/inspect/outbox/',
    deed_url: `/inspect/courtyards/${found.courtyard}/deed/?check=${check}`,
    has_deeds: Boolean((snapshot.rule_book.deeds || []).length),
    when: whenOf(found, zone, dayOf(now, zone), language),
    state: found.state,
    reason: found.reason,
    judged: found.judged,
    obstacle: obstacleLabel(snapshot, found.obstacle, language),
    ...resultOf(found),
    ...lines(statementOf(checks.find(({ id }) => id === check)), snapshot, language),
    has_text: found.is_here,
    ...acts(found, successor ? successor.id : ''),
    notices: noticesOf(notices),
    toast: toastOf(toast),
  };
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

/** Every item that does not simply pass; how many do. @param {Statement} statement @param {Snapshot} snapshot @param {string} language */
function lines({ results }, snapshot, language) {
  const zone = snapshot.community.timezone;
  const told = results.filter(({ result }) => result !== 'pass' && result !== 'withdrawn');
  const made = told.map(({ item, result, phrases = [], note = '', photos = [] }) => ({
    name: itemLabel(snapshot, item, language),
    result,
    phrases: joined(phrases, item, snapshot, language),
    note,
    photos: photos.map((photo) => photoOf(photo, zone)),
    has_photos: photos.length > 0,
  }));
  return { lines: made, has_lines: made.length > 0, passes: results.filter(({ result }) => result === 'pass').length };
}

/** The phrases in the reader's language, as one string. @param {string[]} said @param {string} item @param {Snapshot} snapshot @param {string} language */
function joined(said, item, { rule_book }, language) {
  const found = rule_book.items.find(({ code }) => code === item);
  const labels = new Map(found ? found.phrases.map((phrase) => [phrase.zh, labelOf(phrase, language)]) : []);
  return said.map((phrase) => labels.get(phrase) || phrase).join(isEnglish(language) ? ', ' : '、');
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
