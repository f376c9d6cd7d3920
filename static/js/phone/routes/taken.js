/** When, where and by whom: what is burnt into a photo, and what is said of it. */

import { communityDay } from '../../../../sync/phone/day.js';
import { clockWords } from '../views/words.js';

/** @import {Position} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */

// A photo out of the album was taken somewhere else.
const SAME_PLACE = 120_000;

/** The words of the watermark: no name in them. They are the community's, whatever language the phone speaks. @param {Visit} visit @param {{lane: string, number: string}} courtyard @param {number} taken */
export function watermark({ snapshot }, { lane, number }, taken) {
  const zone = snapshot.community.timezone;
  const inspector = snapshot.person.number;
  const words = [`${communityDay(taken, zone)} ${clockWords(taken, zone).padStart(5, '0')}`, `${lane}${number}号`];
  return inspector ? [...words, `${inspector}号巡查员`] : words;
}

/** Where the phone is, as the wire says it; never waited for. @param {Pick<Visit, 'app'>} visit @returns {Position | null} */
export function placeNow({ app }) {
  const fix = app.position();
  return fix && { latitude: fix.latitude, longitude: fix.longitude, accuracy: fix.accuracy };
}

/** Where a photo was taken, if that was just now. @param {Visit} visit @param {number} taken */
export function placeAt(visit, taken) {
  return visit.now - taken <= SAME_PLACE ? placeNow(visit) : null;
}
