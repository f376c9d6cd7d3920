// @ts-check
/** Notices above a page and the toast below it; twin of `pages/notices.py`. */

/** @import {Toast} from './types.js' */

/** Code of a notice: its kind of note and its icon. The template has the words. @type {Record<string, [string, string]>} */
const NOTICES = {
  sign_in: ['wait', 'lock'],
  full: ['fault', 'warn'],
  too_many: ['wait', 'camera'],
  too_many_photos: ['fault', 'camera'],
  photo_too_large: ['fault', 'camera'],
  not_a_picture: ['fault', 'camera'],
  not_added: ['fault', 'camera'],
  too_heavy: ['fault', 'camera'],
  as_it_came: ['wait', 'camera'],
  refused: ['fault', 'warn'],
  revoked: ['wait', 'lock'],
  late: ['wait', 'clock'],
  low: ['wait', 'warn'],
  deed_incomplete: ['fault', 'warn'],
  old: ['wait', 'clock'],
  unready: ['wait', 'warn'],
  update: ['', 'info'],
  no_worker: ['wait', 'warn'],
  ready: ['good', 'check'],
  install: ['', 'phone'],
  insecure: ['wait', 'warn'],
};

// What a tap has just met stands above the buttons, not above the page.
const URGENT = [
  'full', 'too_many', 'not_added', 'too_heavy', 'as_it_came', 'too_many_photos', 'photo_too_large', 'not_a_picture', 'refused',
  'deed_incomplete',
];

/** The notices that a page knows, in the order they were named. @param {string[]} codes */
export function noticesOf(codes) {
  const known = codes.filter((code) => code in NOTICES);
  return known.map((code) => ({ code, kind: NOTICES[code][0], icon: NOTICES[code][1], is_urgent: URGENT.includes(code) }));
}

/** What has just happened: `kind` is 'saved', 'withdrawn' or 'deed', '' for nothing. @param {Toast} [toast] */
export function toastOf(toast) {
  if (!toast) return { kind: '', number: '', url: '' };
  return { kind: toast.kind, number: toast.number, url: `/inspect/${toast.kind === 'deed' ? 'deeds' : 'checks'}/${toast.id}/withdraw/` };
}
