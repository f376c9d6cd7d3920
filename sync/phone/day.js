// @ts-check
/** Days ('YYYY-MM-DD') and weeks of the community, wherever the phone thinks it is. */

const DAY_IN_MS = 86_400_000;

/** @type {Map<string, Intl.DateTimeFormat>} making one takes a millisecond on a slow phone */
const formats = new Map();

/** @param {number} time milliseconds @param {string} zone as 'Asia/Shanghai' */
export function communityDay(time, zone) {
  /** @type {Record<string, string>} */
  const parts = {};
  for (const { type, value } of format(zone).formatToParts(time)) parts[type] = value;
  return `${parts.year.padStart(4, '0')}-${parts.month}-${parts.day}`;
}

/** The Monday of a day's week. @param {string} day */
export function weekStart(day) {
  const sundayIsZero = new Date(midnight(day)).getUTCDay();
  return addDays(day, -((sundayIsZero + 6) % 7));
}

/** Whether a text is a day that the calendar has: neither 2026-02-30 nor 2026-2-3. @param {string} text */
export function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text;
}

/** @param {string} day @param {number} count */
export function addDays(day, count) {
  return new Date(midnight(day) + count * DAY_IN_MS).toISOString().slice(0, 10);
}

/** @param {string} day */
function midnight(day) {
  const [year, month, date] = day.split('-').map(Number);
  return Date.UTC(year, month - 1, date);
}

/** @param {string} zone */
function format(zone) {
  let found = formats.get(zone);
  if (!found) {
    const options = /** @type {const} */ ({ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    found = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', options);
    formats.set(zone, found);
  }
  return found;
}
