// @ts-check
/** This inspector's own checks, from this phone and from the snapshot; twin of `pages/own_checks.py`. */

import { UNSENT_STATES } from '../owed.js';

/** @import {Check, Courtyard, Own, OwnCheck, Reason, Snapshot, Statement} from './types.js' */

// Results that cost nothing though something was found or could not be judged.
const FREE_RESULTS = ['third_party', 'not_applicable'];
const MOST_FACTS = 2000;

/** What frozen texts say: hundreds of them must not be read anew at each tap. @type {Map<string, ReturnType<typeof factsOf>>} */
const facts = new Map();

/**
 * All that is known of one's own checks, oldest first; what this phone holds beats what the snapshot says.
 * @param {Snapshot} snapshot @param {Check[]} checks
 */
export function ownChecks(snapshot, checks) {
  const here = checks.map(fromPhone);
  const known = new Set(here.map(({ id }) => id));
  const done = new Map(snapshot.courtyards.map((courtyard) => [courtyard.code, courtyard.done]));
  const there = snapshot.own_checks.map((own) => fromSnapshot(own, done.get(own.courtyard) || null));
  const elsewhere = there.filter(({ id }) => !known.has(id));
  // A UUIDv7 begins with its time, so that ids sort by age.
  return [...here, ...elsewhere].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** True while this phone has something of it to send; what another phone has, this one can't. @param {Pick<Own, 'is_here' | 'state'>} sent */
export function isUnsent({ is_here, state }) {
  return is_here && UNSENT_STATES.includes(state);
}

/** Whether it has an effect for now: staff have not dismissed it; a withdrawal that they returned takes nothing back. @param {{state: string, judged?: string}} sent */
function holds({ state, judged }) {
  return state !== 'dismissed' && !(state === 'returned' && judged === 'withdrawn');
}

/** By the id of what was replaced, the id of the check or deed that did so. @param {{id: string, replaces: string, state: string, judged?: string}[]} own @returns {Map<string, string>} */
export function replacedBy(own) {
  return new Map(own.filter((sent) => sent.replaces && holds(sent)).map(({ id, replaces }) => [replaces, id]));
}

/** The checks that count for now: neither taken back nor replaced by another, nor dismissed by staff. @param {Own[]} own */
export function standing(own) {
  const replaced = replacedBy(own);
  return own.filter((check) => holds(check) && !replaced.has(check.id) && check.judged !== 'withdrawn');
}

/** What a check says, read from its text; nothing when its text is not on this phone. @param {Pick<Check, 'text'> | undefined} check @returns {Statement} */
export function statementOf(check) {
  return check && check.text ? JSON.parse(check.text) : { judged: 'whole', obstacle: null, results: [] };
}

/** How many items are a fault, put right on the spot, or free. @param {Statement} statement */
function countResults({ results }) {
  const count = (/** @type {(result: string) => boolean} */ fits) => results.filter(({ result }) => fits(result)).length;
  return {
    faults: count((result) => result === 'fault'),
    fixed: count((result) => result === 'fixed'),
    free: count((result) => FREE_RESULTS.includes(result)),
  };
}

/** The words of a reason, which the wire sends as {code, text}. @param {Reason} reason */
function reasonWords(reason) {
  if (!reason) return '';
  return typeof reason === 'string' ? reason : reason.text || reason.code;
}

/** @param {Check} check @returns {ReturnType<typeof factsOf>} */
function recall(check) {
  const known = facts.get(check.text);
  if (known) return known;
  const made = factsOf(statementOf(check));
  if (facts.size >= MOST_FACTS) facts.clear();
  facts.set(check.text, made);
  return made;
}

/** @param {Statement} statement */
function factsOf(statement) {
  return { judged: statement.judged, obstacle: statement.obstacle || '', ...countResults(statement), items_of_photos: itemsOfPhotos(statement) };
}

/** @param {Check} check @returns {Own} */
function fromPhone(check) {
  return {
    id: check.id,
    courtyard: check.courtyard,
    day: check.day,
    state: check.state,
    reason: reasonWords(check.reason),
    replaces: check.replaces || '',
    ...recall(check),
    saved_at: check.saved_at,
    photos: check.photos,
    is_here: true,
    is_counted: true,
  };
}

/** @param {OwnCheck} own @param {Courtyard['done']} done @returns {Own} */
function fromSnapshot(own, done) {
  const isCounted = done !== null && done.day === own.day;
  return {
    id: own.id,
    courtyard: own.courtyard,
    day: own.day,
    state: own.state,
    reason: reasonWords(own.reason),
    replaces: own.replaces || '',
    judged: own.judged || 'whole',
    obstacle: '',
    faults: done && isCounted ? done.faults : 0,
    fixed: 0,
    free: 0,
    saved_at: 0,
    photos: [],
    items_of_photos: {},
    is_here: false,
    is_counted: isCounted,
  };
}

/** The item that each photo shows, by the photo's hash. @param {Statement} statement */
function itemsOfPhotos({ results }) {
  const pairs = results.flatMap(({ item, photos }) => (photos || []).map(({ sha256 }) => [sha256, item]));
  return Object.fromEntries(pairs);
}
