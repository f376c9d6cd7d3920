/** POST …/items/<item>/: keeps what one item should be, and answers the item as it is kept. */

import { withItem } from '../drafts.js';
import { itemIn } from '../views/check.js';
import { show } from '../visit.js';
import { checkView } from './check.js';
import { courtyardToCheck, itemToCheck } from './courtyard.js';
import { keep } from './keep.js';
import { readSent } from './sent.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function item(visit) {
  courtyardToCheck(visit);
  const { code } = itemToCheck(visit);
  return itemAnswer(visit, await keepItem(visit, code));
}

/** The item as the form wants it, and that it was the last one touched. @param {Visit} visit @param {string} code @returns {Promise<Draft>} */
export function keepItem(visit, code) {
  return keep(visit, (draft) => ({ ...withItem(draft, code, visit.form), at: code }));
}

/** The item's fragment with the bar that belongs to it; in the camera, its photos. @param {Visit} visit @param {Draft} draft @param {string[]} [notices] */
export async function itemAnswer(visit, draft, notices = []) {
  const template = visit.url.searchParams.has('camera') ? 'inspect/kept_shots.html' : 'inspect/kept_item.html';
  return show(visit, template, await itemView(visit, draft, notices));
}

/** @param {Visit} visit @param {Draft} draft @param {string[]} [notices] */
export async function itemView(visit, draft, notices) {
  const view = checkView(visit, draft, await readSent(visit), notices);
  return { ...view, item: itemIn(view, visit.params.item), accuracy: visit.app.position()?.accuracy || 0 };
}
