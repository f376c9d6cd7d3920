/** The life of the app: unsent for days, locked, stopped, photos that wait for Wi-Fi. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLow, roomOf } from '../../../static/js/phone/estimate.js';
import { makeRoom } from '../../../static/js/phone/page/room.js';
import { makeSending, sendAll } from '../../../static/js/phone/sending.js';
import { settlePerson } from '../../../static/js/phone/signin.js';
import { OFFLINE, saveSetting } from '../../../static/js/phone/store/settings.js';
import { NOON, makePhone, openedForm, pictureFile } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const DAY = 86_400_000;
const LATE = '有检查存了三天还没发出去';

/** @param {any} phone @param {string} path */
const page = async (phone, path) => (await phone.get(`/inspect/${path}`)).text();
const save = async (/** @type {any} */ phone, /** @type {string} */ code) => phone.post(`/inspect/courtyards/${code}/`, await openedForm(phone, code));
const saveWithPhoto = async (/** @type {any} */ phone) => {
  const form = await openedForm(phone, 'YARD27');
  await phone.post('/inspect/courtyards/YARD27/items/W2/photos/', { ...form, 'result-W2': 'fault', 'photo-W2': pictureFile() });
  return phone.post('/inspect/courtyards/YARD27/', { ...form, 'result-W2': 'fault' });
};

/** A server in a few lines; `refuse` may answer a request first. */
function makeFarEnd(refuse = (/** @type {string} */ _url, /** @type {string} */ _token) => undefined) {
  /** @type {string[]} */
  const accepted = [];
  const far = { accepted, photos: 0, refuse, fetch: async (/** @type {string} */ url, /** @type {any} */ options) => {
    const refused = far.refuse(url, options.headers.Authorization);
    if (refused) return Response.json({ code: 4010, reason: refused, message: '' }, { status: 401 });
    if (url.endsWith('/files/')) return far.takePhoto(options);
    if (!url.endsWith('/batches')) return Response.json(SNAPSHOT, { headers: { ETag: '"1"' } });
    const receipts = JSON.parse(options.body).entries.map(({ digest, text }) => {
      const { id, results } = JSON.parse(text);
      accepted.push(id);
      const missing = results.flatMap(({ photos = [] }) => photos.map(({ sha256 }) => sha256));
      return { id, digest, outcome: 'accepted', state: missing.length ? 'received' : 'complete', missing, reason: null };
    });
    return Response.json({ server_time: 0, receipts });
  }, takePhoto: (/** @type {any} */ { headers, body }) => {
    far.photos += 1;
    const sha256 = atob(/sha256 (\S+?),/.exec(headers['Upload-Metadata'])[1]);
    return new Response(null, { status: 201, headers: { 'Tus-Resumable': '1.0.0', Location: '/x', 'Upload-Offset': String(body.byteLength), 'Photo-Receipt': sha256 } });
  } };
  return far;
}

const lineOf = (phone, far, more = {}) => ({ connection: phone.connection, fetch: far.fetch, now: phone.app.now, onProgress: () => undefined, ...more });
const deskOf = (phone, fetch, more = {}) => ({ ...phone.app, fetch, name: 'test', onLeft: () => undefined, ...more });

test('work that is unsent for three days is warned of on list and outbox, apart from days without contact', async () => {
  const phone = await makePhone();
  await save(phone, 'YARD27');
  phone.clock.now = NOON + 3 * DAY - 1;
  assert.ok(!(await page(phone, '')).includes(LATE));
  phone.clock.now = NOON + 3 * DAY;
  for (const path of ['', 'outbox/']) {
    const text = await page(phone, path);
    assert.ok(text.includes(LATE), path);
    assert.ok(!text.includes('好几天没有连上社区'), path);
  }
  await sendAll(lineOf(phone, makeFarEnd()));
  assert.ok(!(await page(phone, '')).includes(LATE));
  phone.clock.now += 3 * DAY + 1;
  assert.match(await page(phone, ''), /好几天没有连上社区/);
});

test('a locked phone shows in the outbox what it owes, without names and without what the server told', async () => {
  const told = [{ id: '0192b6c0-0003-7000-8000-000000000000', courtyard: 'YARD33', day: '2026-11-23', state: 'returned', reason: { code: 'x', text: '看不清' }, missing: [] }];
  const phone = await makePhone();
  await phone.signIn('7', '王志远', { ...SNAPSHOT, own_checks: told });
  await saveWithPhoto(phone);
  const [{ id }] = await phone.checks();
  assert.match(await page(phone, 'outbox/'), /何家/);
  phone.clock.now = NOON + 15 * DAY;
  const outbox = await page(phone, 'outbox/');
  assert.ok(outbox.includes(id));
  for (const received of ['何家', '看不清', told[0].id]) assert.ok(!outbox.includes(received), received);
  const [{ sha256 }] = await phone.photos();
  assert.equal((await phone.get(`/inspect/photos/${sha256}`)).status, 200);
  assert.equal((await phone.get(`/inspect/checks/${id}/`)).status, 423);
  assert.equal((await phone.get('/inspect/courtyards/YARD29/')).status, 423);
});

test('signing in opens a locked phone at once; the phone naming its own person does not', async () => {
  const phone = await makePhone();
  phone.clock.now = NOON + 15 * DAY;
  const noLine = async () => { throw new TypeError('no line'); };
  await settlePerson(deskOf(phone, noLine), '7');
  assert.equal((await phone.get('/inspect/')).status, 423);
  await settlePerson(deskOf(phone, noLine, { isHeard: true }), '7');
  assert.equal((await phone.get('/inspect/')).status, 200);
});

test('a token that ends in the middle pauses sending, work goes on, and signing in sends the rest once', async () => {
  const one = { ...SNAPSHOT, limits: { ...SNAPSHOT.limits, delivery_entries: 1 } };
  const phone = await makePhone();
  await phone.signIn('7', '王志远', one);
  await save(phone, 'YARD27');
  await save(phone, 'YARD29');
  let deliveries = 0;
  const far = makeFarEnd((url, token) => (token === 'Bearer token-7' && url.endsWith('/batches') && (deliveries += 1) > 1 ? 'sign_in_again' : undefined));
  const [report] = await sendAll(lineOf(phone, far));
  assert.deepEqual([report.paused, far.accepted.length], ['sign-in', 1]);
  assert.equal((await save(phone, 'YARD33')).status, 303);
  assert.match(await page(phone, 'outbox/'), /要重新登录，才能发送/);

  const device = async () => Response.json({ device: 'd', token: 'fresh', person: { id: '7', name: '王志远', number: '03' } }, { status: 201 });
  await settlePerson(deskOf(phone, device, { isHeard: true }), '7');
  await sendAll(lineOf(phone, far));
  assert.deepEqual([far.accepted.length, new Set(far.accepted).size], [3, 3]);
  assert.deepEqual(await phone.waiting(), []);
});

test('a phone that staff stopped says so, keeps everything and lets its person work on', async () => {
  const phone = await makePhone();
  await save(phone, 'YARD27');
  const stopped = makeFarEnd((url) => (url.includes('/snapshot') ? 'device_revoked' : undefined));
  const aside = { ...stopped, fetch: async (url, options) => {
    if (!url.endsWith('/batches')) return stopped.fetch(url, options);
    const [{ digest, text }] = JSON.parse(options.body).entries;
    return Response.json({ server_time: 0, receipts: [{ id: JSON.parse(text).id, digest, outcome: 'rejected', state: null, missing: [], reason: 'device_revoked' }] });
  } };
  await sendAll(lineOf(phone, aside));
  for (const path of ['', 'outbox/']) assert.match(await page(phone, path), /社区停用了这部手机/);
  assert.deepEqual([(await phone.waiting()).length, (await phone.checks())[0].state], [1, 'phone']);
  assert.equal((await save(phone, 'YARD29')).status, 303);
  // With nothing to hand in it is the snapshot that says it.
  const other = await makePhone();
  await sendAll(lineOf(other, stopped));
  assert.match(await page(other, ''), /社区停用了这部手机/);
});

test('with photos on Wi-Fi only the text goes, the outbox says what waits, and one tap sends it', async () => {
  const phone = await makePhone({ isOnline: () => true });
  await phone.post('/inspect/settings/', { photos: 'wifi' });
  assert.match(await page(phone, 'settings/'), /id="photos-wifi" value="wifi" checked/);
  await saveWithPhoto(phone);
  const far = makeFarEnd();
  await sendAll(lineOf(phone, far));
  assert.deepEqual([far.accepted.length, far.photos], [1, 0]);
  const outbox = await page(phone, 'outbox/');
  for (const words of ['照片等Wi-Fi', '看不出连的是不是Wi-Fi', '现在发照片']) assert.ok(outbox.includes(words), words);

  await phone.post('/inspect/outbox/send/', { photos: 'now' });
  assert.equal(phone.changes.pop(), 'photos');
  let asked = 0;
  const sending = makeSending({ ...lineOf(phone, far), random: () => 0.5, isOnline: () => (asked += 1) === 1 });
  await sending.run(true);
  await sending.run();
  assert.deepEqual([far.photos, sending.status().free], [1, false]);
  assert.ok(!(await page(phone, 'outbox/')).includes('照片等Wi-Fi'));
});

test('on Wi-Fi photos that wait for it go by themselves', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/settings/', { photos: 'wifi' });
  await saveWithPhoto(phone);
  const far = makeFarEnd();
  await sendAll(lineOf(phone, far, { isFree: () => true }));
  assert.equal(far.photos, 1);
});

test('what the server refuses is not called a broken line', async () => {
  const phone = await makePhone({ isOnline: () => true, sending: () => ({ busy: false, retry_at: NOON + 9000, answered: true }) });
  await save(phone, 'YARD27');
  assert.match(await page(phone, 'outbox/'), /社区那边没有收下，9秒后再发/);
});

test('settings tell whether offline use was verified, for this person, and what room is left', async () => {
  const phone = await makePhone({ storage: async () => ({ used: 3 << 20, quota: 63 << 20, is_kept: false, asked: 'refused' }) });
  const verified = (/** @type {object} */ found) => phone.connection.write(['settings'], (transaction) => saveSetting(transaction, OFFLINE, { person: '7', at: NOON, lack: '', ...found }));
  assert.match(await page(phone, 'settings/'), /还没核对能不能离线用/);
  await verified({});
  const text = await page(phone, 'settings/');
  for (const words of ['可以离线用', '今天12:00核对过', '还能存60.0 MB', '手机没有答应', 'data-act="keep"']) assert.ok(text.includes(words), words);
  for (const [lack, words] of [['files', '文件没存全'], ['list', '名单没有存下来'], ['page', '名单没有打开']]) {
    await verified({ lack });
    assert.ok((await page(phone, 'settings/')).includes(words), lack);
  }
  await verified({ person: '8' });
  assert.match(await page(phone, 'settings/'), /还没核对能不能离线用/);
});

test('room is low below 50 MB and below a twentieth, and never where the browser does not tell', () => {
  const MB = 1024 * 1024;
  const cases = [[0, 0, false], [10, 59, true], [10, 61, false], [1901, 2000, true], [1899, 2000, false]];
  for (const [used, quota, low] of cases) assert.equal(isLow({ used: Number(used) * MB, quota: Number(quota) * MB }), low, `${used} of ${quota}`);
});

test("a browser's whole gigabytes say nothing of the room; a refused photo does, until something has gone", async () => {
  const [MB, GB] = [1024 ** 2, 1024 ** 3];
  assert.deepEqual(roomOf({ usage: 5 * MB, quota: 5 * MB + 10 * GB }), { used: 5 * MB, quota: 0 });
  assert.deepEqual(roomOf({ usage: 5 * MB, quota: 60 * MB }), { used: 5 * MB, quota: 60 * MB });
  let usage = 200 * MB;
  /** @type {boolean[]} */
  const said = [];
  const manager = /** @type {any} */ ({ estimate: async () => ({ usage, quota: usage + 10 * GB }), persisted: async () => false });
  const room = makeRoom(manager, (isLow) => said.push(isLow), () => undefined);
  await room.storage();
  room.full();
  await room.storage();
  usage -= 2 * MB;
  await room.storage();
  assert.deepEqual([said[0], said[said.length - 2], said[said.length - 1]], [false, true, false]);
});
