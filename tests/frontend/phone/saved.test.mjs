/** Saved checks: taken back or redone by a new check that replaces them; a frozen one never changes. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outgoing } from '../../../static/js/phone/outgoing.js';
import { FRAGMENT, makePhone, openedForm, pictureFile } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const YARD = '/inspect/courtyards/YARD27/';

/** @param {any} phone @param {Record<string, any>} [fields] */
async function save(phone, fields = {}) {
  await phone.post(YARD, { ...(await openedForm(phone, 'YARD27')), ...fields });
  return (await phone.checks())[0];
}

test('taking back is a new check that replaces the first, and what was said comes back to be mended', async () => {
  const phone = await makePhone();
  const first = await save(phone, { 'result-W1': 'fault', 'note-W1': '纸箱' });
  const answer = await phone.post(`/inspect/checks/${first.id}/withdraw/`);
  assert.match(answer.headers.get('Location'), /^\/inspect\/courtyards\/YARD27\/\?withdrawn=/);
  const [kept, withdrawal] = await phone.checks();
  assert.equal(kept.text, first.text);
  assert.equal(withdrawal.replaces, first.id);
  assert.equal(JSON.parse(withdrawal.text).judged, 'withdrawn');
  assert.equal((await phone.waiting()).length, 2);
  const draft = await phone.draft('YARD27');
  assert.equal(draft.replaces, withdrawal.id);
  assert.equal(draft.items.W1.note, '纸箱');
});

test('what was taken back can be saved again, and a second tap takes nothing back twice', async () => {
  const phone = await makePhone();
  const first = await save(phone);
  await phone.post(`/inspect/checks/${first.id}/withdraw/`);
  assert.equal((await phone.post(`/inspect/checks/${first.id}/withdraw/`)).status, 409);
  await phone.post(YARD, await openedForm(phone, 'YARD27'));
  const [one, two, three] = await phone.checks();
  assert.deepEqual([two.replaces, three.replaces], [one.id, two.id]);
});

test('a taking back that staff dismissed took nothing back: the check is the day\'s, and can be taken back again', async () => {
  const phone = await makePhone();
  const first = await save(phone);
  await phone.post(`/inspect/checks/${first.id}/withdraw/`);
  const { digest, id } = (await phone.checks())[1];
  await phone.connection.write(['checks', 'drafts'], async (transaction) => {
    await transaction.objectStore('checks').put({ ...(await transaction.objectStore('checks').get(['7', id])), state: 'rejected' });
    await transaction.objectStore('drafts').delete(['7', 'YARD27']);
  });
  await phone.signIn('7', '王志远', { ...SNAPSHOT, settled: [{ id, digest, verdict: 'dismissed', text: '查得对' }] });
  assert.equal((await phone.get(YARD)).headers.get('Location'), `/inspect/checks/${first.id}/`);
  assert.equal((await phone.post(`/inspect/checks/${first.id}/withdraw/`)).status, 303);
});

test('redoing a returned check carries its photos, those at the server by their hash alone', async () => {
  const phone = await makePhone();
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'photo-W1': [pictureFile()] };
  await phone.post(`${YARD}items/W1/photos/`, form, FRAGMENT);
  const first = await save(phone, { 'result-W1': 'fault' });
  const store = outgoing(phone.connection, '7', { now: phone.app.now, onProgress: () => undefined });
  await store.saveReceipts([{ ...first, outcome: 'accepted', missing: [], state: 'received', reason: null }]);
  await store.photoReceived(first.photos[0].sha256);
  const own = { id: first.id, courtyard: 'YARD27', day: first.day, state: 'returned', reason: { code: 'photo_unclear', text: '看不清' }, missing: [] };
  await phone.signIn('7', '王志远', { ...SNAPSHOT, own_checks: [own] });
  assert.equal((await phone.checks())[0].reason, '看不清');
  const page = await (await phone.get(`/inspect/checks/${first.id}/`)).text();
  assert.match(page, /看不清/);
  await phone.post(`/inspect/checks/${first.id}/redo/`);
  await phone.post(YARD, { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault' });
  const [, second] = await phone.checks();
  assert.equal(second.replaces, first.id);
  assert.deepEqual(await phone.photos(), []);
  assert.deepEqual(second.photos, [{ ...first.photos[0], sent: 2048, received: true }]);
});

test('a check returned to another phone can be redone here', async () => {
  const phone = await makePhone();
  const id = '0192b6c0-0000-7000-8000-000000000001';
  const own = { id, courtyard: 'YARD29', day: '2026-11-22', state: 'returned', reason: { code: 'other', text: '重查' }, missing: [] };
  await phone.signIn('7', '王志远', { ...SNAPSHOT, own_checks: [own] });
  const answer = await phone.post(`/inspect/checks/${id}/redo/`);
  assert.equal(answer.headers.get('Location'), '/inspect/courtyards/YARD29/');
  assert.equal((await phone.draft('YARD29')).replaces, id);
});

test('an approved check leaves the phone when the server no longer tells of it, an unsent one never does', async () => {
  const phone = await makePhone();
  const first = await save(phone);
  await phone.post('/inspect/courtyards/YARD29/', await openedForm(phone, 'YARD29'));
  const own = { id: first.id, courtyard: 'YARD27', day: first.day, state: 'approved', reason: null, missing: [] };
  await phone.signIn('7', '王志远', { ...SNAPSHOT, own_checks: [own] });
  await phone.signIn('7', '王志远', { ...SNAPSHOT, server_time: phone.clock.now + 60 * 86_400_000 });
  assert.deepEqual((await phone.checks()).map(({ courtyard }) => courtyard), ['YARD29']);
});

test('an unknown check is told', async () => {
  const phone = await makePhone();
  assert.equal((await phone.get('/inspect/checks/0192b6c0-0000-7000-8000-00000000000f/')).status, 404);
});
