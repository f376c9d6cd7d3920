/** POST …/items/<item>/camera/ keeps the draft and opens the camera; GET, after a reload, leads back to the item. */

import { seeOther } from '../answers.js';
import { show } from '../visit.js';
import { courtyardToCheck, itemToCheck } from './courtyard.js';
import { itemView, keepItem } from './item.js';

/** @import {Visit} from '../visit.js' */

/** The draft is on the disk before anything asks for the camera, which may cost a small phone the page. @param {Visit} visit */
export async function openCamera(visit) {
  courtyardToCheck(visit);
  const draft = await keepItem(visit, itemToCheck(visit).code);
  const answer = show(visit, 'inspect/camera.html', await itemView(visit, draft));
  // An address of its own, so that the way back closes the camera and not the check.
  answer.headers.set('HX-Push-Url', visit.url.pathname);
  return answer;
}

/** Whatever took the page away may have been the camera: it opens by a tap only. @param {Visit} visit */
export async function leaveCamera(visit) {
  const { code } = courtyardToCheck(visit);
  return seeOther(`/inspect/courtyards/${code}/#item-${itemToCheck(visit).code}`);
}
