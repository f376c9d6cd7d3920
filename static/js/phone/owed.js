// @ts-check
/** What this phone still owes the server of a check or a deed: store, sending and pages all ask here; twin of `pages/owed.py`. */

import { AT_THE_SERVER } from '../../../sync/phone/states.js';

/** @typedef {{state: string, photos?: {received: boolean}[]}} Frozen a deed has no photos */

/** The server lacks the text, or some of its photos. */
export const UNSENT_STATES = ['phone', 'received'];
/** The community is on it. */
export const STUCK_STATES = ['conflict', 'rejected'];

/** Whether a photo of it has no receipt. @param {Pick<Frozen, 'photos'>} frozen */
export function lacksPhotos({ photos = [] }) {
  return photos.some(({ received }) => !received);
}

/** Whether this phone holds of it what the server has no receipt for, or will not count as it is; staff's last word settles it. @param {Frozen} frozen */
export function isOwed(frozen) {
  if (frozen.state === 'dismissed') return false;
  return frozen.state === 'phone' || STUCK_STATES.includes(frozen.state) || lacksPhotos(frozen);
}

/** Whether only photos of it are to be sent: the server has its text. @param {Frozen} frozen */
export function owesPhotos(frozen) {
  return AT_THE_SERVER.includes(frozen.state) && lacksPhotos(frozen);
}
