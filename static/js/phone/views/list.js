// @ts-check
/** Today's list in walking order; twin of `pages/list_page.py`. */

import { companionsLine } from './companions.js';
import { checkUrl, rowOf } from './list_row.js';
import { noticesOf, toastOf } from './notices.js';
import { isUnsent, ownChecks, standing } from './own_checks.js';
import { unsentDeeds } from './own_deeds.js';
import { isWaiting, lastVisited, lookAt, nextOf } from './round.js';
import { matches } from './search.js';
import { dayWords } from './words.js';

/** @import {Check, Companion, Deed, Draft, Look, Snapshot, Toast} from './types.js' */

const TABS = ['', 'todo', 'faults', 'recheck', 'returned'];
const CIRCUMFERENCE = 1759; // tenths, of the ring's circle of radius 28

/**
 * `show` is one of TABS, `grid` a grid's code or '', `query` what was typed into the search, `at` the courtyard last opened,
 * `companions` who comes along, null where nobody can be kept.
 * @param {{snapshot: Snapshot, drafts: Draft[], checks: Check[], today: string, show?: string, grid?: string, query?: string, at?: string,
 *   deeds?: Deed[], companions?: Companion[] | null, online?: boolean, language?: string, notices?: string[], toast?: Toast}} given
 */
export function listPage({ snapshot, drafts, checks, today, deeds = [], companions = null, online = true, language = 'zh', query = '', ...given }) {
  const show = TABS.includes(given.show || '') ? given.show || '' : '';
  const grid = snapshot.grids.some(({ code }) => code === given.grid) ? given.grid || '' : '';
  const looks = lookAt(snapshot, drafts, checks, today, companions).filter(({ courtyard }) => !grid || courtyard.grid === grid);
  const shown = looks.filter((look) => belongs(look, show) && matches(look.courtyard, query));
  const following = nextCourtyard(looks, today, given.at || '');
  return {
    heading: heading(snapshot, grid),
    person: snapshot.person.name,
    day: dayWords(today, language),
    free_day: freeDay(snapshot, today),
    online,
    url: '/inspect/',
    nearby_url: '/inspect/nearby/',
    scan_url: '/inspect/scan/',
    outbox_url: '/inspect/outbox/',
    settings_url: '/inspect/settings/',
    waiting: standing(ownChecks(snapshot, checks)).filter(isUnsent).length + unsentDeeds(snapshot, deeds).length,
    ...progress(looks),
    ...companionsLine(snapshot, companions, language),
    tabs: TABS.map((code) => tab(code, looks, show, grid)),
    has_grids: snapshot.grids.length > 1,
    grids: grids(snapshot, grid, show),
    grid,
    show,
    query,
    lanes: lanesOf(shown, following, snapshot, today, language),
    has_rows: shown.length > 0,
    has_next: following !== null,
    next_number: following ? following.courtyard.number : '',
    next_url: following ? checkUrl(following) : '',
    notices: noticesOf(given.notices || []),
    toast: toastOf(given.toast),
  };
}

/** The grid's name when there is one, else the community's. @param {Snapshot} snapshot @param {string} grid */
function heading({ grids: all, community }, grid) {
  const found = all.find(({ code }) => code === grid || all.length === 1);
  return found ? found.name : community.name;
}

/** The name of the holiday that today is; '' on a day of patrol, and where an older server told of none. @param {Snapshot} snapshot @param {string} today */
function freeDay({ free_days = [] }, today) {
  return free_days.find(({ day }) => day === today)?.name || '';
}

/** Whether a courtyard stands under a tab; the courtyards one may not check stand under the first only. @param {Look} look @param {string} show */
function belongs({ is_recused, is_done, courtyard, finding, returned }, show) {
  if (!show) return true;
  if (is_recused) return false;
  if (show === 'todo') return !is_done;
  if (show === 'faults') return courtyard.last !== null && courtyard.last.faults.length > 0;
  return show === 'recheck' ? finding !== null : returned !== null;
}

/** How many are done and left of those one may check, and the ring that draws it. @param {Look[]} looks */
function progress(looks) {
  const mine = looks.filter(({ is_recused }) => !is_recused);
  const done = mine.filter(({ is_done }) => is_done).length;
  const tenths = mine.length ? Math.floor((done * CIRCUMFERENCE) / mine.length) : 0;
  const ring = [tenths, CIRCUMFERENCE].map((length) => `${Math.floor(length / 10)}.${length % 10}`).join(' ');
  return { done, total: mine.length, left: mine.length - done, ring };
}

/** The one left half done, else on from where one is now, else the next to do after the latest check of today. @param {Look[]} looks @param {string} today @param {string} at */
function nextCourtyard(looks, today, at) {
  /** @type {Look | null} */
  let latest = null;
  for (const look of looks) {
    if (!look.draft || look.is_recused || look.companion) continue;
    if (!latest || !latest.draft || look.draft.id > latest.draft.id) latest = look;
  }
  const here = looks.find(({ courtyard }) => courtyard.code === at);
  if (!latest && here) return isWaiting(here) ? here : nextOf(looks, at);
  return latest || nextOf(looks, lastVisited(looks, today));
}

/** The rows under a heading for each stretch of lane, in walking order. @param {Look[]} looks @param {Look | null} following @param {Snapshot} snapshot @param {string} today @param {string} language */
function lanesOf(looks, following, snapshot, today, language) {
  /** @type {{name: string, left: number, rows: object[]}[]} */
  const lanes = [];
  for (const look of looks) {
    const { lane } = look.courtyard;
    if (!lanes.length || lanes[lanes.length - 1].name !== lane) lanes.push({ name: lane, left: 0, rows: [] });
    const last = lanes[lanes.length - 1];
    last.rows.push({ ...rowOf(look, snapshot, today, language), is_next: look === following });
    last.left += isWaiting(look) ? 1 : 0;
  }
  return lanes;
}

/** @param {string} code @param {Look[]} looks @param {string} show @param {string} grid */
function tab(code, looks, show, grid) {
  const count = looks.filter((look) => belongs(look, code)).length;
  return { code, url: address({ show: code, grid }), count, is_current: code === show };
}

/** @param {Snapshot} snapshot @param {string} grid @param {string} show */
function grids(snapshot, grid, show) {
  const every = [{ code: '', name: '' }, ...snapshot.grids];
  return every.map(({ code, name }) => ({ name, url: address({ show, grid: code }), is_current: code === grid }));
}

/** @param {Record<string, string>} wishes */
function address(wishes) {
  const query = new URLSearchParams(Object.entries(wishes).filter(([, value]) => value)).toString();
  return query ? `/inspect/?${query}` : '/inspect/';
}
