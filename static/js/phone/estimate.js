/** What a browser's estimate of its store says of the room. */

// Some three hundred photos; less than a twentieth of what the browser allows is as near to the end.
const ENOUGH = 50 * 1024 * 1024;
const SHARE = 20;
const GIGABYTE = 1024 ** 3;

/** @param {{used: number, quota: number}} room bytes; 0 where the browser does not tell */
export function isLow({ used, quota }) {
  const left = quota - used;
  return quota > 0 && (left < ENOUGH || left * SHARE < quota);
}

/** Newer Chromium tells everybody the same whole gigabytes, so that nobody is known by their disk: that says nothing of the room. @param {StorageEstimate} estimate */
export function roomOf({ usage: used = 0, quota = 0 }) {
  return { used, quota: (quota - used) % GIGABYTE === 0 ? 0 : quota };
}
