/** Who comes along: 回避 binds them too, offline, and every check says who was there. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAGMENT, makePhone, openedForm } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const PAGE = '/inspect/companions/';
const SHARED = '/inspect/courtyards/YARD29/';

/** @param {any} phone @param {string} path */
async function textOf(phone, path) {
  return (await phone.get(path)).text();
}

/** @param {any} phone @param {string} code */
async function save(phone, code) {
  await phone.post(`/inspect/courtyards/${code}/`, await openedForm(phone, code));
  return JSON.parse((await phone.checks()).find(({ courtyard }) => courtyard === code).text);
}

test('whoever is chosen comes along until the day is over, and the list says so', async () => {
  const phone = await makePhone();
  assert.match(await textOf(phone, '/inspect/'), /今天一个人走/);
  const answer = await phone.post(PAGE, { along: ['12', '15'] });
  assert.equal(answer.headers.get('Location'), '/inspect/');
  assert.match(await textOf(phone, '/inspect/'), /今天同行：沈慧、赵永福/);
  assert.match(await textOf(phone, PAGE), /id="along-12"[^>]* checked/);
  phone.clock.now += 86_400_000;
  assert.match(await textOf(phone, '/inspect/'), /今天一个人走/);
});

test('a check names who came along, in its own order, and nobody when one walks alone', async () => {
  const phone = await makePhone();
  assert.equal('companions' in (await save(phone, 'YARD27')), false);
  await phone.post(PAGE, { along: ['12', '15'] });
  const check = await save(phone, 'YARD33');
  assert.deepEqual(check.companions, ['12', '15']);
  assert.equal(check.walk, JSON.parse((await phone.checks())[0].text).walk, 'choosing companions begins no other walk');
});

test('companions chosen before the first check stay when it names the walk', async () => {
  const phone = await makePhone();
  await phone.post(PAGE, { along: ['15'] });
  await save(phone, 'YARD27');
  assert.deepEqual((await save(phone, 'YARD33')).companions, ['15']);
});

test("a companion's courtyard can't be opened, nor a tap kept, nor a draft begun before saved", async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD29');
  await phone.post(`${SHARED}items/W1/`, { ...form, 'result-W1': 'fault' }, FRAGMENT);
  await phone.post(PAGE, { along: ['12'] });
  const answer = await phone.get(SHARED);
  assert.equal(answer.status, 403);
  const page = await answer.text();
  assert.match(page, /同行的沈慧要回避/);
  assert.match(page, /href="\/inspect\/companions\/"/);
  for (const path of [SHARED, `${SHARED}items/W2/`, `${SHARED}obstacle/`]) {
    assert.equal((await phone.post(path, { ...form, 'result-W2': 'fault' }, FRAGMENT)).status, 403, path);
  }
  assert.deepEqual(await phone.checks(), []);
  assert.deepEqual(Object.keys((await phone.draft('YARD29')).items), ['W1']);
});

test('the list passes such a courtyard over and says why; alone it can be checked, the draft still there', async () => {
  const phone = await makePhone();
  await phone.post(`${SHARED}items/W1/`, { ...(await openedForm(phone, 'YARD29')), 'result-W1': 'fault' }, FRAGMENT);
  await phone.post(PAGE, { along: ['12'] });
  const list = await textOf(phone, '/inspect/');
  assert.match(list, /同行的沈慧要回避，单独去/);
  assert.match(list, /检查33号/);
  await save(phone, 'YARD27');
  assert.match(await textOf(phone, '/inspect/'), /检查33号/);
  await phone.post(PAGE, {});
  assert.match(await textOf(phone, SHARED), /1项不合格/);
  assert.equal('companions' in (await save(phone, 'YARD29')), false);
});

test('a check of such a courtyard is neither taken back nor redone while the companion is along', async () => {
  const phone = await makePhone();
  const { id } = await save(phone, 'YARD29');
  await phone.post(PAGE, { along: ['12'] });
  for (const act of ['withdraw', 'redo']) assert.equal((await phone.post(`/inspect/checks/${id}/${act}/`)).status, 403, act);
  assert.equal((await phone.checks()).length, 1);
});

test('an id that the snapshot does not know comes along on no check', async () => {
  const phone = await makePhone();
  await phone.post(PAGE, { along: ['99', '<b>', '7'] });
  assert.equal('companions' in (await save(phone, 'YARD27')), false);
  await phone.post(PAGE, { along: ['12', '15'] });
  await phone.signIn('7', '王志远', { ...SNAPSHOT, companions: SNAPSHOT.companions.slice(1) });
  assert.deepEqual((await save(phone, 'YARD33')).companions, ['15']);
});

test('each person of a shared phone has companions of their own', async () => {
  const phone = await makePhone();
  await phone.post(PAGE, { along: ['12'] });
  await phone.signIn('8', '李明');
  assert.match(await textOf(phone, '/inspect/'), /今天一个人走/);
});

test('a snapshot from before there were companions and deeds still makes every page', async () => {
  const phone = await makePhone();
  const { companions, own_deeds, ...rest } = SNAPSHOT;
  const { deeds, ...ruleBook } = SNAPSHOT.rule_book;
  await phone.signIn('7', '王志远', { ...rest, rule_book: ruleBook });
  const list = await textOf(phone, '/inspect/');
  assert.doesNotMatch(list, /一个人走/);
  for (const path of ['courtyards/YARD27/', 'courtyards/YARD27/deed/', 'companions/', 'outbox/', 'settings/']) {
    assert.equal((await phone.get(`/inspect/${path}`)).status, 200, path);
  }
  assert.doesNotMatch(await textOf(phone, '/inspect/courtyards/YARD27/'), /记一件好事/);
});
