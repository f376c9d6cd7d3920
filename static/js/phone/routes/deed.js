/** A good deed of a courtyard: GET …/deed/ shows the form, POST logs it, POST deeds/<id>/withdraw/ takes one back. */

import { makeDeedEntry } from '../../../../sync/phone/deed.js';
import { seeOther } from '../answers.js';
import { putDeed, readDeed } from '../store/deeds.js';
import { enqueue } from '../store/outbox.js';
import { changeWalk, readWalk } from '../store/walks.js';
import { deedOf, deedPage } from '../views/deed.js';
import { ownDeeds } from '../views/own_deeds.js';
import { Refusal, show } from '../visit.js';
import { UUID, courtyardOnRound } from './courtyard.js';
import { newId } from './freeze.js';
import { readSent } from './sent.js';

/** @import {Deed} from '../../../../sync/phone/types.js' */
/** @import {Visit} from '../visit.js' */

/** @param {Visit} visit */
export async function deed(visit) {
  return page(visit, { id: newId(visit), check: visit.url.searchParams.get('check') || '' });
}

/** @param {Visit} visit */
export async function logDeed(visit) {
  const { app, form, snapshot, today, params, person } = visit;
  const { code } = courtyardOnRound(visit);
  const field = (/** @type {string} */ name) => String(form.get(name) || '');
  const said = { deed: field('deed'), points: field(`points-${field('deed')}`), happened_on: field('happened_on'), note: field('note') };
  const stated = deedOf(snapshot, said, today);
  const id = UUID.test(field('id')) ? field('id') : newId(visit);
  const check = UUID.test(field('check')) ? field('check') : '';
  if (!stated) return page(visit, { id, check, said, notices: ['deed_incomplete'] }, 422);
  // The same form again, from a double tap: the first time counted.
  if (!(await app.connection.read(['deeds'], (transaction) => readDeed(transaction, person.id, id)))) {
    await freezeDeed(visit, { id, courtyard: code, ...stated });
  }
  return seeOther(`/inspect/${check ? `checks/${check}` : `courtyards/${params.code}`}/?deed=${id}`);
}

/** Taking back is an entry of its own, as long as nobody has decided. @param {Visit} visit */
export async function withdrawDeed(visit) {
  const { deeds } = await readSent(visit);
  const own = ownDeeds(visit.snapshot, deeds);
  const found = own.find(({ id }) => id === visit.params.id);
  if (!found) throw new Refusal(404, 'unknown_page');
  if (found.is_replaced || !found.is_open) throw new Refusal(409, 'deed_decided');
  const { courtyard, deed: kind, points, happened_on, note } = found;
  await freezeDeed(visit, { id: newId(visit), courtyard, deed: kind, points, happened_on, note, replaces: found.id, withdrawn: true });
  return seeOther('/inspect/outbox/');
}

/** @param {Visit} visit @param {{id: string, check: string, said?: import('../views/deed.js').Said, notices?: string[]}} asked @param {number} [status] */
function page(visit, asked, status = 200) {
  const { code } = courtyardOnRound(visit);
  const { snapshot, today, look } = visit;
  return show(visit, 'inspect/deed.html', deedPage({ snapshot, courtyard: code, today, language: look.language, ...asked }), status);
}

/** Row, outbox and the walk's name are one transaction. @param {Visit} visit @param {Deed} stated */
async function freezeDeed(visit, stated) {
  const { app, person, snapshot, today, now } = visit;
  const known = await app.connection.read(['walks'], (transaction) => readWalk(transaction, person.id, today));
  const walk = known.walk || newId(visit);
  const entry = await makeDeedEntry(stated, snapshot.rule_book.version, { walk, day: today, savedAt: now });
  const { courtyard, replaces = null } = stated;
  await app.connection.write(['deeds', 'outbox', 'walks'], async (transaction) => {
    if (await readDeed(transaction, person.id, entry.id)) return;
    await enqueue(transaction, person.id, entry);
    await putDeed(transaction, { person: person.id, ...entry, courtyard, day: today, saved_at: now, state: 'phone', reason: '', replaces });
    await changeWalk(transaction, person.id, today, { walk });
  });
  const kept = await app.connection.read(['deeds'], (transaction) => readDeed(transaction, person.id, entry.id));
  if (!kept) throw new Error('the deed was written and is not there');
  app.changed('saved');
}
