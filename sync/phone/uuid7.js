// @ts-check
/** UUID version 7 (RFC 9562), sorts by the time it was made; twin of `sync/uuid7.py`. */

const COUNTER_LIMIT = 1 << 12;

/** @typedef {{text: string, time: number, counter: number}} Uuid7 an id with what its successor needs */

/** @type {Uuid7 | null} */
let latest = null;

/**
 * A new id; sorts after every earlier one of this page, even if the clock went back.
 * @param {number} now milliseconds
 * @param {(count: number) => Uint8Array} randomBytes
 * @returns {string}
 */
export function uuidv7(now, randomBytes) {
  latest = nextUuid7(latest, now, randomBytes(10));
  return latest.text;
}

/**
 * @param {Uuid7 | null} previous
 * @param {number} now
 * @param {Uint8Array} random 10 bytes
 * @returns {Uuid7}
 */
export function nextUuid7(previous, now, random) {
  let time = now;
  let counter = ((random[0] << 8) | random[1]) % (COUNTER_LIMIT / 2);
  if (previous && now <= previous.time) {
    time = previous.time;
    counter = previous.counter + 1;
    if (counter === COUNTER_LIMIT) [time, counter] = [previous.time + 1, 0];
  }
  const tail = [(random[2] & 0x3f) | 0x80, ...random.slice(3, 10)];
  const digits = hex(time, 12) + '7' + hex(counter, 3) + tail.map((byte) => hex(byte, 2)).join('');
  const text = [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => digits.slice(from, to)).join('-');
  return { text, time, counter };
}

/** @param {number} number @param {number} width */
function hex(number, width) {
  return number.toString(16).padStart(width, '0');
}
