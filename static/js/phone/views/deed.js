// @ts-check
/** The form for a good deed of a courtyard; twin of `pages/deed_page.py`. */

import { addDays, isDay } from '../../../../sync/phone/day.js';
import { LIMITS } from '../../../../sync/phone/limits.js';
import { noticesOf } from './notices.js';
import { courtyardOrUnknown } from './parcel.js';
import { labelOf } from './words.js';

/** @import {Snapshot} from './types.js' */
/** @typedef {{deed: string, points: string, happened_on: string, note: string}} Said as the form sent it */

const NUMBER = /^[0-9]{1,4}$/;

/**
 * `check` is the saved check to go back to, or ''.
 * @param {{snapshot: Snapshot, courtyard: string, id: string, today: string, check?: string, said?: Said | null, language?: string, notices?: string[]}} given
 */
export function deedPage({ snapshot, courtyard, id, today, check = '', said = null, language = 'zh', notices = [] }) {
  const { code, number, surname, lane } = courtyardOrUnknown(snapshot, courtyard);
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
    first_day: addDays(today, -LIMITS.deed_days),
    today,
    note: said ? said.note : '',
    notices: noticesOf(notices),
  };
}

/** What the form states, or null when something in it can't be right. @param {Snapshot} snapshot @param {Said} said @param {string} today */
export function deedOf({ rule_book }, { deed, points, happened_on, note }, today) {
  const kind = (rule_book.deeds || []).find(({ code }) => code === deed);
  if (!kind || !isDay(happened_on) || happened_on > today || happened_on < addDays(today, -LIMITS.deed_days)) return null;
  if (kind.least === kind.most || !points) return { deed, points: kind.least, happened_on, note };
  const worth = NUMBER.test(points) ? Number(points) : -1;
  return worth >= kind.least && worth <= kind.most ? { deed, points: worth, happened_on, note } : null;
}

/** @param {number} least @param {number} most */
function range(least, most) {
  return Array.from({ length: most - least + 1 }, (_, place) => least + place);
}
