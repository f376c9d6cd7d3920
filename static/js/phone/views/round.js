// @ts-check
/** The round: which courtyards are done this week, which is next; twin of `pages/round.py`. */

import { weekStart } from '../../../../sync/phone/day.js';
import { ownChecks, standing } from './own_checks.js';

/** @import {Check, Companion, Courtyard, Draft, Finding, Look, Own, Snapshot} from './types.js' */

/** @type {Own[]} */
const NONE = [];

/**
 * Every courtyard in walking order with what is known of it today.
 * @param {Snapshot} snapshot @param {Draft[]} drafts @param {Check[]} checks @param {string} today @param {Companion[] | null} [along]
 * @returns {Look[]}
 */
export function lookAt(snapshot, drafts, checks, today, along = null) {
  const own = grouped(ownChecks(snapshot, checks), ({ courtyard }) => courtyard);
  const drafted = new Map(drafts.map((draft) => [draft.courtyard, draft]));
  const findings = grouped(snapshot.findings, ({ courtyard }) => courtyard);
  const recused = new Set(snapshot.recused);
  const round = { today, monday: weekStart(today), judges: snapshot.rule_book.judges || 1 };
  return snapshot.courtyards.map((courtyard) => {
    const { code } = courtyard;
    const made = look(courtyard, own.get(code) || NONE, round);
    // Set one by one: hundreds of objects made of others are what a tap on a slow phone waits for.
    made.draft = drafted.get(code) || null;
    made.finding = findings.has(code) ? mostUrgent(findings.get(code) || [], today) : null;
    made.is_recused = recused.has(code);
    made.companion = nameOf(along && along.find((each) => each.recused.includes(code)));
    return made;
  });
}

/** The first courtyard still to do after this one in walking order, beginning anew at the end. @param {Look[]} looks @param {string} code */
export function nextOf(looks, code) {
  const start = looks.findIndex(({ courtyard }) => courtyard.code === code) + 1;
  const after = [...looks.slice(start), ...looks.slice(0, start)];
  return after.find((each) => each.courtyard.code !== code && isWaiting(each)) || null;
}

/** True while this courtyard is one to walk to: not done, not recused for anybody who comes along, not given up for today's weather. @param {Look} look */
export function isWaiting({ is_done, is_recused, is_rained_off, companion }) {
  return !(is_done || is_recused || is_rained_off || companion);
}

/** The code of the courtyard where today's latest own check was made, or ''. @param {Look[]} looks @param {string} today */
export function lastVisited(looks, today) {
  let last = null;
  for (const { latest } of looks) {
    if (latest && latest.day === today && (!last || latest.id > last.id)) last = latest;
  }
  return last ? last.courtyard : '';
}

/** @param {Companion | null | undefined} companion */
function nameOf(companion) {
  return companion ? companion.name : '';
}

/** What one's own checks and others' make of a courtyard. @param {Courtyard} courtyard @param {Own[]} own @param {{today: string, monday: string, judges: number}} round @returns {Look} */
function look(courtyard, own, { today, monday, judges }) {
  const counting = own.length ? standing(own) : NONE;
  const latest = counting[counting.length - 1] || null;
  const returned = [...counting].reverse().find(({ state }) => state === 'returned') || null;
  const judged = counting.filter(({ day, judged: how }) => day >= monday && how !== 'weather');
  return {
    courtyard,
    latest,
    returned,
    is_done: !returned && (judged.length > 0 || doneByOthers(courtyard.done, own, judges)),
    is_rained_off: latest !== null && latest.day === today && latest.judged === 'weather',
    this_week: judged[judged.length - 1] || null,
    draft: null,
    finding: null,
    is_recused: false,
    companion: '',
  };
}

/**
 * As many others have looked as the rule book asks for. A snapshot that does not count them is believed, unless the check
 * it speaks of is one that this inspector took back since.
 * @param {Courtyard['done']} done @param {Own[]} own @param {number} judges
 */
function doneByOthers(done, own, judges) {
  if (!done) return false;
  if (done.others !== undefined) return done.others >= judges;
  return !own.some(({ judged, day }) => (judged === 'withdrawn' || judged === 'weather') && day === done.day);
}

/** @param {Finding[]} findings @param {string} today */
function mostUrgent(findings, today) {
  const key = (/** @type {Finding} */ { until, item }) => `${until} ${item}`;
  const open = findings.filter(({ until }) => until >= today);
  return open.sort((one, other) => (key(one) < key(other) ? -1 : 1))[0] || null;
}

/** @template T @param {T[]} things @param {(thing: T) => string} key @returns {Map<string, T[]>} */
function grouped(things, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group) group.push(thing);
    else groups.set(key(thing), [thing]);
  }
  return groups;
}
