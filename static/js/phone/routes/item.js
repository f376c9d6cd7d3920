/** POST …/items/<item>/: keeps what one item should be, and answers the item as it is kept. */

import { withItem } from '../drafts.js';
import { itemIn } from '../views/check.js';
import { show } from '../visit.js';
import { checkView } from './check.js';
import { courtyardOf, itemOf } from './courtyard.js';
import { keep } from './keep.js';

/** @import {Draft} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function item(visit) {
  courtyardOf(visit);
  const { code } = itemOf(visit);
  return itemAnswer(visit, await keep(visit, (draft) => withItem(draft, code, visit.form)));
}

/** The item's fragment with the bar that belongs to it. @param {Visit} visit @param {Draft} draft @param {string[]} [notices] */
export async function itemAnswer(visit, draft, notices = []) {
  const view = await checkView(visit, draft, notices);
  return show(visit, 'inspect/kept_item.html', { ...view, item: itemIn(view, visit.params.item) });
}
