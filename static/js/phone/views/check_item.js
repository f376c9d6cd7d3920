// @ts-check
/** One item of the check page; twin of `pages/check_item.py`. */

import { gradeOf, photosSaid } from '../../../../sync/phone/entry.js';
import { clockWords, dayWords, isEnglish, labelOf } from './words.js';

/** @import {DraftItem, Finding, Item, Last} from './types.js' */

/**
 * @typedef {object} Around what the items of one page share
 * @property {string} url
 * @property {string} judged
 * @property {Last | null} last
 * @property {Record<string, Finding>} rechecks what can still be put right, by item
 * @property {string} zone
 * @property {string} today
 * @property {string} language
 * @property {boolean} keeps_taps
 */

const UNTOUCHED = { result: 'pass', fixed: false, third_party: false, not_applicable: false, phrases: [], note: '', photos: [], severity: '', count: 0 };

/** @param {Item} item @param {number} index @param {DraftItem | undefined} touched @param {Around} around */
export function itemOf(item, index, touched, around) {
  const said = { ...UNTOUCHED, ...touched };
  const { language } = around;
  const url = `${around.url}items/${item.code}/`;
  const photos = photosSaid(said).map((photo) => photoOf(photo, url, around.zone));
  const isFault = said.result === 'fault';
  const isUnseen = around.judged === 'lane' && !item.from_lane;
  const proves = around.keeps_taps && !isFault && !isUnseen && item.code in around.rechecks;
  return {
    code: item.code,
    index,
    name: labelOf(item.short, language),
    sentence: labelOf(item.sentence, language),
    fault: labelOf(item.fault, language),
    url,
    photos_url: `${url}photos/`,
    camera_url: around.keeps_taps ? `${url}camera/` : '',
    is_fault: isFault,
    is_fixed: said.fixed,
    is_third: said.third_party,
    is_absent: said.not_applicable,
    is_unseen: isUnseen,
    can_prove: proves,
    is_resting: !item.in_season,
    ...flagOf(item, around),
    example: item.example || '',
    ...askedOf(item, said, language),
    phrases: phrasesOf(item, said.phrases, language),
    has_phrases: item.phrases.length > 0 || said.phrases.length > 0,
    note: said.note,
    photos,
    has_photos: photos.length > 0,
    photo_count: photos.length,
    wants_after: (proves || (said.fixed && photos.length > 0)) && !photos.some(({ is_after }) => is_after),
  };
}

/** A finding that can still be put right comes before a fault of last time. @param {Item} item @param {Around} around */
function flagOf(item, { rechecks, last, today, language }) {
  const found = rechecks[item.code];
  if (found) {
    const { until, found: day, phrases = [], note = '', by = '', photo } = found;
    return { flag: 'recheck', until: until === today ? '' : dayWords(until, language), ...thenOf(item, day, [...phrases, note], language), then_by: by, then_photo: photo ? `/inspect/photos/${photo}` : '' };
  }
  if (!last || !last.faults.includes(item.code)) return { flag: '', until: '', then_day: '', then_words: '', then_by: '', then_photo: '' };
  const told = (last.said || []).find(({ item: code }) => code === item.code);
  return { flag: 'last', until: '', ...thenOf(item, last.day, told ? told.phrases : [], language), then_by: '', then_photo: '' };
}

/** What was found then; the fault's own name when nothing was said. @param {Item} item @param {string} day @param {string[]} said @param {string} language */
function thenOf(item, day, said, language) {
  return { then_day: dayWords(day, language), then_words: joined(said.filter(Boolean), item, language) || labelOf(item.fault, language) };
}

/** Phrases in the reader's language, as one string. @param {string[]} said @param {Item | undefined} item @param {string} language */
export function joined(said, item, language) {
  const labels = new Map((item ? item.phrases : []).map((phrase) => [phrase.zh, labelOf(phrase, language)]));
  return said.map((phrase) => labels.get(phrase) || phrase).join(isEnglish(language) ? ', ' : '、');
}

/** How bad and how many, where the rule book asks. @param {Item} item @param {{severity: string, count: number}} said @param {string} language */
function askedOf(item, said, language) {
  const { severity: chosen = '', count = 0 } = gradeOf(item, said);
  const severities = (item.severity || []).map(({ code, label }) => ({ code, label: labelOf(label, language), is_chosen: code === chosen }));
  const { label, most } = item.count || { label: { zh: '', en: '' }, most: 0 };
  return {
    severities,
    has_severities: severities.length > 0,
    has_count: most > 0,
    number: count,
    unit: labelOf(label, language),
    most,
    fewer: Math.max(count - 1, 1),
    more: Math.min(count + 1, most),
  };
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
