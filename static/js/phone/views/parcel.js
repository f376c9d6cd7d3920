// @ts-check
/** One check of the outbox, and how far it has come; twin of `pages/parcel.py`. */

import { dayWords, labelOf, sizeWords, whenWords } from './words.js';

/** @import {CheckPhoto, Own, Snapshot} from './types.js' */

const STEPS = ['phone', 'received', 'complete', 'approved'];
const KINDS = /** @type {const} */ (['faults', 'fixed', 'free']);

/** A row of the outbox; `result` is a code for which the template has the words. @param {Own} check @param {Snapshot} snapshot @param {string} today @param {string} language */
export function parcelOf(check, snapshot, today, language) {
  const courtyard = courtyardOrUnknown(snapshot, check.courtyard);
  const { photos } = check;
  return {
    id: check.id,
    url: `/inspect/checks/${check.id}/`,
    number: courtyard.number,
    surname: courtyard.surname,
    lane: courtyard.lane,
    when: whenOf(check, snapshot.community.timezone, today, language),
    state: check.state,
    ...resultOf(check),
    reason: check.reason,
    photo_count: photos.length,
    size: sizeWords(photos.reduce((sum, { bytes }) => sum + bytes, 0)),
    steps: steps(check.state),
    is_elsewhere: !check.is_here,
    is_begun: check.state === 'received' || photos.some((photo) => sentOf(photo) > 0),
    has_files: photos.length > 0,
    files: photos.map((photo) => file(photo, check, snapshot, language)),
  };
}

/** 今天10:06; only the day where the time is not known here. @param {Own} check @param {string} zone @param {string} today @param {string} language */
export function whenOf({ saved_at, day }, zone, today, language) {
  return saved_at ? whenWords(saved_at, today, zone, language) : dayWords(day, language);
}

/** withdrawn, weather, faults, fixed, free, lane or clean, with the count of that kind; '' where it is not known. @param {Own} check */
export function resultOf(check) {
  if (check.judged === 'withdrawn' || check.judged === 'weather') return { result: check.judged, count: 0 };
  const kind = KINDS.find((each) => check[each] > 0);
  if (!check.is_counted) return { result: '', count: 0 };
  if (kind) return { result: kind, count: check[kind] };
  return { result: check.judged === 'lane' ? 'lane' : 'clean', count: 0 };
}

/** The courtyard, or a plate with a question mark when the snapshot no longer has it. @param {Snapshot} snapshot @param {string} code */
export function courtyardOrUnknown({ courtyards }, code) {
  const unknown = { code, number: '?', surname: '', lane: '', grid: '' };
  return courtyards.find((courtyard) => courtyard.code === code) || unknown;
}

/** The item's short name; the code itself when this version no longer has it. @param {Snapshot} snapshot @param {string} code @param {string} language */
export function itemLabel({ rule_book }, code, language) {
  const found = rule_book.items.find((item) => item.code === code);
  return found ? labelOf(found.short, language) : code;
}

/** @param {string} state */
function steps(state) {
  const reached = Math.max(STEPS.indexOf(state), 0);
  return STEPS.map((code, place) => ({ code, is_past: place < reached, is_now: place === reached }));
}

/** @param {CheckPhoto} photo @param {Own} check @param {Snapshot} snapshot @param {string} language */
function file(photo, check, snapshot, language) {
  const sent = sentOf(photo);
  return {
    name: itemLabel(snapshot, check.items_of_photos[photo.sha256] || '', language),
    src: photo.received ? '' : `/inspect/photos/${photo.sha256}`,
    bytes: photo.bytes,
    sent,
    size: sizeWords(photo.bytes),
    sent_size: sizeWords(sent),
    is_here: photo.received,
    is_elsewhere: !check.is_here,
    is_begun: sent > 0 && !photo.received,
  };
}

/** @param {CheckPhoto} photo */
function sentOf({ received, bytes, sent }) {
  return received ? bytes : sent;
}
