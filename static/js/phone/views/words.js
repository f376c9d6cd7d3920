// @ts-check
/** Days, times, sizes and labels in the reader's language; twin of `webapp/blueprints/inspect/pages/words.py`. */

const MINUTE = 60_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @typedef {{zh: string, en: string}} Label */

/** @type {Map<string, Intl.DateTimeFormat>} making one takes a millisecond on a slow phone */
const formats = new Map();

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

/** The community's date at an instant in milliseconds, as '2026-11-23'. @param {number} time @param {string} zone */
export function dayOf(time, zone) {
  const { year, month, day } = local(time, zone);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/** 9:58 in the community's time. @param {number} time @param {string} zone */
export function clockWords(time, zone) {
  const { hour, minute } = local(time, zone);
  return `${Number(hour)}:${minute}`;
}

/** 今天10:06, or 11月22日10:06. @param {number} time @param {string} today @param {string} zone @param {string} language */
export function whenWords(time, today, zone, language) {
  const [day, clock] = [dayOf(time, zone), clockWords(time, zone)];
  if (day === today) return isEnglish(language) ? `today ${clock}` : `今天${clock}`;
  return isEnglish(language) ? `${dayWords(day, language)} ${clock}` : `${dayWords(day, language)}${clock}`;
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

/** The Monday of a day's week. @param {string} day */
export function weekStart(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** @param {number} minutes */
function ageInEnglish(minutes) {
  if (minutes < 60) return minutes ? `${minutes} min` : 'under a minute';
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return hours < 48 ? '1 day' : `${Math.floor(hours / 24)} days`;
}

/** @param {number} time @param {string} zone */
function local(time, zone) {
  let format = formats.get(zone);
  if (!format) {
    const two = /** @type {const} */ ('2-digit');
    const options = { timeZone: zone, year: /** @type {const} */ ('numeric'), month: two, day: two, hour: two, minute: two };
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn-hc-h23', options);
    formats.set(zone, format);
  }
  /** @type {Record<string, string>} */
  const parts = {};
  for (const { type, value } of format.formatToParts(time)) parts[type] = value;
  return parts;
}
