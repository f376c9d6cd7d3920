// @ts-check
/** One row of the list: what its second line and its end say; twin of `pages/list_row.py`. */

import { clockWords, dayWords, labelOf } from './words.js';

/** @import {Finding, Last, Look, Snapshot} from './types.js' */

/** `line` and `end` are codes for which the template has the words. @param {Look} look @param {Snapshot} snapshot @param {string} today @param {string} language */
export function rowOf(look, snapshot, today, language) {
  const { courtyard, this_week: mine } = look;
  const known = look.is_done && courtyard.done ? courtyard.done.faults : 0;
  return {
    code: courtyard.code,
    url: urlOf(look),
    number: courtyard.number,
    surname: courtyard.surname,
    is_done: look.is_done,
    is_off: look.is_recused,
    is_next: false,
    state: look.is_done && mine ? mine.state : '',
    faults: mine ? mine.faults : known,
    end: endOf(look),
    ...secondLine(look, snapshot, today, language),
  };
}

/** A returned or a saved check is looked at; everything else is checked, a finding to put right too. @param {Look} look */
export function urlOf(look) {
  const saved = look.returned || (look.is_done && !look.finding ? look.this_week : null);
  if (saved && !look.draft) return `/inspect/checks/${saved.id}/`;
  return checkUrl(look);
}

/** The check page; of one that was left half done, the item at which it was left. @param {Look} look */
export function checkUrl({ courtyard, draft }) {
  return `/inspect/courtyards/${courtyard.code}/${draft && draft.at ? `#item-${draft.at}` : ''}`;
}

/** What stands at the right end, the most urgent first. @param {Look} look */
export function endOf(look) {
  if (look.is_recused || isHeldBack(look)) return 'recused';
  if (look.draft) return 'draft';
  if (look.returned) return 'returned';
  if (look.finding) return 'recheck';
  return look.is_done ? 'result' : 'open';
}

/** Still to do, but not while this companion is along. @param {Look} look */
function isHeldBack({ is_recused, is_done, companion }) {
  return !is_recused && !is_done && companion !== '';
}

/** The code of the line, and what it needs: words, a day or a time, a count. @param {Look} look @param {Snapshot} snapshot @param {string} today @param {string} language */
function secondLine(look, snapshot, today, language) {
  const end = endOf(look);
  if (end === 'recused' || end === 'draft') return isHeldBack(look) ? line('companion', { words: look.companion }) : line(end);
  if (look.returned) return line('returned', { words: look.returned.reason });
  if (look.finding) return recheckLine(look.finding, snapshot, today, language);
  if (look.is_rained_off) return line('weather');
  if (look.is_done) return doneLine(look, snapshot.community.timezone, today, language);
  return lastLine(look.courtyard.last, snapshot, language);
}

/** The rule book's words for a fault; the code itself when this version no longer has the item. @param {Snapshot} snapshot @param {string} item @param {string} language */
function faultLabel(snapshot, item, language) {
  const found = snapshot.rule_book.items.find(({ code }) => code === item);
  return found ? labelOf(found.fault, language) : item;
}

/** @param {Finding} finding @param {Snapshot} snapshot @param {string} today @param {string} language */
function recheckLine(finding, snapshot, today, language) {
  const day = finding.until === today ? '' : dayWords(finding.until, language);
  return line('recheck', { words: faultLabel(snapshot, finding.item, language), day });
}

/** @param {Look} look @param {string} zone @param {string} today @param {string} language */
function doneLine({ this_week: mine, courtyard }, zone, today, language) {
  const day = mine ? mine.day : courtyard.done ? courtyard.done.day : '';
  if (day !== today) return line('done', { day: dayWords(day, language) });
  return line('done', { time: mine && mine.saved_at ? clockWords(mine.saved_at, zone) : '' });
}

/** @param {Last | null} last @param {Snapshot} snapshot @param {string} language */
function lastLine(last, snapshot, language) {
  if (last === null) return line('new');
  if (last.faults.length > 0) {
    return line('faults', { words: faultLabel(snapshot, last.faults[0], language), count: last.faults.length });
  }
  return line(last.judged === 'lane' ? 'lane' : 'clean');
}

/** @param {string} code */
function line(code, { words = '', day = '', time = '', count = 0 } = {}) {
  return { line: code, words, day, time, count };
}
