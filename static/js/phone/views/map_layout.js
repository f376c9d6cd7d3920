// @ts-check
/** Puts places on a small sheet so that a finger can tell them apart; twin of `pages/map_layout.py`. */

import { MILLION, length } from './place.js';

/** @import {Offset} from './place.js' */
/** @typedef {[number, number]} Spot units of the sheet, from its upper left corner */
/** @typedef {{west: number, north: number, micro: number, left: number, above: number, columns: number, rows: number, cell: Spot}} Frame `micro` is millionths of a unit for a decimetre */

export const WIDTH = 360;
const TOP = 40; // for the north arrow and the scale bar
const CLOSEST = 600_000; // millionths of a unit for a decimetre: nearer than this nothing is gained
const STRAYS_FROM = 5_000; // decimetres
const BARS = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5];

const { floor, max, min, abs } = Math;
const least = (/** @type {number[]} */ numbers) => numbers.reduce((one, other) => min(one, other), numbers[0] || 0);
const most = (/** @type {number[]} */ numbers) => numbers.reduce((one, other) => max(one, other), numbers[0] || 0);

/** A sheet as wide as a phone that holds the places, with half as many cells again as there are things to put. @param {Offset[]} places @param {Spot} cell @param {number} count @param {number} tallest @returns {Frame} */
export function frameOf(places, cell, count, tallest) {
  const [easts, norths] = [places.map(([east]) => east), places.map(([, north]) => north)];
  const [wide, high] = [most(easts) - least(easts), most(norths) - least(norths)];
  const micro = min(floor(((WIDTH - cell[0]) * MILLION) / max(wide, 1)), floor(((tallest - cell[1]) * MILLION) / max(high, 1)), CLOSEST);
  const drawn = floor((high * micro) / MILLION);
  const columns = floor(WIDTH / cell[0]);
  const rows = max(floor((count * 3 + 2 * columns - 1) / (2 * columns)), floor((drawn + cell[1] - 1) / cell[1]) + 1);
  return {
    west: least(easts),
    north: most(norths),
    micro,
    left: floor((WIDTH - floor((wide * micro) / MILLION)) / 2),
    above: TOP + floor((rows * cell[1] - drawn) / 2),
    columns,
    rows,
    cell,
  };
}

/** @param {Frame} frame */
export function heightOf({ rows, cell }) {
  return TOP + rows * cell[1];
}

/** A place in units of the sheet. @param {Frame} frame @param {Offset} place @returns {Spot} */
export function spotOf({ left, above, west, north: top, micro }, [east, north]) {
  return [left + floor(((east - west) * micro) / MILLION), above + floor(((top - north) * micro) / MILLION)];
}

/** The middle of a cell for each spot, the nearest one that is still free. @param {Spot[]} spots @param {Frame} frame @returns {Spot[]} */
export function settle(spots, { columns, rows, cell: [wide, high] }) {
  /** @type {Spot[]} */
  const free = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) free.push([column * wide + floor(wide / 2), TOP + row * high + floor(high / 2)]);
  }
  return spots.map(([x, y]) => {
    const away = free.map(([freeX, freeY]) => (freeX - x) ** 2 + (freeY - y) ** 2);
    return free.splice(away.indexOf(least(away)), 1)[0];
  });
}

/** @param {number[]} numbers */
export function middleOf(numbers) {
  return [...numbers].sort((one, other) => one - other)[floor(numbers.length / 2)];
}

/** Which places lie so far from the others that drawing them would leave no room: a slip of the pen, mostly. @param {Offset[]} places */
export function strays(places) {
  const centre = [0, 1].map((axis) => middleOf(places.map((place) => place[axis])));
  const away = places.map(([east, north]) => max(abs(east - centre[0]), abs(north - centre[1])));
  const limit = max(6 * (middleOf(away) || 0), STRAYS_FROM);
  return away.map((far) => far > limit);
}

/** The longest round distance that fits a third of the sheet: metres and units. @param {Frame} frame */
export function barOf({ micro }) {
  const bars = BARS.map((metres) => [metres, floor((metres * 10 * micro) / MILLION)]);
  return bars.find(([, units]) => units <= WIDTH / 3) || [0, 0];
}

/** @param {number} accuracy metres @param {Frame} frame */
export function radius(accuracy, { micro }) {
  return max(floor((accuracy * 10 * micro) / MILLION), 8);
}

/** Whether a place lies on the sheet, or so close to it that a whole number can say where. @param {Offset} place @param {Frame} frame */
export function isNear(place, frame) {
  const [x, y] = spotOf(frame, place);
  return length(place) < MILLION && x >= 0 && x <= WIDTH && y >= 0 && y <= heightOf(frame);
}
