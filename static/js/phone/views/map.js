// @ts-check
/** The schematic map: lanes with how many are left, or the plates of one lane or around the phone; twin of `pages/map_page.py`. */

import { endOf, rowOf, urlOf } from './list_row.js';
import { noticesOf } from './notices.js';
import { isWaiting, lookAt } from './round.js';
import { WIDTH, barOf, frameOf, heightOf, isNear, middleOf, radius, settle, spotOf, strays } from './map_layout.js';
import { byDistance, fixWords } from './nearby.js';
import { isPlaced, offset } from './place.js';

/** @import {Check, Companion, Draft, Look, Snapshot} from './types.js' */
/** @import {Frame, Spot} from './map_layout.js' */
/** @import {Fix} from './nearby.js' */
/** @import {Point} from './place.js' */

const URL = '/inspect/map/';
const AROUND = 12;
const STRETCH = 10; // so many plates of a lane stand on a sheet: with more they would not stand where they belong
const LONGEST_NAME = 6;
const GAP = 10;
/** Cells of the sheet by size of type: for a lane's name with its count, and for a door plate one can hit. @type {Record<string, Record<string, Spot>>} */
const CELLS = { normal: { sign: [120, 60], plate: [60, 56] }, elder: { sign: [180, 84], plate: [72, 72] } };

/**
 * `lane` is a lane's name; with `around` the plates nearest to `fix`; with neither the whole round by lanes.
 * @param {{snapshot: Snapshot, drafts: Draft[], checks: Check[], today: string, companions?: Companion[] | null, grid?: string, lane?: string, around?: boolean,
 *   fix?: Fix, locating?: string, size?: string, language?: string, notices?: string[]}} given
 */
export function mapPage({ snapshot, drafts, checks, today, companions = null, lane = '', around = false, fix = null, locating = '', size = 'normal', language = 'zh', ...given }) {
  const grid = snapshot.grids.some(({ code }) => code === given.grid) ? given.grid || '' : '';
  const looks = lookAt(snapshot, drafts, checks, today, companions).filter(({ courtyard }) => !grid || courtyard.grid === grid);
  const isHere = (/** @type {Look} */ { courtyard }) => courtyard.lane === lane;
  const mode = around ? 'around' : looks.some(isHere) ? 'lane' : 'whole';
  let [drawn, rest] = sortedOut(looks);
  if (mode === 'lane') [drawn, rest] = [drawn.filter(isHere), rest.filter(isHere)];
  if (mode === 'around') {
    const near = new Set(byDistance(drawn, fix).slice(0, AROUND).map(({ look }) => look));
    [drawn, rest] = [drawn.filter((look) => near.has(look)), []];
  }
  const cells = CELLS[size] || CELLS.normal;
  const stretches = mode === 'lane' ? stretchesOf(drawn) : [drawn];
  const sheets = mode === 'whole' ? [whole(drawn, fix, cells.sign, grid)] : stretches.map((each) => part(each, fix, cells.plate));
  return {
    mode,
    lane: mode === 'lane' ? lane : '',
    back_url: '/inspect/',
    whole_url: address({ grid }),
    around_url: address({ around: '1', grid }),
    nearby_url: '/inspect/nearby/',
    ...fixWords(fix, locating),
    has_grids: snapshot.grids.length > 1,
    grids: [{ code: '', name: '' }, ...snapshot.grids].map(({ code, name }) => ({ name, url: address({ grid: code }), is_current: code === grid })),
    has_sheets: drawn.length > 0,
    is_split: sheets.length > 1,
    sheets: drawn.length ? sheets : [],
    rest: rest.map((look) => rowOf(look, snapshot, today, language)),
    rest_count: rest.length,
    notices: noticesOf(given.notices || []),
  };
}

/** Those that can be drawn, and those without a place or too far from all others. @param {Look[]} looks @returns {[Look[], Look[]]} */
function sortedOut(looks) {
  const placed = looks.filter(({ courtyard }) => isPlaced(courtyard));
  const far = strays(placesOf(placed));
  const drawn = new Set(placed.filter((_look, at) => !far[at]));
  return [looks.filter((look) => drawn.has(look)), looks.filter((look) => !drawn.has(look))];
}

/** Lanes as lines with a dot for each courtyard, and for each lane a sign with what is left of it. @param {Look[]} looks @param {Fix} fix @param {Spot} cell @param {string} grid */
function whole(looks, fix, cell, grid) {
  const places = placesOf(looks);
  const lanes = [...grouped(looks, looks.map((_look, at) => at))];
  const frame = frameOf(places, cell, lanes.length, 480);
  const spots = places.map((place) => spotOf(frame, place));
  const middles = lanes.map(([, stops]) => /** @type {Spot} */ ([0, 1].map((axis) => middleOf(stops.map((at) => spots[at][axis])))));
  const settled = settle(middles, frame);
  const signs = lanes.map(([name, stops], at) => ({
    name: [...name].length <= LONGEST_NAME ? name : `${[...name].slice(0, LONGEST_NAME - 1).join('')}…`,
    lane: name,
    left: stops.filter((stop) => isWaiting(looks[stop])).length,
    url: address({ lane: name, grid }),
    x: settled[at][0],
    y: settled[at][1],
  }));
  const dots = looks.map((look, at) => ({ x: spots[at][0], y: spots[at][1], is_waiting: isWaiting(look) }));
  const lines = lanes.map(([, stops]) => line(stops.map((at) => spots[at])));
  return { ...sheet(frame, looks, fix, lines), signs, dots, plates: [] };
}

/** A lane in walking order, in parts of about the same length. @param {Look[]} looks */
function stretchesOf(looks) {
  const parts = Math.max(Math.ceil(looks.length / STRETCH), 1);
  const most = Math.max(Math.ceil(looks.length / parts), 1);
  return Array.from({ length: Math.max(Math.ceil(looks.length / most), 1) }, (_none, at) => looks.slice(at * most, (at + 1) * most));
}

/** A plate for each courtyard, moved aside where two would lie on one another. @param {Look[]} looks @param {Fix} fix @param {Spot} cell */
function part(looks, fix, cell) {
  const places = placesOf(looks);
  const frame = frameOf(places, cell, looks.length, 1200);
  const spots = settle(places.map((place) => spotOf(frame, place)), frame);
  const plates = looks.map((look, at) => ({ ...plateOf(look), x: spots[at][0], y: spots[at][1] }));
  const lines = [...grouped(looks, spots).values()].map(line);
  return { ...sheet(frame, looks, fix, lines), signs: [], dots: [], plates };
}

/** @param {Look} look */
function plateOf(look) {
  const { number, lane, surname } = look.courtyard;
  return {
    number,
    is_long: number.length > 4,
    lane,
    surname,
    url: urlOf(look),
    state: endOf(look),
    is_done: look.is_done,
    is_off: look.is_recused,
  };
}

/** What every drawing has: size, cells, lines, scale bar, and the phone's own place. @param {Frame} frame @param {Look[]} looks @param {Fix} fix @param {string[]} lines */
function sheet(frame, looks, fix, lines) {
  const [metres, units] = barOf(frame);
  const me = fix && looks.length ? offset(/** @type {Point} */ (looks[0].courtyard), fix) : null;
  const isHere = me !== null && isNear(me, frame);
  const [x, y] = me && isHere ? spotOf(frame, me) : [0, 0];
  const [wide, high] = [frame.cell[0] - GAP, frame.cell[1] - GAP + 4];
  return {
    box: `0 0 ${WIDTH} ${heightOf(frame)}`,
    left: -Math.floor(wide / 2),
    top: -Math.floor(high / 2),
    wide,
    high,
    name_y: -Math.floor(high / 12),
    count_y: Math.floor((high * 5) / 16),
    first: looks.length ? looks[0].courtyard.number : '',
    last: looks.length ? looks[looks.length - 1].courtyard.number : '',
    lines,
    bar_metres: metres,
    bar_end: 12 + units,
    has_me: isHere,
    me_x: x,
    me_y: y,
    me_radius: fix && isHere ? radius(fix.accuracy, frame) : 0,
  };
}

/** From the first of them, which is as good as any. @param {Look[]} looks */
function placesOf(looks) {
  return looks.map(({ courtyard }) => offset(/** @type {Point} */ (looks[0].courtyard), /** @type {Point} */ (courtyard)));
}

/** What belongs to each courtyard, by its lane. @template T @param {Look[]} looks @param {T[]} things @returns {Map<string, T[]>} */
function grouped(looks, things) {
  /** @type {Map<string, T[]>} */
  const lanes = new Map();
  looks.forEach(({ courtyard: { lane } }, at) => {
    const kept = lanes.get(lane);
    if (kept) kept.push(things[at]);
    else lanes.set(lane, [things[at]]);
  });
  return lanes;
}

/** @param {Spot[]} spots */
function line(spots) {
  return spots.map(([x, y]) => `${x},${y}`).join(' ');
}

/** @param {Record<string, string>} wishes */
function address(wishes) {
  const asked = Object.entries(wishes).filter(([, value]) => value).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return asked ? `${URL}?${asked}` : URL;
}
