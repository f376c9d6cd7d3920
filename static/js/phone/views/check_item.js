// @ts-check
/** One item of the check page; twin of `pages/check_item.py`. */

import { clockWords, dayWords, labelOf } from './words.js';

/** @import {DraftItem, Item} from './types.js' */

/**
 * @typedef {object} Around what the items of one page share
 * @property {string} url
 * @property {string} judged
 * @property {string[]} last_faults
 * @property {Record<string, string>} rechecks the last day for each item that can still be put right
 * @property {string} zone
 * @property {string} today
 * @property {string} language
 * @property {boolean} keeps_taps
 */

const UNTOUCHED = { result: 'pass', fixed: false, third_party: false, not_applicable: false, phrases: [], note: '', photos: [] };

/** @param {Item} item @param {number} index @param {DraftItem | undefined} touched @param {Around} around */
export function itemOf(item, index, touched, around) {
  const said = { ...UNTOUCHED, ...touched };
  const { language } = around;
  const url = `${around.url}items/${item.code}/`;
  const photos = said.photos.map((photo) => photoOf(photo, url, around.zone));
  return {
    code: item.code,
    index,
    name: labelOf(item.short, language),
    sentence: labelOf(item.sentence, language),
    fault: labelOf(item.fault, language),
    url,
    photos_url: `${url}photos/`,
    camera_url: around.keeps_taps ? `${url}camera/` : '',
    is_fault: said.result === 'fault',
    is_fixed: said.fixed,
    is_third: said.third_party,
    is_absent: said.not_applicable,
    is_unseen: around.judged === 'lane' && !item.from_lane,
    is_resting: !item.in_season,
    ...flagOf(item.code, around),
    phrases: phrasesOf(item, said.phrases, language),
    has_phrases: item.phrases.length > 0 || said.phrases.length > 0,
    note: said.note,
    photos,
    has_photos: photos.length > 0,
    photo_count: photos.length,
    wants_after: said.fixed && photos.length > 0 && !photos.some(({ is_after }) => is_after),
  };
}

/** A finding that can still be put right comes before a fault of last time. @param {string} code @param {Around} around */
function flagOf(code, { rechecks, last_faults, today, language }) {
  const until = rechecks[code] || '';
  if (until) return { flag: 'recheck', until: until === today ? '' : dayWords(until, language) };
  return { flag: last_faults.includes(code) ? 'last' : '', until: '' };
}

/** The rule book's phrases, then those that were said in words this version no longer has. @param {Item} item @param {string[]} said @param {string} language */
function phrasesOf(item, said, language) {
  const listed = item.phrases.map((phrase) => ({ value: phrase.zh, label: labelOf(phrase, language) }));
  const others = said.filter((phrase) => !item.phrases.some(({ zh }) => zh === phrase));
  const all = [...listed, ...others.map((phrase) => ({ value: phrase, label: phrase }))];
  return all.map((phrase, place) => ({ ...phrase, number: place + 1, is_said: said.includes(phrase.value) }));
}

/** A fault that is somebody else's, or of an item this courtyard does not have. @param {DraftItem} said */
export function isFree({ third_party, not_applicable }) {
  return Boolean(third_party || not_applicable);
}

/** @param {{sha256: string, shows: string, taken_at: number}} photo @param {string} url @param {string} zone */
function photoOf({ sha256, shows, taken_at }, url, zone) {
  return {
    sha256,
    src: `/inspect/photos/${sha256}`,
    drop_url: `${url}photos/${sha256}/drop/`,
    shows_url: `${url}photos/${sha256}/shows/`,
    is_after: shows === 'after',
    time: clockWords(taken_at, zone),
  };
}
