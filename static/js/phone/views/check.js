// @ts-check
/** The check page: ten items of one courtyard; twin of `pages/check_page.py`. */

import { communityDay } from '../../../../sync/phone/day.js';
import { isFree, itemOf } from './check_item.js';
import { noticesOf, toastOf } from './notices.js';
import { ownChecks } from './own_checks.js';
import { lookAt, nextOf } from './round.js';
import { labelOf } from './words.js';

/** @import {Check, Companion, Courtyard, Draft, Look, Own, Snapshot, Toast} from './types.js' */
/** @typedef {ReturnType<typeof itemOf>} ItemView */

/**
 * The page of the draft's courtyard, which must be in the snapshot; a fresh draft has no items.
 * `keeps_taps`: every tap is answered, so that the main button may say what has been tapped. A plain form can't.
 * @param {{snapshot: Snapshot, draft: Draft, checks: Check[], now: number, language?: string, notices?: string[],
 *   companions?: Companion[] | null, toast?: Toast, keeps_taps?: boolean}} given
 */
export function checkPage({ snapshot, draft, checks, companions = null, now, language = 'zh', notices = [], toast = null, keeps_taps = true }) {
  const today = communityDay(now, snapshot.community.timezone);
  const looks = lookAt(snapshot, [draft], checks, today, companions);
  const courtyard = courtyardOf(snapshot, draft.courtyard);
  const judged = judgedOf(snapshot, draft);
  const around = { ...aroundOf(snapshot, draft, courtyard, today), judged, language, keeps_taps };
  const all = snapshot.rule_book.items.map((item, place) => itemOf(item, place + 1, draft.items[item.code], around));
  return {
    number: courtyard.number,
    surname: courtyard.surname,
    lane: courtyard.lane,
    ...place(snapshot, courtyard),
    url: addressOf(draft),
    back_url: '/inspect/',
    deed_url: `${addressOf(draft)}deed/`,
    has_deeds: Boolean((snapshot.rule_book.deeds || []).length),
    obstacle_url: `${addressOf(draft)}obstacle/`,
    id: draft.id,
    replaces: draft.replaces || '',
    opened_at: draft.opened_at,
    others: (courtyard.done && courtyard.done.others) || 0,
    at: draft.at || '',
    ...sections(snapshot, all, language),
    judged,
    obstacle: draft.obstacle || 'whole',
    ...obstacles(snapshot, draft, language),
    ...returned(draft, ownChecks(snapshot, checks)),
    ...(keeps_taps ? saveOf(snapshot, draft, judged) : { save: 'plain', count: 0 }),
    ...next(nextOf(looks, courtyard.code)),
    notices: noticesOf(notices),
    toast: toastOf(toast),
  };
}

/** The item of a check page, for the fragment that shows it alone. @param {ReturnType<typeof checkPage>} view @param {string} code @returns {ItemView | null} */
export function itemIn({ first, groups }, code) {
  return [...first, ...groups.flatMap(({ lines }) => lines)].find((line) => line.code === code) || null;
}

/** @param {Snapshot} snapshot @param {string} code @returns {Courtyard} */
function courtyardOf({ courtyards }, code) {
  const found = courtyards.find((courtyard) => courtyard.code === code);
  if (!found) throw new Error(`courtyard ${code} is not in the snapshot`);
  return found;
}

/** @param {Draft} draft */
function addressOf(draft) {
  return `/inspect/courtyards/${draft.courtyard}/`;
}

/** whole, lane or weather, as the rule book says of the draft's obstacle. @param {Snapshot} snapshot @param {Draft} draft */
function judgedOf({ rule_book }, { obstacle }) {
  const found = rule_book.obstacles.find(({ code }) => code === obstacle);
  return found ? found.judged : 'whole';
}

/** What the main button says: `save` is weather, faults, fixed, free, lane or clean; `count` is of that kind. @param {Snapshot} snapshot @param {Draft} draft @param {string} judged */
function saveOf({ rule_book }, draft, judged) {
  if (judged === 'weather') return { save: 'weather', count: 0 };
  const said = rule_book.items.flatMap(({ code }) => draft.items[code] || []).filter(({ result }) => result === 'fault');
  const free = said.filter(isFree).length;
  const fixed = said.filter((item) => item.fixed && !isFree(item)).length;
  const faults = said.length - free - fixed;
  if (faults) return { save: 'faults', count: faults };
  if (fixed) return { save: 'fixed', count: fixed };
  if (free) return { save: 'free', count: free };
  return { save: judged === 'lane' ? 'lane' : 'clean', count: 0 };
}

/** What all items of the page share. @param {Snapshot} snapshot @param {Draft} draft @param {Courtyard} courtyard @param {string} today */
function aroundOf(snapshot, draft, courtyard, today) {
  const findings = snapshot.findings.filter(({ courtyard: code, until }) => code === courtyard.code && until >= today);
  return {
    url: addressOf(draft),
    last: courtyard.last,
    // Of several findings of one item the first has the nearest day.
    rechecks: Object.fromEntries(findings.reverse().map((finding) => [finding.item, finding])),
    zone: snapshot.community.timezone,
    today,
  };
}

/** First what was wrong before and can be seen now, then the others in their groups; and the standards of all. @param {Snapshot} snapshot @param {ItemView[]} all @param {string} language */
function sections({ rule_book }, all, language) {
  const groupOf = new Map(rule_book.items.map(({ code, group }) => [code, group]));
  const first = all.filter(({ flag, is_unseen, is_resting }) => flag && !is_unseen && !is_resting);
  const groups = rule_book.groups.map(({ code, label }) => {
    const lines = all.filter((line) => groupOf.get(line.code) === code && !first.includes(line));
    return { label: labelOf(label, language), lines, has_lines: lines.length > 0 };
  });
  const standards = all.map(({ name, sentence, fault, example }) => ({ name, sentence, fault, example }));
  return { first, has_first: first.length > 0, groups, standards };
}

/** 13/21: where this courtyard stands in the walking order of its grid. @param {Snapshot} snapshot @param {Courtyard} courtyard */
function place({ courtyards }, { code, grid }) {
  const codes = courtyards.filter((each) => each.grid === grid).map((each) => each.code);
  return { place: codes.indexOf(code) + 1, total: codes.length };
}

/** @param {Snapshot} snapshot @param {Draft} draft @param {string} language */
function obstacles({ rule_book }, { obstacle }, language) {
  const listed = rule_book.obstacles.map(({ code, judged, label }) => ({
    code, judged, label: labelOf(label, language), is_chosen: code === obstacle,
  }));
  const chosen = listed.find(({ is_chosen }) => is_chosen);
  return { obstacles: listed, obstacle_label: chosen ? chosen.label : '' };
}

/** Why the check that this one replaces came back. @param {Draft} draft @param {Own[]} own */
function returned({ replaces }, own) {
  const replaced = own.find(({ id, state }) => id === replaces && state === 'returned');
  return { is_redo: Boolean(replaced), reason: replaced ? replaced.reason : '' };
}

/** The courtyard after this one, which the main button names and the answer to saving shows. @param {Look | null} look */
function next(look) {
  if (!look) return { has_next: false, next_number: '', next_code: '' };
  return { has_next: true, next_number: look.courtyard.number, next_code: look.courtyard.code };
}
