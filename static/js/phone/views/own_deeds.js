// @ts-check
/** The deeds this inspector logged, from this phone and from the snapshot, and their rows in the outbox; twin of `pages/own_deeds.py`. */

import { STUCK_STATES } from '../owed.js';
import { isUnsent, replacedBy } from './own_checks.js';
import { courtyardOrUnknown } from './parcel.js';
import { dayWords, labelOf } from './words.js';

/** @import {Deed, OwnDeed, Snapshot} from './types.js' */

const OPEN = ['phone', 'received', 'complete'];

/** All that is known of them, oldest first; what this phone holds beats what the snapshot says. @param {Snapshot} snapshot @param {Deed[]} deeds */
export function ownDeeds({ own_deeds = [] }, deeds) {
  const here = deeds.map((deed) => ({ ...said(JSON.parse(deed.text)), state: deed.state, reason: deed.reason, saved_at: deed.saved_at, is_here: true }));
  const known = new Set(here.map(({ id }) => id));
  const there = own_deeds.filter(({ id }) => !known.has(id)).map((own) => ({ ...said(own), state: own.state, reason: own.reason || '', saved_at: 0, is_here: false }));
  const all = [...here, ...there].sort((one, other) => (one.id < other.id ? -1 : 1));
  const replaced = replacedBy(all);
  return all.map((deed) => ({ ...deed, is_replaced: replaced.has(deed.id), is_open: !deed.withdrawn && OPEN.includes(deed.state) }));
}

/** The outbox's deeds, newest first: what waits or is stuck, what is open or was refused, and what was accepted this week. @param {Snapshot} snapshot @param {Deed[]} deeds @param {string} monday @param {string} language */
export function deedRows(snapshot, deeds, monday, language) {
  const own = ownDeeds(snapshot, deeds).filter((deed) => isUnsent(deed) || STUCK_STATES.includes(deed.state) || isStanding(deed, monday));
  return own.reverse().map((deed) => row(deed, snapshot, language));
}

/** @param {Snapshot} snapshot @param {Deed[]} deeds */
export function unsentDeeds(snapshot, deeds) {
  return ownDeeds(snapshot, deeds).filter(isUnsent);
}

/** @param {{is_replaced: boolean, withdrawn: boolean, state: string, day: string}} deed @param {string} monday */
function isStanding({ is_replaced, withdrawn, state, day }, monday) {
  return !is_replaced && !withdrawn && (!['approved', 'dismissed'].includes(state) || day >= monday);
}

/** @param {ReturnType<typeof ownDeeds>[number]} deed @param {Snapshot} snapshot @param {string} language */
function row(deed, snapshot, language) {
  const { number, surname, lane } = courtyardOrUnknown(snapshot, deed.courtyard);
  const kind = (snapshot.rule_book.deeds || []).find(({ code }) => code === deed.deed);
  const { id, points, note, state, reason, withdrawn } = deed;
  return {
    id, number, surname, lane, points, note, state, reason, is_withdrawal: withdrawn,
    kind: kind ? labelOf(kind.label, language) : deed.deed,
    when: dayWords(deed.happened_on, language),
    can_withdraw: deed.is_open && !deed.is_replaced,
    withdraw_url: `/inspect/deeds/${id}/withdraw/`,
  };
}

/** What the frozen text and the snapshot say alike. @param {OwnDeed} deed */
function said({ id, courtyard, day, deed, points, happened_on, note, replaces, withdrawn }) {
  return { id, courtyard, day, deed, points, happened_on, note, replaces: replaces || '', withdrawn };
}
