/** Where the phone is, as the wire writes it. Asked for once, followed while the page is open, never waited for. */

/** @import {Fix} from '../views/types.js' */

// Older than this, the inspector has walked on.
const STALE = 120_000;
const OPTIONS = { enableHighAccuracy: true, maximumAge: 15_000, timeout: 60_000 };

/**
 * @param {Geolocation | undefined} geolocation
 * @param {() => number} now milliseconds
 * @param {() => void} onFix somebody may be waiting for it, or for the word that there is none
 */
export function makePosition(geolocation, now, onFix) {
  /** @type {Fix | null} */
  let last = null;
  let isFollowed = false;
  let state = geolocation ? '' : 'denied';
  const take = (/** @type {GeolocationPosition} */ { coords: { latitude, longitude, accuracy } }) => {
    last = { latitude: Math.round(latitude * 1e6), longitude: Math.round(longitude * 1e6), accuracy: Math.ceil(accuracy), at: now() };
    onFix();
  };
  const follow = () => {
    if (isFollowed || !geolocation) return;
    isFollowed = true;
    state = 'asked';
    onFix();
    // Refused or not to be had: checks say nothing of a place, and nothing waits for it.
    geolocation.watchPosition(take, ({ code }) => {
      isFollowed = code !== 1;
      state = isFollowed ? 'asked' : 'denied';
      onFix();
    }, OPTIONS);
  };
  return { follow, state: () => state, latest: () => (last && now() - last.at <= STALE ? last : null) };
}
