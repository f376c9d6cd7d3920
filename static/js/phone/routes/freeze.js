/** Freezes a draft into a check: text, digest, outbox and the draft's removal are one transaction. */

import { makeEntry } from '../../../../sync/phone/entry.js';
import { uuidv7 } from '../../../../sync/phone/uuid7.js';
import { readChecks, putCheck } from '../store/checks.js';
import { dropDraft, putDraft } from '../store/drafts.js';
import { enqueue } from '../store/outbox.js';
import { dropUnused, readUploads } from '../store/photos.js';
import { changeWalk, readWalk } from '../store/walks.js';
import { placeNow } from './taken.js';

/** @import {Draft, PhotoClaim} from '../../../../sync/phone/types.js' */
/** @import {Check, CheckPhoto} from '../store/checks.js' */
/** @import {Transaction} from '../store/connection.js' */
/** @import {KeptDraft} from '../store/drafts.js' */
/** @import {Visit} from '../visit.js' */
/** @typedef {Awaited<ReturnType<typeof readKnown>>} Known what the phone knows of walks and photos */

/**
 * @param {Visit} visit
 * @param {Draft} draft
 * @param {(checks: Check[]) => string | undefined} before the id of the check that has done this already, in another tab perhaps
 * @param {KeptDraft} [following] the draft that takes this one's place, after an undo
 * @returns {Promise<{id: string, checks: Check[]}>} the check, and all of this person's
 */
export async function freeze(visit, draft, before, following) {
  const { connection } = visit.app;
  const known = await connection.read(['walks', 'checks', 'uploads'], (transaction) => readKnown(transaction, visit));
  const walk = known.walk || newId(visit);
  const along = visit.companions.map(({ id }) => id);
  const saving = { walk, day: visit.today, savedAt: visit.now, position: placeNow(visit), companions: along };
  const entry = await makeEntry(draft, visit.snapshot.rule_book, saving);
  const check = checkOf(visit, draft, { ...entry, walk }, known);
  // Photos of an item that was set back to pass are in the draft, but not in the check.
  const seen = [...check.photos, ...Object.values(draft.items).flatMap(({ photos }) => photos || [])];
  const id = await connection.write(['checks', 'outbox', 'drafts', 'walks', 'photos', 'uploads'], async (transaction) => {
    const done = before(await readChecks(transaction, visit.person.id));
    if (done) return done;
    // The store answers in the order in which it was asked: nothing has to wait for the answer before.
    await Promise.all([
      enqueue(transaction, visit.person.id, entry),
      putCheck(transaction, check),
      changeWalk(transaction, visit.person.id, visit.today, { walk }),
      dropDraft(transaction, visit.person.id, draft.courtyard),
      following && putDraft(transaction, following),
      dropUnused(transaction, visit.person.id, seen.map(({ sha256 }) => sha256)),
    ]);
    return check.id;
  });
  return { id, checks: await readBack(visit, id) };
}

/** @param {Visit} visit */
export function newId(visit) {
  return uuidv7(visit.now, visit.app.randomBytes);
}

/** @param {Transaction} transaction @param {Visit} visit */
async function readKnown(transaction, { person, today }) {
  const [{ walk }, checks, uploads] = await Promise.all([
    readWalk(transaction, person.id, today), readChecks(transaction, person.id), readUploads(transaction, person.id),
  ]);
  const received = checks.flatMap((check) => check.photos).filter((photo) => photo.received).map(({ sha256 }) => sha256);
  return { walk, uploads, received: new Set(received) };
}

/** @param {Visit} visit @param {Draft} draft @param {{digest: string, text: string, walk: string}} frozen @param {Known} known @returns {Check} */
function checkOf({ person, today, now }, draft, { digest, text, walk }, known) {
  const { results } = JSON.parse(text);
  const faults = results.filter((/** @type {{result: string}} */ { result }) => result === 'fault').length;
  const claims = results.flatMap((/** @type {{photos?: PhotoClaim[]}} */ result) => result.photos || []);
  const photos = [...new Map(claims.map((/** @type {PhotoClaim} */ claim) => [claim.sha256, photoOf(claim, known)])).values()];
  const { id, courtyard } = draft;
  const replaces = draft.replaces || null;
  return { person: person.id, id, walk, courtyard, day: today, digest, text, saved_at: now, state: 'phone', reason: '', replaces, faults, photos };
}

/** A photo of the check that is replaced may be at the server already. @param {{sha256: string, bytes: number, type: string}} claim @param {Known} known @returns {CheckPhoto} */
function photoOf({ sha256, bytes, type }, { uploads, received }) {
  const isThere = received.has(sha256);
  return { sha256, bytes, type, sent: isThere ? bytes : uploads.get(sha256)?.offset || 0, received: isThere };
}

/** Reads what was written, because some phones have told of writes that were not there. @param {Visit} visit @param {string} id */
async function readBack({ app, person }, id) {
  const checks = await app.connection.read(['checks'], (transaction) => readChecks(transaction, person.id));
  if (!checks.some((check) => check.id === id)) throw new Error('the check was written and is not there');
  return checks;
}
