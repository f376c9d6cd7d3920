/** The last rescue: out of one phone into a file, into another phone, and from there to the server. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as rescue from '../../../static/js/phone/rescue.js';
import { exportWork } from '../../../static/js/phone/rescue/export.js';
import { takeIn } from '../../../static/js/phone/rescue/take.js';
import { PROBLEMS } from '../../../static/js/phone/rescue/words.js';
import { makeZip, openZip } from '../../../static/js/phone/rescue/zip.js';
import { sendAll } from '../../../static/js/phone/sending.js';
import { markReceived } from '../../../static/js/phone/store/photos.js';
import { takeReceipt } from '../../../static/js/phone/store/receipts.js';
import { changePerson, everybody, signOut } from '../../../static/js/phone/store/people.js';
import { saveSnapshot } from '../../../static/js/phone/store/snapshots.js';
import { sealer } from '../../../sync/phone/seal.js';
import { NOON, makePhone, openedForm, pictureFile } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const DEVICE = '6f1c9d3e-0000-4000-8000-000000000007';
const sha256 = (/** @type {Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex');
const textOf = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);

/** A phone whose tools hand over to the test. @param {string} id @param {string} name */
async function makePerson(id = '7', name = '王志远') {
  const files = [];
  const give = async (given) => { files.push(...given); return true; };
  const tools = { ...rescue, giveOut: (connection, person, now, language) => rescue.giveOut(connection, person, now, language, give) };
  const phone = await makePhone({ rescue: async () => tools });
  await phone.connection.write(['settings'], signOut);
  await phone.connection.write(['settings', 'people', 'snapshots', 'checks', 'deeds'], async (transaction) => transaction.objectStore('people').delete('7'));
  await phone.signIn(id, name, { ...SNAPSHOT, device: DEVICE.replace(/7$/, id) });
  return Object.assign(phone, { files, people: () => phone.connection.read(['people'], everybody) });
}

/** @param {any} phone @param {string} code @param {number[]} pictures */
async function saveCheck(phone, code, ...pictures) {
  const form = await openedForm(phone, code);
  for (const seed of pictures) {
    await phone.post(`/inspect/courtyards/${code}/items/W2/photos/`, { ...form, 'result-W2': 'fault', 'photo-W2': pictureFile(seed) });
  }
  await phone.post(`/inspect/courtyards/${code}/`, pictures.length ? { ...form, 'result-W2': 'fault' } : form);
}

/** Three checks and two photos. */
async function makeFull() {
  const phone = await makePerson();
  for (const [code, ...pictures] of [['YARD27', 1, 2], ['YARD29'], ['YARD33']]) await saveCheck(phone, code, ...pictures);
  return phone;
}

/** @param {any} phone */
async function exported(phone, person = '7') {
  await phone.post('/inspect/rescue/', { person });
  return phone.files.at(-1);
}

/** @param {any} phone @param {File} file */
async function take(phone, file) {
  return (await phone.post('/inspect/rescue/', { file })).text();
}

/** A server that takes everything and remembers it. */
function makeFarEnd() {
  const posts = [];
  const fetch = async (url, options) => {
    const token = options.headers.Authorization;
    if (url.endsWith('/batches')) {
      const delivery = JSON.parse(options.body);
      posts.push({ token, ...delivery });
      const receipts = delivery.entries.map(({ digest, text }) => {
        const { id, results } = JSON.parse(text);
        const missing = results.flatMap(({ photos = [] }) => photos.map((photo) => photo.sha256));
        return { id, digest, outcome: 'accepted', state: missing.length ? 'received' : 'complete', missing, reason: null };
      });
      return Response.json({ server_time: 0, receipts });
    }
    if (url.includes('/files/')) {
      const bytes = new Uint8Array(options.body);
      posts.push({ token, photo: sha256(bytes) });
      const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(bytes.length), 'Photo-Receipt': sha256(bytes), Location: '/api/v1/files/x' };
      return new Response(null, { status: 201, headers });
    }
    return Response.json({ ...SNAPSHOT, person: { id: '8', name: '李国栋', number: '03' } }, { headers: { ETag: '"1"' } });
  };
  return { posts, fetch };
}

const lineOf = (phone, far) => ({ connection: phone.connection, fetch: far.fetch, now: phone.app.now, onProgress: () => undefined });

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

/** The members of a file, changed by the test. @param {File} file @param {(members: Map<string, Uint8Array<ArrayBuffer>>, manifest: any) => void} change */
async function repacked(file, change) {
  const read = await openZip(file);
  const manifest = JSON.parse(textOf(await read('manifest.json')));
  const members = new Map();
  for (const { file: name } of [...manifest.entries, ...manifest.photos, ...manifest.drafts]) members.set(name, await read(name));
  change(members, manifest);
  const zip = makeZip();
  if (!members.has('manifest.json')) members.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
  for (const [name, bytes] of members) zip.add(name, bytes);
  return new File([zip.finish()], 'sanbao.zip');
}

test('what is broken is named and left out, the rest is taken', async () => {
  const file = await exported(await makeFull());
  let names = [];
  const broken = await repacked(file, (members, manifest) => {
    const withPhotos = manifest.entries.find(({ file: name }) => textOf(members.get(name)).includes('sha256')).file;
    const plain = manifest.entries.map((entry) => entry.file).filter((name) => name !== withPhotos);
    names = [plain[0], manifest.photos[0].file];
    members.set(plain[0], new TextEncoder().encode(textOf(members.get(plain[0])).replace('pass', 'fault')));
    members.set(manifest.photos[0].file, new Uint8Array(2048));
  });
  const other = await makePerson('8', '李国栋');
  const page = await take(other, broken);
  assert.match(page, /收进了03号的2次检查，1张照片/);
  assert.match(page, /有2件坏了/);
  for (const name of names) assert.ok(page.includes(name), name);
  assert.equal((await other.waiting('7')).length, 2);
  const kept = (await other.checks('7')).flatMap(({ photos }) => photos);
  assert.equal(kept.length, 1);
});

test('bytes that changed on the way are noticed', async () => {
  const file = await exported(await makeFull());
  const bytes = new Uint8Array(await file.arrayBuffer());
  const place = textOf(bytes).indexOf('YARD29');
  bytes[new TextEncoder().encode(textOf(bytes).slice(0, place)).length] ^= 1;
  const other = await makePerson('8', '李国栋');
  assert.match(await take(other, new File([bytes], 'x.zip')), /有1件坏了/);
});

test('a file of another community, or none of ours, is refused whole', async () => {
  const file = await exported(await makeFull());
  const other = await makePerson('8', '李国栋');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const foreign = [
    new File([], 'empty.zip'), new File(['<html>'], 'x.zip'), new File([bytes.slice(0, -30)], 'cut.zip'), new File([bytes.slice(0, 500)], 'cut.zip'),
    await repacked(file, (members) => members.set('manifest.json', new TextEncoder().encode('[]'))),
    await repacked(file, (members) => members.set('manifest.json', new TextEncoder().encode('{"sanbao":1,"entries":[null],"photos":[]}'))),
    await repacked(file, (members, manifest) => { manifest.sanbao = 2; }),
    await repacked(file, (members, manifest) => { manifest.community = 'elsewhere'; }),
    await repacked(file, (members, manifest) => { delete manifest.person; }),
  ];
  for (const each of foreign) assert.match(await take(other, each), /还没选文件|读不了|别的社区/);
  assert.deepEqual([await other.waiting('7'), (await other.people()).map(({ id }) => id)], [[], ['8']]);
});

test('a text that is no check of ours is never shown to the pages', async () => {
  const file = await exported(await makeFull());
  for (const text of ['null', '{"kind":"check"}', '{"kind":"deed","id":"x","results":[]}', '{"kind":"check","results":[{"photos":[null]}]}']) {
    const strange = await repacked(file, (members, manifest) => {
      const [{ file: name }] = manifest.entries;
      members.set(name, new TextEncoder().encode(text));
      manifest.entries = [{ ...manifest.entries[0], digest: sha256(members.get(name)) }];
    });
    const other = await makePerson('8', '李国栋');
    assert.match(await take(other, strange), /有1件坏了/);
    assert.deepEqual(await other.checks('7'), []);
  }
});

test('a full phone keeps what was taken and says what to do', async () => {
  const file = await exported(await makeFull());
  const other = await makePerson('8', '李国栋');
  let writes = 0;
  const full = { ...other.connection, writeBulky: (names, work) => {
    writes += 1;
    if (writes > 2) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    return other.connection.writeBulky(names, work);
  } };
  const report = await takeIn(full, file, { person: { id: '8', token: 'token-8' }, community: 'demo', now: NOON });
  assert.deepEqual([report.problem, report.taken], ['full', 2]);
  assert.equal((await other.waiting('7')).length, 2);
});

test('a check and its photos are one transaction: when it fails, nothing of it is there', async () => {
  const file = await exported(await makeFull());
  const other = await makePerson('8', '李国栋');
  const breaking = { ...other.connection, writeBulky: (names, work) => other.connection.writeBulky(names, async (transaction) => {
    await work(transaction);
    throw new Error('the phone dies here');
  }) };
  await assert.rejects(takeIn(breaking, file, { person: { id: '8', token: 'token-8' }, community: 'demo', now: NOON }));
  assert.deepEqual([await other.waiting('7'), await other.checks('7'), await other.photos()], [[], [], []]);
});

test('a good deed travels with the checks, and is sent as its maker\'s', async () => {
  const phone = await makePerson();
  await phone.post('/inspect/courtyards/YARD27/deed/', { deed: 'volunteering', happened_on: '2026-11-23', note: '清扫石阶巷' });
  const [deed] = await phone.deeds();
  const file = await exported(phone);
  const other = await makePerson('8', '李国栋');
  const report = await takeIn(other.connection, file, { person: { id: '8', token: 'token-8' }, community: 'demo', now: NOON });
  assert.deepEqual([report.taken, report.deeds, report.broken], [1, 1, []]);
  assert.match(await (await phone.post('/inspect/rescue/', { person: '7' })).text(), /导出了0次检查、1件好事，0张照片/);
  assert.match(await take(await makePerson('9', '孙月娥'), file), /收进了03号的0次检查、1件好事，0张照片/);
  const [brought] = await other.deeds('7');
  assert.deepEqual([brought.text, brought.digest, brought.state], [deed.text, deed.digest, 'phone']);
  const [waiting] = await other.waiting('7');
  assert.deepEqual([waiting.id, waiting.device, Boolean(waiting.seal)], [deed.id, DEVICE, true]);
});

test('a device that the phone knows from its sign-in or from the snapshot is named', async () => {
  const phone = await makePerson();
  await saveCheck(phone, 'YARD29');
  await phone.connection.write(['settings', 'people', 'snapshots', 'checks', 'deeds'], async (transaction) => {
    await changePerson(transaction, '7', { device: 'from-the-sign-in' });
    await saveSnapshot(transaction, { person: '7', snapshot: { ...SNAPSHOT, device: 'from-the-snapshot' }, etag: null });
  });
  const { files } = await exportWork(phone.connection, '7', NOON);
  const manifest = JSON.parse(textOf(await (await openZip(files[0]))('manifest.json')));
  assert.equal(manifest.device, 'from-the-sign-in');
});

test('a phone that has not fetched the tools yet says so', async () => {
  const phone = await makePhone({ rescue: async () => { throw new TypeError('no line'); } });
  const answer = await phone.post('/inspect/rescue/', { person: '7' });
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /导出和导入还没有取到/);
});

test('every problem has its words in both languages', () => {
  for (const words of Object.values(PROBLEMS).flat()) assert.deepEqual([words.length, words.every(Boolean), /[\u4e00-\u9fff]/.test(words[1])], [2, true, false]);
});

test('four hundred photos are read one at a time', async () => {
  const phone = await makePerson();
  const data = new Uint8Array(150 * 1024);
  const photos = Array.from({ length: 400 }, (_, place) => ({ sha256: place.toString(16).padStart(64, '0'), bytes: data.length, type: 'image/jpeg', sent: 0, received: false }));
  await phone.connection.write(['checks', 'photos'], async (transaction) => {
    await transaction.objectStore('checks').put({ person: '7', id: 'a', digest: '', text: '{}', state: 'received', courtyard: 'YARD27', photos });
    for (const { sha256: name } of photos) await transaction.objectStore('photos').put({ person: '7', sha256: name, type: 'image/jpeg', data: data.buffer });
  });
  const reads = [];
  const counting = { ...phone.connection, read: (names, work) => { reads.push(names.join()); return phone.connection.read(names, work); } };
  const { files } = await exportWork(counting, '7', NOON);
  assert.equal(reads.filter((names) => names === 'photos').length, 400);
  assert.ok(files[0].size > 400 * data.length && files[0].size < 400 * (data.length + 500) + 200_000);
});
