/** The last rescue of what is broken, foreign, full, or more than a memory holds. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rescue from '../../../static/js/phone/rescue.js';
import { exportWork } from '../../../static/js/phone/rescue/export.js';
import { takeIn } from '../../../static/js/phone/rescue/take.js';
import { PROBLEMS } from '../../../static/js/phone/rescue/words.js';
import { makeZip, openZip } from '../../../static/js/phone/rescue/zip.js';
import { changePerson } from '../../../static/js/phone/store/people.js';
import { saveSnapshot } from '../../../static/js/phone/store/snapshots.js';
import { NOON, makePhone } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';
import { DEVICE, sha256, textOf, makePerson, saveCheck, makeFull, exported, take } from './rescue.mjs';

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
