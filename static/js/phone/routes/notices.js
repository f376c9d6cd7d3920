/** What a page says above itself, and the toast that tells of what was just saved or taken back. */

import { UNSENT_STATES } from '../owed.js';

/** @import {Visit} from '../visit.js' */

const DAY = 86_400_000;
const OLD_AFTER = 3 * DAY;
const LOCKED_AFTER = 14 * DAY;

/** Codes for the pages one rests at; the check page has room for its ten items only. @param {Visit} visit @param {{state: string, saved_at: number}[]} sent @returns {string[]} */
export function noticeCodes({ app, person, now }, sent) {
  const known = app.notices();
  if (person.paused) known.unshift(person.paused === 'revoked' ? 'revoked' : 'sign_in');
  if (sent.some(({ state, saved_at }) => UNSENT_STATES.includes(state) && now - saved_at >= OLD_AFTER)) known.push('late');
  // Who sends what is late is in contact again: one warning is enough.
  else if (now - person.contactAt > OLD_AFTER) known.push('old');
  return known;
}

/** What the outbox says besides the line. @param {Visit} visit @param {{state: string, saved_at: number}[]} sent */
export function warningCodes(visit, sent) {
  return noticeCodes(visit, sent).filter((code) => ['late', 'old', 'low'].includes(code));
}

/** A lost phone must not show what it knows for ever; what is unsent stays in the outbox. @param {Pick<Visit, 'person' | 'now'>} visit */
export function isLocked({ person, now }) {
  return now - person.contactAt > LOCKED_AFTER;
}

/** The address names the check, so that a reload says it again and the undo in it works. @param {Visit} visit @param {{id: string, courtyard: string}[]} sent */
export function toastAsked({ url, snapshot }, sent) {
  for (const kind of /** @type {const} */ (['saved', 'withdrawn', 'deed'])) {
    const check = sent.find(({ id }) => id === url.searchParams.get(kind));
    const yard = check && snapshot.courtyards.find((/** @type {{code: string}} */ { code }) => code === check.courtyard);
    if (check && yard) return { kind, number: yard.number, id: check.id };
  }
  return null;
}
