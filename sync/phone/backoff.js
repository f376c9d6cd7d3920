// @ts-check
/** How long to wait before the next try: full jitter, so that phones cut off together don't come back together. */

const FIRST = 2_000;
const LONGEST = 300_000;
const LONGEST_ASKED = 3_600_000;

/**
 * @param {number} attempt 0 for the first try again
 * @param {() => number} random from 0 up to 1
 * @param {number | null} [asked] milliseconds that the server asked for: never sooner than that
 * @returns {number} milliseconds
 */
export function nextDelay(attempt, random, asked = null) {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 30));
  const jitter = Math.round(random() * ceiling);
  return asked === null ? jitter : asked + Math.round(random() * FIRST);
}

/**
 * Milliseconds of a Retry-After, which is seconds or a date; null when there is none that can be read.
 * @param {string | null} header
 * @param {number} now milliseconds
 * @returns {number | null}
 */
export function retryAfter(header, now) {
  if (!header) return null;
  const asked = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? null : Math.min(Math.max(asked, 0), LONGEST_ASKED);
}
