// @ts-check
/** Days, times, sizes and labels in the reader's language; twin of `webapp/blueprints/inspect/pages/words.py`. */

import { communityDay } from '../../../../sync/phone/day.js';

const MINUTE = 60_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @typedef {{zh: string, en: string}} Label */

/** @type {Map<string, Intl.DateTimeFormat>} making one takes a millisecond on a slow phone */
const clocks = new Map();

/** True for 'en', 'en-GB'; everything else reads Chinese. @param {string} language */
export function isEnglish(language) {
  return language.startsWith('en');
}

/** The reader's side of a {zh, en} label. @param {Label} label @param {string} language */
export function labelOf(label, language) {
  return (isEnglish(language) && label.en) || label.zh;
}

/** 11月23日, of '2026-11-23'. @param {string} day @param {string} language */
export function dayWords(day, language) {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  return isEnglish(language) ? `${date} ${MONTHS[month - 1]}` : `${month}月${date}日`;
}

/** 9:58 in the community's time. @param {number} time @param {string} zone */
export function clockWords(time, zone) {
  /** @type {Record<string, string>} */
  const parts = {};
  for (const { type, value } of clock(zone).formatToParts(time)) parts[type] = value;
  return `${Number(parts.hour)}:${parts.minute}`;
}

/** 今天10:06, or 11月22日10:06. @param {number} time @param {string} today @param {string} zone @param {string} language */
export function whenWords(time, today, zone, language) {
  const [day, hour] = [communityDay(time, zone), clockWords(time, zone)];
  if (day === today) return isEnglish(language) ? `today ${hour}` : `今天${hour}`;
  return isEnglish(language) ? `${dayWords(day, language)} ${hour}` : `${dayWords(day, language)}${hour}`;
}

/** 146 KB or 1.2 MB, of bytes; never rounded down to nothing. @param {number} size */
export function sizeWords(size) {
  const kilobytes = Math.floor((size + 1023) / 1024);
  if (kilobytes < 1024) return `${kilobytes} KB`;
  const [unit, tenths] = kilobytes < 1_048_576 ? ['MB', Math.floor((size * 10) / 1_048_576)] : ['GB', Math.floor((size * 10) / 1_073_741_824)];
  return `${Math.floor(tenths / 10)}.${tenths % 10} ${unit}`;
}

/** 2小时10分, of milliseconds. @param {number} age @param {string} language */
export function ageWords(age, language) {
  const minutes = Math.floor(Math.max(age, 0) / MINUTE);
  if (isEnglish(language)) return ageInEnglish(minutes);
  if (minutes < 60) return minutes ? `${minutes}分钟` : '不到1分钟';
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours}小时${minutes % 60}分` : `${Math.floor(hours / 24)}天`;
}

/** 3处, or 3 places. @param {number} count @param {Label} unit @param {string} language */
export function countWords(count, unit, language) {
  return `${count}${isEnglish(language) ? ' ' : ''}${labelOf(unit, language)}`;
}

/** @param {number} minutes */
function ageInEnglish(minutes) {
  if (minutes < 60) return minutes ? `${minutes} min` : 'under a minute';
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return hours < 48 ? '1 day' : `${Math.floor(hours / 24)} days`;
}

/** @param {string} zone */
function clock(zone) {
  let format = clocks.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-hc-h23-nu-latn', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
    clocks.set(zone, format);
  }
  return format;
}
