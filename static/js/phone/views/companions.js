// @ts-check
/** Who comes along today; twin of `pages/companions_page.py`. */

import { dayWords, isEnglish } from './words.js';

/** @import {Companion, Snapshot} from './types.js' */

/**
 * `along` are ids; `can_keep` is false where nothing is stored.
 * @param {{snapshot: Snapshot, along: string[], today: string, can_keep: boolean, language?: string}} given
 */
export function companionsPage({ snapshot, along, today, can_keep, language = 'zh' }) {
  const people = (snapshot.companions || []).map(({ id, name, number, recused }) => ({
    id, name, number, is_along: along.includes(id), yards: joined(numbersOf(snapshot, recused), language),
  }));
  return { url: '/inspect/companions/', back_url: '/inspect/', day: dayWords(today, language), can_keep, people, has_people: people.length > 0 };
}

/** The line of the list: whether anybody may come along, and who does; null where nobody can be kept. @param {Snapshot} snapshot @param {Companion[] | null} along @param {string} language */
export function companionsLine({ companions = [] }, along, language) {
  const names = (along || []).map(({ name }) => name);
  return { has_companions: along !== null && companions.length > 0, companions: joined(names, language), companions_url: '/inspect/companions/' };
}

/** @param {Snapshot} snapshot @param {string[]} codes */
function numbersOf({ courtyards }, codes) {
  return courtyards.filter(({ code }) => codes.includes(code)).map(({ number }) => number);
}

/** @param {string[]} words @param {string} language */
function joined(words, language) {
  return words.join(isEnglish(language) ? ', ' : '、');
}
