// @ts-check
/** The last rescue: what can be exported; twin of `pages/rescue_page.py`. */

import { sizeWords } from './words.js';

/** @import {CheckPhoto, Snapshot} from './types.js' */
/** @typedef {{photos: CheckPhoto[]}} Owed */
/** @typedef {{kind: string, icon: string, title: string, text: string}} Said what was just done, in the reader's words */

/**
 * Without a snapshot nobody is signed in, and nothing can be taken in.
 * @param {{snapshot: Snapshot | null, parcels: {id: string, number: string, checks: Owed[], deeds?: number, drafts: number}[], said?: Said[]}} given
 */
export function rescuePage({ snapshot, parcels, said = [] }) {
  return {
    url: '/inspect/rescue/',
    back_url: '/inspect/outbox/',
    community: snapshot ? snapshot.community.name : '',
    can_take: snapshot !== null,
    parcels: parcels.map(({ id, number, checks, deeds = 0, drafts }) => ({ id, number, deeds, drafts, ...loadOf(checks) })),
    parcel_count: parcels.length,
    said,
  };
}

/** How many checks and photos a phone has no receipt for, and how much that is. @param {Owed[]} owed */
export function loadOf(owed) {
  const photos = owed.flatMap((check) => check.photos).filter(({ received }) => !received);
  return { check_count: owed.length, photo_count: photos.length, size: sizeWords(photos.reduce((sum, { bytes }) => sum + bytes, 0)) };
}
