// @ts-check
/** The form for a good deed of a courtyard; twin of `pages/deed_page.py`. */

import { noticesOf } from './notices.js';
import { courtyardOf } from './parcel.js';
import { labelOf } from './words.js';
import { addDays } from '../../../../sync/phone/day.js';

/** @import {Snapshot} from './types.js' */
/** @typedef {{deed: string, points: string, happened_on: string, note: string}} Said as the form sent it */

const DAYS_BACK = 31;

/**
 * `check` is the saved check to go back to, or ''.
 * @param {{snapshot: Snapshot, courtyard: string, id: string, today: string, check?: string, said?: Said | null, language?: string, notices?: string[]}} given
 */
export function deedPage({ snapshot, courtyard, id, today, check = '', said = null, language = 'zh', notices = [] }) {
  const { code, number, surname, lane } = courtyardOf(snapshot, courtyard);
  const address = `/inspect/courtyards/${code}/`;
  const kinds = snapshot.rule_book.deeds || [];
  const chosen = kinds.some((kind) => said && kind.code === said.deed) && said ? said.deed : kinds.length ? kinds[0].code : '';
  return {
    number, surname, lane, id, check,
    url: `${address}deed/`,
    back_url: check ? `/inspect/checks/${check}/` : address,
    kinds: kinds.map(({ code: kind, label, least, most }) => ({
      code: kind, label: labelOf(label, language), least, most, has_range: least < most, is_chosen: kind === chosen,
      points: range(least, most).map((value) => ({ value, is_chosen: String(value) === (said && said.deed === kind && said.points ? said.points : String(least)) })),
    })),
    has_kinds: kinds.length > 0,
    happened_on: said ? said.happened_on : today,
    first_day: addDays(today, -DAYS_BACK),
    today,
    note: said ? said.note : '',
    notices: noticesOf(notices),
  };
}

/** What the form states, or null when something in it can't be right. @param {Snapshot} snapshot @param {Said} said @param {string} today */
export function deedOf({ rule_book }, { deed, points, happened_on, note }, today) {
  const kind = (rule_book.deeds || []).find(({ code }) => code === deed);
  if (!kind || !/^\d{4}-\d\d-\d\d$/.test(happened_on) || happened_on > today || happened_on < addDays(today, -DAYS_BACK)) return null;
  const worth = kind.least < kind.most && points ? Number(points) : kind.least;
  return Number.isInteger(worth) && worth >= kind.least && worth <= kind.most ? { deed, points: worth, happened_on, note } : null;
}

/** @param {number} least @param {number} most */
function range(least, most) {
  return Array.from({ length: most - least + 1 }, (_, place) => least + place);
}
