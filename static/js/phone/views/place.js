// @ts-check
/** How far and in which direction, in whole numbers; twin of `pages/place.py`. */

/** @import {Courtyard} from './types.js' */
/** @typedef {{latitude: number, longitude: number}} Point microdegrees */
/** @typedef {[number, number]} Offset decimetres east and north */

const DEGREE = 1_111_950; // decimetres of a degree of latitude, which is a million microdegrees
export const MILLION = 1_000_000;
const HALF_TURN = 180_000_000;

/** Whether the community has entered where this courtyard is. @param {Courtyard} courtyard @returns {courtyard is Courtyard & Point} */
export function isPlaced(courtyard) {
  return courtyard.latitude !== null && courtyard.longitude !== null;
}

/** Decimetres east and north of `origin`, as on a flat map; the short way round where 180° lies between. @param {Point} origin @param {Point} place @returns {Offset} */
export function offset(origin, place) {
  const whole = 2 * HALF_TURN;
  const turn = ((((place.longitude - origin.longitude + 3 * HALF_TURN) % whole) + whole) % whole) - HALF_TURN;
  const east = Math.floor((Math.floor((turn * narrowing(origin.latitude)) / MILLION) * DEGREE) / MILLION);
  return [east, Math.floor(((place.latitude - origin.latitude) * DEGREE) / MILLION)];
}

/** Whole metres of an offset. The sum is made of floats, so that both languages round alike. @param {Offset} offset */
export function length([east, north]) {
  return Math.floor((Math.floor(Math.sqrt(east * east + north * north)) + 5) / 10);
}

/** @param {Point} origin @param {Point} place */
export function metres(origin, place) {
  return length(offset(origin, place));
}

/** 35 metres, or 1.2 kilometres: the template has the unit's word. @param {number} far */
export function distanceWords(far) {
  if (far < 1000) return { far: String(far), is_km: false };
  return { far: `${Math.floor(far / 1000)}.${Math.floor((far % 1000) / 100)}`, is_km: true };
}

/** Millionths of a degree of latitude that a degree of longitude measures here. @param {number} latitude */
function narrowing(latitude) {
  return Math.floor(Math.max(Math.cos(((latitude / MILLION) * Math.PI) / 180), 0) * MILLION + 0.5);
}
