/** Deeds: frozen, sent and told like checks, in the same outbox; nothing of them is lost. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outgoing } from '../../../static/js/phone/outgoing.js';
import { makePhone, openedForm } from './phone.mjs';
import { RECUSED, SNAPSHOT } from './snapshot.mjs';

const FORM = '/inspect/courtyards/YARD27/deed/';
const DAY = 86_400_000;

/** @param {any} phone @param {Record<string, any>} [fields] */
async function log(phone, fields = {}) {
  const page = await (await phone.get(FORM)).text();
  const id = /name="id" value="([^"]+)"/.exec(page)?.[1];
  const form = { id, check: '', deed: 'volunteering', 'points-activity': '1', happened_on: '2026-11-22', note: '清扫石阶巷', ...fields };
  return { answer: await phone.post(FORM, form), form };
}

/** @param {any} phone */
async function textOf(phone, path = '/inspect/outbox/') {
  return (await phone.get(path)).text();
}

/** @param {any} phone @param {any} row @param {Record<string, any>} [changes] */
function receipt(phone, row, changes = {}) {
  const store = outgoing(phone.connection, '7', { now: phone.app.now, onProgress: () => undefined });
  return store.saveReceipts([{ id: row.id, digest: row.digest, outcome: 'accepted', state: 'complete', missing: [], reason: null, ...changes }]);
}

test('a deed is one frozen entry in the outbox, and the page it leads back to offers to take it back', async () => {
  const phone = await makePhone();
  const { answer } = await log(phone);
  const [deed] = await phone.deeds();
  assert.equal(answer.headers.get('Location'), `/inspect/courtyards/YARD27/?deed=${deed.id}`);
  const { id, walk, saved_at, ...said } = JSON.parse(deed.text);
  assert.deepEqual(said, {
    kind: 'deed', day: '2026-11-23', courtyard: 'YARD27', rule_version: 1, deed: 'volunteering', points: 1,
    happened_on: '2026-11-22', note: '清扫石阶巷', replaces: null, withdrawn: false,
  });
  assert.deepEqual((await phone.waiting()).map(({ digest, text }) => [digest, text]), [[deed.digest, deed.text]]);
  assert.match(await textOf(phone, answer.headers.get('Location')), new RegExp(`/inspect/deeds/${id}/withdraw/`));
  assert.deepEqual(phone.changes, ['saved'], 'sending hears of it');
});

test('a deed and the checks of the day are one walk, whichever comes first', async () => {
  const phone = await makePhone();
  await log(phone);
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  await log(phone);
  const walks = [...(await phone.deeds()), ...(await phone.checks())].map(({ text }) => JSON.parse(text).walk);
  assert.equal(new Set(walks).size, 1);
});

test('from a saved check the way leads back to it', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  const [{ id: check }] = await phone.checks();
  assert.match(await textOf(phone, `/inspect/checks/${check}/`), new RegExp(`deed/\\?check=${check}`));
  const { answer } = await log(phone, { check });
  assert.match(answer.headers.get('Location'), new RegExp(`^/inspect/checks/${check}/\\?deed=`));
});

test('points are chosen only where the rule book leaves a choice', async () => {
  const phone = await makePhone();
  await log(phone, { deed: 'activity', 'points-activity': '3' });
  await log(phone, { deed: 'volunteering', 'points-volunteering': '3' });
  assert.deepEqual((await phone.deeds()).map(({ text }) => JSON.parse(text).points), [3, 1]);
});

test('what cannot be right is not kept, and what was typed stays', async () => {
  const phone = await makePhone();
  const wrong = [
    { deed: 'singing' }, { deed: '' }, { deed: 'activity', 'points-activity': '4' }, { deed: 'activity', 'points-activity': '1.5' },
    { happened_on: '2026-11-24' }, { happened_on: '2026-10-22' }, { happened_on: '' }, { happened_on: '昨天' },
  ];
  for (const fields of wrong) {
    const { answer } = await log(phone, { ...fields, note: '<b>扫雪</b>' });
    assert.equal(answer.status, 422, JSON.stringify(fields));
    const page = await answer.text();
    assert.match(page, /还没有记下/);
    assert.match(page, /&lt;b&gt;扫雪&lt;\/b&gt;<\/textarea>/);
  }
  assert.deepEqual([await phone.deeds(), await phone.waiting()], [[], []]);
  assert.equal((await log(phone, { happened_on: '2026-10-23' })).answer.status, 303);
});

test('a double tap logs one deed', async () => {
  const phone = await makePhone();
  const { answer, form } = await log(phone);
  const again = await phone.post(FORM, form);
  assert.equal(again.headers.get('Location'), answer.headers.get('Location'));
  assert.equal((await phone.deeds()).length, 1);
});

test('nobody logs a deed for their own or a relative\'s courtyard, or for one that is not on the round', async () => {
  const phone = await makePhone();
  for (const [code, status] of /** @type {const} */ ([[RECUSED, 403], ['NOWHERE', 404]])) {
    const path = `/inspect/courtyards/${code}/deed/`;
    assert.equal((await phone.get(path)).status, status);
    assert.equal((await phone.post(path, { deed: 'volunteering', happened_on: '2026-11-23' })).status, status);
  }
  assert.deepEqual(await phone.deeds(), []);
});

test('a receipt takes the deed out of the outbox and tells where it is; a stranger\'s receipt changes nothing', async () => {
  const phone = await makePhone();
  await log(phone);
  const [deed] = await phone.deeds();
  assert.match(await textOf(phone), /在本机/);
  await receipt(phone, deed, { digest: '0'.repeat(64) });
  assert.equal((await phone.waiting()).length, 1);
  await receipt(phone, deed);
  assert.deepEqual(await phone.waiting(), []);
  assert.match(await textOf(phone), /等认定/);
  assert.match(await textOf(phone), /都发完了/);
});

test('an older server that knows no deeds keeps it as 社区在处理, and what was refused says why', async () => {
  const phone = await makePhone();
  await log(phone);
  await log(phone);
  const [one, other] = await phone.deeds();
  await receipt(phone, one, { outcome: 'rejected', state: null, reason: 'entry_kind_unknown' });
  await receipt(phone, other, { outcome: 'rejected', state: null, reason: 'not_your_courtyard' });
  const page = await textOf(phone);
  assert.match(page, /社区在处理/);
  assert.match(page, /自家和亲属家的好事，由别人来记/);
  assert.equal((await phone.deeds()).length, 2);
});

test('what staff decided comes with the snapshot; a refusal says why', async () => {
  const phone = await makePhone();
  await log(phone);
  await log(phone, { deed: 'activity' });
  const [accepted, refused] = await phone.deeds();
  for (const deed of [accepted, refused]) await receipt(phone, deed);
  const told = [
    { ...JSON.parse(accepted.text), state: 'approved', reason: null },
    { ...JSON.parse(refused.text), state: 'returned', reason: '上个月已经记过' },
  ];
  await phone.signIn('7', '王志远', { ...SNAPSHOT, own_deeds: told });
  const page = await textOf(phone);
  assert.match(page, /认定了/);
  assert.match(page, /没有认定：上个月已经记过/);
  assert.doesNotMatch(page, /\/withdraw\//);
});

test('taking back is an entry of its own, once, and only until somebody has decided', async () => {
  const phone = await makePhone();
  await log(phone);
  const [first] = await phone.deeds();
  assert.equal((await phone.post(`/inspect/deeds/${first.id}/withdraw/`)).status, 303);
  const [, second] = await phone.deeds();
  const said = JSON.parse(second.text);
  assert.deepEqual([said.replaces, said.withdrawn, said.note], [first.id, true, '清扫石阶巷']);
  assert.equal((await phone.waiting()).length, 2);
  assert.equal((await phone.post(`/inspect/deeds/${first.id}/withdraw/`)).status, 409);
  assert.equal((await phone.post(`/inspect/deeds/${second.id}/withdraw/`)).status, 409);
  for (const deed of [first, second]) await receipt(phone, deed, { state: deed === second ? 'approved' : 'complete' });
  assert.doesNotMatch(await textOf(phone), /记的好事/);
  assert.equal((await phone.post('/inspect/deeds/0192b6c0-0000-7000-8000-00000000000f/withdraw/')).status, 404);
});

test('a deed logged on another phone is shown and can be taken back here', async () => {
  const phone = await makePhone();
  const id = '0192b6c0-0000-7000-8000-000000000001';
  const own = { id, courtyard: 'YARD29', day: '2026-11-22', deed: 'activity', points: 2, happened_on: '2026-11-21', note: '扫雪', replaces: null, withdrawn: false, state: 'complete', reason: null };
  await phone.signIn('7', '王志远', { ...SNAPSHOT, own_deeds: [own] });
  assert.match(await textOf(phone), /扫雪/);
  await phone.post(`/inspect/deeds/${id}/withdraw/`);
  const [deed] = await phone.deeds();
  assert.equal(JSON.parse(deed.text).replaces, id);
});

test('what waits is counted on the list, in the outbox and before signing out', async () => {
  const phone = await makePhone();
  await log(phone);
  assert.match(await textOf(phone, '/inspect/'), /待发1/);
  assert.match(await textOf(phone), /1件好事/);
  assert.match(await textOf(phone, '/inspect/settings/'), /还有1件没发完/);
});

test('settled deeds leave the phone after 45 days, others never', async () => {
  const phone = await makePhone();
  await log(phone);
  await log(phone);
  const [settled] = await phone.deeds();
  await receipt(phone, settled, { state: 'approved' });
  await phone.signIn('7', '王志远', { ...SNAPSHOT, server_time: phone.clock.now + 40 * DAY });
  assert.equal((await phone.deeds()).length, 2);
  await phone.signIn('7', '王志远', { ...SNAPSHOT, server_time: phone.clock.now + 46 * DAY });
  assert.deepEqual((await phone.deeds()).map(({ state }) => state), ['phone']);
});

test('each person of a shared phone has deeds of their own', async () => {
  const phone = await makePhone();
  await log(phone);
  const [{ id }] = await phone.deeds();
  await phone.signIn('8', '李明');
  assert.doesNotMatch(await textOf(phone), /清扫石阶巷/);
  assert.equal((await phone.post(`/inspect/deeds/${id}/withdraw/`)).status, 404);
  assert.equal((await phone.deeds('7')).length, 1);
});

test('a deed is still there after the browser was killed', async () => {
  const phone = await makePhone();
  await log(phone);
  const again = await phone.reopened();
  assert.deepEqual([(await again.deeds()).length, (await again.waiting()).length], [1, 1]);
});
