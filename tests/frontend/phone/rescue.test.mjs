/** The last rescue: out of one phone into a file, into another phone, and from there to the server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rescue from '../../../static/js/phone/rescue.js';
import { openZip } from '../../../static/js/phone/rescue/zip.js';
import { sendAll } from '../../../static/js/phone/sending.js';
import { markReceived } from '../../../static/js/phone/store/photos.js';
import { takeReceipt } from '../../../static/js/phone/store/receipts.js';
import { changePerson, signOut } from '../../../static/js/phone/store/people.js';
import { sealer } from '../../../sync/phone/seal.js';
import { NOON, openedForm, pictureFile } from './phone.mjs';
import { DEVICE, sha256, textOf, makePerson, saveCheck, makeFull, exported, take, makeFarEnd, lineOf } from './rescue.mjs';

test('the file holds every frozen text byte for byte, every photo, and seals that the server can tell', async () => {
  const phone = await makeFull();
  const file = await exported(phone);
  assert.equal(file.name, 'sanbao-03-2026-11-23.zip');
  const read = await openZip(file);
  const manifest = JSON.parse(textOf(await read('manifest.json')));
  const checks = await phone.checks();
  assert.deepEqual([manifest.sanbao, manifest.community, manifest.device, manifest.person], [1, 'demo', DEVICE, { id: '7', number: '03', name: '王志远' }]);
  assert.deepEqual(manifest.entries.map(({ id }) => id).sort(), checks.map(({ id }) => id).sort());
  const seal = await sealer('token-7');
  for (const { id, digest, seal: made, file: name } of manifest.entries) {
    const bytes = await read(name);
    assert.equal(textOf(bytes), checks.find((check) => check.id === id).text);
    assert.deepEqual([sha256(bytes), made], [digest, await seal(digest)]);
  }
  assert.equal(manifest.photos.length, 2);
  for (const photo of manifest.photos) assert.equal(sha256(await read(photo.file)), photo.sha256);
  assert.ok(!JSON.stringify(manifest).includes('token-7'));
});

test('exporting takes nothing out of the outbox and says so', async () => {
  const phone = await makeFull();
  const before = [await phone.waiting(), await phone.checks(), await phone.photos()];
  const page = await (await phone.post('/inspect/rescue/', { person: '7' })).text();
  assert.match(page, /导出了3次检查，2张照片/);
  assert.match(page, /一样也没有删/);
  assert.deepEqual([await phone.waiting(), await phone.checks(), await phone.photos()], before);
});

test('the outbox offers the export only where something is unsent', async () => {
  const phone = await makePerson();
  assert.ok(!(await (await phone.get('/inspect/outbox/')).text()).includes('导出到文件'));
  await saveCheck(phone, 'YARD27', 1);
  assert.match(await (await phone.get('/inspect/outbox/')).text(), /导出到文件，1件，1张照片，共2 KB/);
});

test('it works when locked, signed out, in English, and of nobody else when somebody is signed in', async () => {
  const phone = await makeFull();
  phone.clock.now = NOON + 20 * 86_400_000;
  assert.equal((await phone.get('/inspect/')).status, 423);
  assert.equal((await phone.get('/inspect/rescue/')).status, 200);
  await phone.connection.write(['settings'], signOut);
  assert.match(await (await phone.get('/inspect/')).text(), /href="\/inspect\/rescue\/"/);
  const page = await (await phone.get('/inspect/rescue/')).text();
  assert.match(page, /3次检查/);
  assert.ok(!page.includes('type="file"'));
  assert.equal((await openZip(await exported(phone))) instanceof Function, true);
  await phone.signIn('8', '李国栋');
  assert.ok(!(await (await phone.get('/inspect/rescue/')).text()).includes('3次检查'));
  assert.match(await take(phone, new File(['x'], 'x.zip')), /读不了/);
  phone.files.length = 0;
  await phone.post('/inspect/rescue/', { person: '7' });
  assert.deepEqual(phone.files, []);
  await phone.post('/inspect/settings/', { language: 'en' });
  assert.match(await take(phone, new File(['x'], 'x.zip')), /can’t be read/);
});

test('a photo still missing at the server goes along with its check', async () => {
  const phone = await makeFull();
  const [check] = (await phone.checks()).filter(({ photos }) => photos.length);
  const checks = await phone.checks();
  await phone.connection.write(['checks', 'deeds', 'outbox'], async (transaction) => {
    for (const { id, digest } of checks) await takeReceipt(transaction, '7', { id, digest, outcome: 'accepted', state: 'received', missing: [], reason: null });
  });
  await phone.connection.write(['checks', 'photos', 'uploads', 'drafts'], (transaction) => markReceived(transaction, '7', check.photos[0].sha256));
  const read = await openZip(await exported(phone));
  const manifest = JSON.parse(textOf(await read('manifest.json')));
  assert.deepEqual([manifest.entries.map(({ id }) => id), manifest.photos.map((photo) => photo.sha256)], [[check.id], [check.photos[1].sha256]]);
});

test('on another phone of the same person everything lands in their own outbox, a draft too', async () => {
  const phone = await makePerson();
  await saveCheck(phone, 'YARD27', 1);
  await saveCheck(phone, 'YARD29');
  const form = { ...(await openedForm(phone, 'YARD33')), 'result-W2': 'fault', 'note-W2': '半张', 'photo-W2': pictureFile(2) };
  await phone.post('/inspect/courtyards/YARD33/items/W2/photos/', form);
  const other = await makePerson();
  const page = await take(other, await exported(phone));
  assert.match(page, /收进了03号的2次检查，1张照片/);
  assert.match(page, /还有1份草稿/);
  const seal = await sealer('token-7');
  const sealed = (await phone.waiting()).map(async (entry) => ({ ...entry, device: DEVICE, seal: await seal(entry.digest) }));
  assert.deepEqual(await other.waiting(), await Promise.all(sealed));
  assert.deepEqual((await other.photos()).length, 2);
  assert.equal((await other.draft('YARD33')).items.W2.note, '半张');
  const far = makeFarEnd();
  await sendAll(lineOf(other, far));
  assert.ok(far.posts.every(({ token, carried }) => token === 'Bearer token-7' && (!carried || carried.device === DEVICE)));
  assert.ok(far.posts.some(({ carried }) => carried));
});

test('what another person made is carried: their device, their seals, the carrier\'s token, receipts alone move it', async () => {
  const phone = await makeFull();
  const other = await makePerson('8', '李国栋');
  await saveCheck(other, 'YARD29');
  assert.match(await take(other, await exported(phone)), /有信号就替他发/);
  assert.equal((await other.waiting('7')).length, 3);
  assert.equal((await other.waiting('8')).length, 1);
  assert.match(await (await other.get('/inspect/outbox/')).text(), /替03号带了3件<\/b>到了0次。还有2张照片没发。/);
  const far = makeFarEnd();
  await sendAll(lineOf(other, far));
  const carried = far.posts.filter((post) => post.carried);
  assert.deepEqual(carried.map((post) => [post.token, post.carried.device, post.entries.length]), [['Bearer token-8', DEVICE, 3]]);
  const seal = await sealer('token-7');
  for (const { digest, seal: sent } of carried[0].entries) assert.equal(sent, await seal(digest));
  const own = far.posts.filter((post) => post.entries && !post.carried);
  assert.deepEqual(own.map(({ entries }) => entries.map((entry) => 'seal' in entry)), [[false]]);
  assert.deepEqual(far.posts.filter(({ photo }) => photo).map(({ token }) => token), ['Bearer token-8', 'Bearer token-8']);
  assert.match(await (await other.get('/inspect/outbox/')).text(), /note good[^]*替03号带了3件<\/b>都到了。/);
  assert.deepEqual(await other.waiting('7'), []);
  assert.deepEqual(await other.photos(), []);
  assert.equal((await other.people()).find(({ id }) => id === '7').token, '');
});

test('where the carrier\'s phone is stopped what it brings stays waiting, and goes once they signed in anew', async () => {
  const other = await makePerson('8', '李国栋');
  await take(other, await exported(await makeFull()));
  const far = makeFarEnd();
  const stopped = { ...far, fetch: async (url, options) => {
    if (!url.endsWith('/batches')) return Response.json({ reason: 'device_revoked' }, { status: 401 });
    const receipts = JSON.parse(options.body).entries.map(({ digest }) => ({ id: null, digest, outcome: 'rejected', state: null, missing: [], reason: 'device_revoked' }));
    return Response.json({ server_time: 0, receipts });
  } };
  await sendAll(lineOf(other, stopped));
  assert.deepEqual([(await other.waiting('7')).length, (await other.checks('7')).map(({ state }) => state)], [3, ['phone', 'phone', 'phone']]);
  assert.equal((await other.people()).find(({ id }) => id === '8').paused, 'revoked');
  await other.connection.write(['people'], (transaction) => changePerson(transaction, '8', { token: 'token-8b', paused: null }));
  await sendAll(lineOf(other, far));
  assert.deepEqual([await other.waiting('7'), await other.photos()], [[], []]);
});

test('a check whose maker\'s phone was stopped is with the community, and holds back nothing of the carrier\'s own', async () => {
  const other = await makePerson('8', '李国栋');
  await saveCheck(other, 'YARD29');
  const phone = await makePerson();
  await saveCheck(phone, 'YARD27');
  await take(other, await exported(phone));
  const far = makeFarEnd();
  const aside = { ...far, fetch: async (url, options) => {
    if (!url.endsWith('/batches') || !JSON.parse(options.body).carried) return far.fetch(url, options);
    const receipts = JSON.parse(options.body).entries.map(({ digest }) => ({ id: null, digest, outcome: 'rejected', state: null, missing: [], reason: 'maker_stopped' }));
    return Response.json({ server_time: 0, receipts });
  } };
  await sendAll(lineOf(other, aside));
  assert.deepEqual([...(await other.checks('7')), ...(await other.checks('8'))].map(({ state }) => state), ['rejected', 'complete']);
  assert.equal((await other.people()).find(({ id }) => id === '8').paused, null);
});

test('what is carried can be carried on, with the seals it came with', async () => {
  const other = await makePerson('8', '李国栋');
  await take(other, await exported(await makeFull()));
  const third = await makePerson('9', '孙月娥');
  await take(third, await exported(other, '7'));
  const [first] = await third.waiting('7');
  const seal = await sealer('token-7');
  assert.deepEqual([first.device, first.seal], [DEVICE, await seal(first.digest)]);
});

test('a carrier signed out meanwhile still sends, and who has a token here by now sends alone', async () => {
  const other = await makePerson('8', '李国栋');
  await take(other, await exported(await makeFull()));
  await other.connection.write(['settings'], signOut);
  await other.connection.write(['people'], (transaction) => changePerson(transaction, '7', { token: 'token-7b' }));
  const far = makeFarEnd();
  await sendAll(lineOf(other, far));
  assert.deepEqual([...new Set(far.posts.map(({ token, carried }) => `${token} ${Boolean(carried)}`))], ['Bearer token-7b true', 'Bearer token-7b false']);
});

test('what was brought is forgotten some days after all of it was receipted, and not before', async () => {
  const other = await makePerson('8', '李国栋');
  await take(other, await exported(await makeFull()));
  const far = makeFarEnd();
  const noPhotos = { ...far, fetch: async (url, options) => (url.includes('/files/') ? Response.json({ reason: 'x' }, { status: 503 }) : far.fetch(url, options)) };
  other.clock.now += 5 * 86_400_000;
  await sendAll(lineOf(other, noPhotos));
  assert.equal((await other.checks('7')).length, 3);
  await sendAll(lineOf(other, far));
  await sendAll(lineOf(other, far));
  assert.deepEqual([await other.checks('7'), (await other.people()).map(({ id }) => id)], [[], ['8']]);
});

test('taking the same file again changes nothing', async () => {
  const file = await exported(await makeFull());
  const other = await makePerson('8', '李国栋');
  await take(other, file);
  const before = [await other.waiting('7'), await other.checks('7'), (await other.photos()).length];
  assert.match(await take(other, file), /03号的3条记录本来就在这部手机上<\/b>有信号就替他发。/);
  assert.deepEqual([await other.waiting('7'), await other.checks('7'), (await other.photos()).length], before);
  const origin = await makeFull();
  const kept = [await origin.waiting(), await origin.checks()];
  await take(origin, await exported(origin));
  assert.deepEqual([await origin.waiting(), await origin.checks()], kept);
});
