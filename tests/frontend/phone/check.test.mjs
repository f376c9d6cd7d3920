/** Checking courtyards on the phone: every tap is kept, saving is one transaction. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeServer } from '../../../static/js/phone/server.js';
import { FRAGMENT, formOf, makePhone, openedForm, pictureFile } from './phone.mjs';
import { RECUSED } from './snapshot.mjs';

const YARD = '/inspect/courtyards/YARD27/';

test('opening a courtyard writes nothing', async () => {
  const phone = await makePhone();
  assert.equal((await phone.get(YARD)).status, 200);
  assert.equal(await phone.draft('YARD27'), undefined);
});

test('a tap is kept across closing and opening', async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD27');
  const answer = await phone.post(`${YARD}items/W1/`, { ...form, 'result-W1': 'fault', 'note-W1': '纸箱', 'phrase-W1': ['门口有垃圾'] }, FRAGMENT);
  assert.equal(answer.status, 200);
  const again = await phone.reopened();
  const page = await (await again.get(YARD)).text();
  assert.match(page, /纸箱/);
  const draft = await again.draft('YARD27');
  assert.equal(draft.id, form.id);
  assert.deepEqual(draft.items.W1.phrases, ['门口有垃圾']);
  assert.equal(draft.items.W2, undefined);
});

test('saving freezes the check, queues it, drops the draft and goes to the next yard that may be checked', async () => {
  const phone = await makePhone();
  await phone.post(`${YARD}items/W1/`, { ...(await openedForm(phone, 'YARD29')), 'result-W1': 'fault' });
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault' };
  const answer = await phone.post(YARD, form);
  assert.equal(answer.status, 303);
  assert.match(answer.headers.get('Location'), /^\/inspect\/courtyards\/YARD29\/\?saved=/);
  const [check] = await phone.checks();
  const [entry] = await phone.waiting();
  assert.equal(entry.text, check.text);
  assert.equal(entry.digest, check.digest);
  assert.equal(check.state, 'phone');
  assert.equal(check.faults, 1);
  assert.equal(JSON.parse(check.text).results.length, 10);
  assert.equal(await phone.draft('YARD27'), undefined);
  assert.ok(phone.changes.includes('saved'));
});

test('the next page says which courtyard was saved and offers to take it back', async () => {
  const phone = await makePhone();
  const answer = await phone.post(YARD, await openedForm(phone, 'YARD27'));
  const page = await (await phone.get(answer.headers.get('Location'))).text();
  const [{ id }] = await phone.checks();
  assert.ok(page.includes(`/inspect/checks/${id}/withdraw/`));
});

test('saving writes check and outbox, or neither', async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD27');
  await phone.post(`${YARD}items/W1/`, { ...form, 'result-W1': 'fault' });
  const { write } = phone.connection;
  phone.connection.write = (names, work) => write(names, async (transaction) => {
    await work(transaction);
    if (names.includes('outbox')) throw new Error('the phone died');
  });
  const answer = await phone.post(YARD, { ...form, 'result-W1': 'fault' });
  phone.connection.write = write;
  assert.equal(answer.status, 500);
  assert.deepEqual(await phone.checks(), []);
  assert.deepEqual(await phone.waiting(), []);
  assert.equal((await phone.draft('YARD27')).items.W1.result, 'fault');
});

/** A second tab of the same browser. @param {any} phone */
function otherTab(phone) {
  const server = makeServer(phone.app);
  return (/** @type {string} */ path, /** @type {Record<string, any>} */ fields = {}) =>
    server(new Request(`http://phone.test${path}`, { method: 'POST', body: formOf(fields) }));
}

test('two tabs that save at the same moment make one check, of one draft or of none', async () => {
  for (const isBegun of [true, false]) {
    const phone = await makePhone();
    const first = await openedForm(phone, 'YARD27');
    if (isBegun) await phone.post(`${YARD}items/W1/`, { ...first, 'result-W1': 'fault' }, FRAGMENT);
    const second = await openedForm(phone, 'YARD27');
    phone.clock.now += 60_000;
    const answers = await Promise.all([phone.post(YARD, { ...first, 'result-W1': 'fault' }), otherTab(phone)(YARD, { ...second, 'result-W2': 'fault' })]);
    const checks = await phone.checks();
    assert.deepEqual([checks.length, (await phone.waiting()).map(({ digest }) => digest)], [1, [checks[0].digest]]);
    for (const { headers } of answers) assert.match(headers.get('Location'), new RegExp(`saved=${checks[0].id}`));
  }
});

test('a check that two tabs take back at the same moment is taken back once', async () => {
  const phone = await makePhone();
  await phone.post(YARD, await openedForm(phone, 'YARD27'));
  const [{ id }] = await phone.checks();
  const answers = await Promise.all([phone.post(`/inspect/checks/${id}/withdraw/`), otherTab(phone)(`/inspect/checks/${id}/withdraw/`)]);
  assert.deepEqual([answers.map(({ status }) => status).sort(), (await phone.checks()).length], [[303, 409], 2]);
});

test('a double tap on save is one check and stays at the next yard', async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD27');
  const [first, second] = await Promise.all([phone.post(YARD, form), phone.post(YARD, form)]);
  assert.equal(first.headers.get('Location'), second.headers.get('Location'));
  assert.match(second.headers.get('Location'), /YARD29/);
  assert.equal((await phone.checks()).length, 1);
});

test('a page that was open before another one saved the yard does not save it again', async () => {
  const phone = await makePhone();
  const stale = await openedForm(phone, 'YARD27');
  phone.clock.now += 1000;
  const first = await phone.post(YARD, await openedForm(phone, 'YARD27'));
  const second = await phone.post(YARD, stale);
  assert.equal(second.headers.get('Location'), first.headers.get('Location'));
  assert.equal((await phone.checks()).length, 1);
});

test('going back to a courtyard just saved shows the saved check, not a fresh form', async () => {
  const phone = await makePhone();
  await phone.post(YARD, await openedForm(phone, 'YARD27'));
  const [{ id }] = await phone.checks();
  const answer = await phone.get(YARD);
  assert.equal(answer.headers.get('Location'), `/inspect/checks/${id}/`);
  phone.clock.now += 24 * 3600 * 1000;
  assert.equal((await phone.get(YARD)).status, 200);
});

test('what was typed and not yet kept is in the saved check', async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD27');
  await phone.post(`${YARD}items/W2/`, { ...form, 'result-W2': 'fault' });
  await phone.post(YARD, { ...form, 'result-W2': 'fault', 'note-W2': '桶倒了' });
  const [{ text }] = await phone.checks();
  assert.equal(JSON.parse(text).results[1].note, '桶倒了');
});

test('after the last courtyard saving goes back to the list', async () => {
  const phone = await makePhone();
  for (const number of ['27', '29']) await phone.post(`/inspect/courtyards/YARD${number}/`, await openedForm(phone, `YARD${number}`));
  const answer = await phone.post('/inspect/courtyards/YARD33/', await openedForm(phone, 'YARD33'));
  assert.match(answer.headers.get('Location'), /^\/inspect\/\?saved=/);
});

test('all checks of a day are one walk, and a new day is a new one', async () => {
  const phone = await makePhone();
  await phone.post(YARD, await openedForm(phone, 'YARD27'));
  await phone.post('/inspect/courtyards/YARD29/', await openedForm(phone, 'YARD29'));
  phone.clock.now += 24 * 3600 * 1000;
  await phone.post('/inspect/courtyards/YARD33/', await openedForm(phone, 'YARD33'));
  const walks = (await phone.checks()).map(({ walk }) => walk);
  assert.equal(walks[0], walks[1]);
  assert.notEqual(walks[1], walks[2]);
});

test('a courtyard one may not check opens for nobody, by page, tap or save', async () => {
  const phone = await makePhone();
  const path = `/inspect/courtyards/${RECUSED}/`;
  const page = await phone.get(path);
  assert.equal(page.status, 403);
  assert.match(await page.text(), /回避/);
  assert.equal((await phone.post(`${path}items/W1/`, { 'result-W1': 'fault' }, FRAGMENT)).status, 403);
  assert.equal((await phone.post(path, {})).status, 403);
  assert.deepEqual(await phone.checks(), []);
});

test('a locked courtyard leaves what is inside unassessed', async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD27');
  assert.equal((await phone.post(`${YARD}obstacle/`, { ...form, obstacle: 'locked' })).status, 200);
  await phone.post(YARD, { ...form, obstacle: 'locked' });
  const said = JSON.parse((await phone.checks())[0].text);
  assert.equal(said.judged, 'lane');
  assert.equal(said.results.filter(({ result }) => result === 'not_assessed').length, 2);
});

test('an unknown item, yard or page is told and nothing is written', async () => {
  const phone = await makePhone();
  assert.equal((await phone.get('/inspect/courtyards/nowhere/')).status, 404);
  assert.equal((await phone.post(`${YARD}items/X9/`, {}, FRAGMENT)).status, 404);
  assert.equal((await phone.get('/inspect/elsewhere/')).status, 404);
  assert.equal(await phone.draft('YARD27'), undefined);
});

test('text typed by the inspector is never markup', async () => {
  const phone = await makePhone();
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'note-W1': '<script>alert(1)</script>' };
  const fragment = await (await phone.post(`${YARD}items/W1/`, form, FRAGMENT)).text();
  assert.ok(!fragment.includes('<script>alert'));
  assert.ok(fragment.includes('&lt;script&gt;'));
});

test('an exception becomes a fragment that says what happened', async () => {
  const phone = await makePhone({ shrink: async () => { throw new Error('no memory'); } });
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'photo-W1': pictureFile() };
  const answer = await phone.post(`${YARD}items/W1/photos/`, form, FRAGMENT);
  assert.equal(answer.status, 500);
  assert.equal(answer.headers.get('HX-Retarget'), '#problem');
  assert.match(await answer.text(), /id="problem"/);
  assert.equal((await phone.draft('YARD27')).items.W1.result, 'fault');
  assert.deepEqual(phone.reports, ['no memory']);
});

