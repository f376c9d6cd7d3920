/** What a form says about a draft, and a draft out of a frozen check. Pure: neither clock nor store. */

import { photosSaid } from '../../../sync/phone/entry.js';

/** @import {Draft, DraftItem, PhotoClaim} from '../../../sync/phone/types.js' */

const WHOLE = 'whole';

/**
 * A draft that says nothing yet: everything passes.
 * @param {{id: string, courtyard: string, now: number, replaces?: string | null}} start
 * @returns {Draft}
 */
export function emptyDraft({ id, courtyard, now, replaces }) {
  return { id, courtyard, opened_at: now, replaces: replaces || null, obstacle: '', items: {} };
}

/**
 * The draft with one item as the form wants it; its photos stay, they come and go by their own forms.
 * @param {Draft} draft
 * @param {string} code
 * @param {FormData} form
 * @returns {Draft}
 */
export function withItem(draft, code, form) {
  if (form.get(`result-${code}`) === null) return draft;
  const before = draft.items[code];
  const wanted = itemOf(code, form, (before && before.photos) || []);
  if (!before && isUntouched(wanted)) return draft;
  return { ...draft, items: { ...draft.items, [code]: wanted } };
}

/**
 * The draft with everything the whole form says.
 * @param {Draft} draft
 * @param {string[]} codes
 * @param {FormData} form
 * @returns {Draft}
 */
export function withForm(draft, codes, form) {
  return codes.reduce((sofar, code) => withItem(sofar, code, form), withObstacle(draft, form));
}

/** @param {Draft} draft @param {FormData} form @returns {Draft} */
export function withObstacle(draft, form) {
  const chosen = form.get('obstacle');
  if (typeof chosen !== 'string') return draft;
  return { ...draft, obstacle: chosen === WHOLE ? '' : chosen };
}

/** What proves a pass leaves it one; any other photo shows a fault. @param {Draft} draft @param {string} code @param {PhotoClaim} photo @returns {Draft} */
export function withPhoto(draft, code, photo) {
  const item = draft.items[code] || { result: 'pass' };
  const photos = (item.photos || []).filter(({ sha256 }) => sha256 !== photo.sha256);
  const result = photo.proof ? item.result : 'fault';
  return { ...draft, items: { ...draft.items, [code]: { ...item, result, photos: [...photos, photo] } } };
}

/** @param {Draft} draft @param {string} code @param {string} sha256 @returns {Draft} */
export function withoutPhoto(draft, code, sha256) {
  const item = draft.items[code];
  if (!item) return draft;
  const photos = (item.photos || []).filter((photo) => photo.sha256 !== sha256);
  return { ...draft, items: { ...draft.items, [code]: { ...item, photos } } };
}

/** The draft with one photo said to show another state. @param {Draft} draft @param {string} code @param {string} sha256 @param {string} shown */
export function withTurned(draft, code, sha256, shown) {
  const item = draft.items[code];
  if (!item) return draft;
  const photos = (item.photos || []).map((photo) => (photo.sha256 === sha256 ? { ...photo, shows: shown } : photo));
  return { ...draft, items: { ...draft.items, [code]: { ...item, photos } } };
}

/** A photo taken after the inspector said "put right on the spot" shows how it is now. @param {DraftItem | undefined} item */
export function shows(item) {
  const hasOne = Boolean(item && item.photos && item.photos.length);
  return item && item.fixed && hasOne ? 'after' : 'before';
}

/** Every photo that a draft names, each once. @param {Draft} draft @returns {PhotoClaim[]} */
export function photosOf(draft) {
  const all = Object.values(draft.items).flatMap(photosSaid);
  return [...new Map(all.map((photo) => [photo.sha256, photo])).values()];
}

/**
 * What a frozen check said, as a draft again, for redoing it.
 * @param {string} text
 * @param {Draft} draft the new draft, with its own id and what it replaces
 * @returns {Draft}
 */
export function withContentOf(text, draft) {
  const check = JSON.parse(text);
  /** @type {Record<string, DraftItem>} */
  const items = {};
  for (const { item, result, phrases, note, photos, severity, count } of check.results) {
    if (result === 'pass' && photos) items[item] = { result, photos: photos.map((/** @type {PhotoClaim} */ photo) => ({ ...photo, proof: true })) };
    if (!['fault', 'fixed', 'third_party', 'not_applicable'].includes(result)) continue;
    items[item] = {
      result: 'fault',
      fixed: result === 'fixed',
      third_party: result === 'third_party',
      not_applicable: result === 'not_applicable',
      phrases: phrases || [],
      note: note || '',
      photos: photos || [],
      severity: severity || '',
      count: count || 0,
    };
  }
  return { ...draft, obstacle: check.obstacle || '', items };
}

/** @param {string} code @param {FormData} form @param {PhotoClaim[]} photos @returns {DraftItem} */
function itemOf(code, form, photos) {
  return {
    result: form.get(`result-${code}`) === 'fault' ? 'fault' : 'pass',
    fixed: form.get(`fixed-${code}`) !== null,
    third_party: form.get(`third-${code}`) !== null,
    not_applicable: form.get(`absent-${code}`) !== null,
    phrases: form.getAll(`phrase-${code}`).map(String),
    note: String(form.get(`note-${code}`) || ''),
    photos,
    severity: String(form.get(`severity-${code}`) || ''),
    // The button says the number it leads to, beside the one that stands in the field.
    count: wholeNumber(form.get(`step-${code}`) || form.get(`count-${code}`)),
  };
}

/** @param {FormDataEntryValue | null} text */
function wholeNumber(text) {
  return /^\d{1,3}$/.test(String(text)) ? Number(text) : 0;
}

/** @param {DraftItem} item */
function isUntouched({ result, fixed, third_party, not_applicable, phrases, note, photos }) {
  const isEmpty = !fixed && !third_party && !not_applicable && !note;
  return result === 'pass' && isEmpty && !(phrases || []).length && !(photos || []).length;
}
