/** Shared phones, languages, and phones that were away too long. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, settlePerson } from '../../../static/js/phone/signin.js';
import { changePerson, currentPerson, signOut } from '../../../static/js/phone/store/people.js';
import { NOON, makePhone, openedForm } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const DAY = 86_400_000;

/** @param {any} phone @param {(url: string, options: any) => Promise<Response>} fetch */
const deskOf = (phone, fetch) => ({ ...phone.app, fetch, name: 'test', onLeft: () => phone.changes.push('left') });
const noLine = async () => { throw new TypeError('no line'); };

test('two people on one phone see only their own', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  const [mine] = await phone.checks('7');
  await phone.signIn('8', '李国栋');
  assert.deepEqual(await phone.checks('8'), []);
  assert.equal((await phone.get(`/inspect/checks/${mine.id}/`)).status, 404);
  assert.ok(!(await (await phone.get('/inspect/outbox/')).text()).includes(mine.id));
  assert.equal((await phone.waiting('7')).length, 1);
});

test('signing out hides the data and deletes nothing', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  await phone.connection.write(['settings'], signOut);
  const page = await phone.get('/inspect/');
  assert.equal(page.status, 401);
  assert.ok(!(await page.text()).includes('石阶巷'));
  assert.equal((await phone.waiting()).length, 1);
});

test('the person whom the page names becomes the current one, also without a line', async () => {
  const phone = await makePhone();
  await phone.signIn('8', '李国栋');
  const person = await settlePerson(deskOf(phone, noLine), '7');
  assert.equal(person.id, '7');
  assert.equal((await phone.connection.read(['settings', 'people'], currentPerson)).id, '7');
});

test('a new person gets a token of their own for this phone', async () => {
  const phone = await makePhone();
  const asked = [];
  const fetch = async (url, options) => {
    asked.push([url, JSON.parse(options.body)]);
    return Response.json({ device: 'd', token: 'secret', person: { id: '9', name: '孙月娥', number: '05' } }, { status: 201 });
  };
  const person = await settlePerson(deskOf(phone, fetch), '9');
  assert.deepEqual([person.id, person.token, person.paused], ['9', 'secret', null]);
  assert.equal(asked[0][0], '/auth/devices');
  assert.match(asked[0][1].phone, /^[0-9a-f-]{36}$/);
});

test('what was written while the server was asked is not undone by taking the person up', async () => {
  const phone = await makePhone();
  const person = (changes) => phone.connection.write(['people'], (transaction) => changePerson(transaction, '7', changes));
  await person({ paused: 'sign-in' });
  const busy = async () => { await person({ sentAt: NOON + 5 }); throw new TypeError('no line'); };
  const taken = await settlePerson(deskOf(phone, busy), '7');
  assert.equal(taken.sentAt, NOON + 5);
  assert.deepEqual(await phone.connection.read(['settings', 'people'], currentPerson), taken);
});

test('a stranger without a line gets nothing of the others', async () => {
  const phone = await makePhone();
  assert.equal(await settlePerson(deskOf(phone, noLine), '9'), null);
});

test('who signed out without a line is signed out at the server with the next one', async () => {
  const phone = await makePhone();
  await leave(deskOf(phone, noLine), '7');
  assert.equal((await phone.get('/inspect/')).status, 401);
  const asked = [];
  const fetch = async (url) => { asked.push(url); return new Response(null, { status: 204 }); };
  assert.equal(await settlePerson(deskOf(phone, fetch), '7'), null);
  assert.deepEqual([asked, phone.changes], [['/auth/sign-out'], ['left']]);
});

test('a phone that was away for two weeks shows no courtyards, but what is unsent', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  phone.clock.now = NOON + 15 * DAY;
  const list = await phone.get('/inspect/');
  assert.equal(list.status, 423);
  assert.ok(!(await list.text()).includes('何家'));
  assert.equal((await phone.get('/inspect/outbox/')).status, 200);
});

test('English is complete on every page', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/settings/', { language: 'en', theme: 'sun' });
  const plain = SNAPSHOT.community.name + SNAPSHOT.person.name + '石阶巷何第一网格';
  for (const path of ['', 'courtyards/YARD27/', 'outbox/', 'rescue/', 'settings/', 'nowhere/']) {
    const page = await (await phone.get(`/inspect/${path}`)).text();
    assert.match(page, /<html lang="en" data-theme="sun"/);
    const chinese = page.replace(/<!--.*?-->|value="[^"]*"|id="[^"]*"|for="[^"]*"/gs, '').match(/[\u4e00-\u9fff]+/g) || [];
    const foreign = chinese.filter((word) => !plain.includes(word) && !['中文', '简体中文'].includes(word));
    assert.deepEqual(foreign, [], path);
  }
});

test('only known choices of the look are kept', async () => {
  const phone = await makePhone();
  const answer = await phone.post('/inspect/settings/', { theme: 'pink', size: 'elder', language: '"><script>' });
  assert.deepEqual([answer.headers.get('HX-Reswap'), phone.changes], ['none', ['look']]);
  assert.match(await (await phone.get('/inspect/')).text(), /<html lang="zh-CN" data-size="elder"/);
});
