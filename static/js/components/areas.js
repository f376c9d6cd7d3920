// @ts-check
/** Areas of a photo in thousandths of its sides; whatever is done to one, it stays within the photo. */

/** @typedef {{ left: number, top: number, width: number, height: number }} Area */

export const WHOLE = 1000;
/** Less can't be seen, and was a slip of the finger. */
export const LEAST = 10;

/** @param {number} value @param {number} least @param {number} most */
const within = (value, least, most) => Math.round(Math.min(Math.max(value, least), most));

/** @param {Area} area @param {number} right @param {number} down @returns {Area} */
export function moved(area, right, down) {
  return { ...area, left: within(area.left + right, 0, WHOLE - area.width), top: within(area.top + down, 0, WHOLE - area.height) };
}

/** @param {Area} area @param {number} wider @param {number} higher @returns {Area} */
export function sized(area, wider, higher) {
  return { ...area, width: within(area.width + wider, LEAST, WHOLE - area.left), height: within(area.height + higher, LEAST, WHOLE - area.top) };
}

/**
 * What a finger drew from one point to another; null for a mere tap.
 * @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to @returns {Area | null}
 */
export function drawn(from, to) {
  const [left, right] = [from.x, to.x].sort((one, other) => one - other).map((x) => within(x, 0, WHOLE));
  const [top, bottom] = [from.y, to.y].sort((one, other) => one - other).map((y) => within(y, 0, WHOLE));
  const area = { left, top, width: right - left, height: bottom - top };
  return area.width < LEAST || area.height < LEAST ? null : area;
}

/**
 * What a key does: arrows move, with Shift they change the size; null when it is none of them.
 * @param {Area} area @param {string} key @param {boolean} sizes @returns {Area | null}
 */
export function keyed(area, key, sizes) {
  const step = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] }[key];
  return step ? (sizes ? sized : moved)(area, step[0], step[1]) : null;
}
