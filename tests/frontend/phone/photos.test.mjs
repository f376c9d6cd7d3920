/** Photos on the phone: kept with the draft, refused when there is no room, deleted only on a receipt. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outgoing } from '../../../static/js/phone/outgoing.js';
import { FRAGMENT, makePhone, openedForm, pictureFile } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const YARD = '/inspect/courtyards/YARD27/';
const PHOTOS = `${YARD}items/W1/photos/`;

/** @param {any} phone @param {...File} files */
async function addPhotos(phone, ...files) {
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'photo-W1': files };
  return phone.post(PHOTOS, form, FRAGMENT);
}

/** @param {any} phone */
async function savedWithPhoto(phone) {
  await addPhotos(phone, pictureFile());
  await phone.post(YARD, { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault' });
  return (await phone.checks())[0];
}

/** @param {any} phone */
const outgoingOf = (phone) => outgoing(phone.connection, '7', { now: phone.app.now, onProgress: () => undefined });

test('photos are kept with the draft, each once, and shown from the phone', async () => {
  const phone = await makePhone();
  assert.equal((await addPhotos(phone, pictureFile(1), pictureFile(2), pictureFile(1))).status, 200);
  const [first, second, ...others] = (await phone.draft('YARD27')).items.W1.photos;
  assert.deepEqual(others, []);
  assert.equal(first.bytes + second.bytes, 4096);
  const shown = await phone.get(`/inspect/photos/${first.sha256}`);
  assert.equal(shown.headers.get('Content-Type'), 'image/jpeg');
  assert.equal((await shown.arrayBuffer()).byteLength, 2048);
});

test('more photos than a check may have are refused, the others stay', async () => {
  const phone = await makePhone();
  await addPhotos(phone, ...[1, 2, 3, 4].map(pictureFile));
  assert.equal((await phone.draft('YARD27')).items.W1.photos.length, 3);
  assert.equal((await phone.photos()).length, 3);
});

test('a photo taken off leaves the phone, unless a saved check still owes it', async () => {
  const phone = await makePhone();
  await addPhotos(phone, pictureFile());
  const [{ sha256 }] = (await phone.draft('YARD27')).items.W1.photos;
  await phone.post(`${PHOTOS}${sha256}/drop/`, {}, FRAGMENT);
  assert.deepEqual((await phone.draft('YARD27')).items.W1.photos, []);
  assert.deepEqual(await phone.photos(), []);
});

test('a photo of an item that was set back to pass leaves the phone with the save', async () => {
  const phone = await makePhone();
  await addPhotos(phone, pictureFile());
  assert.equal((await phone.photos()).length, 1);
  await phone.post(YARD, await openedForm(phone, 'YARD27'));
  assert.deepEqual((await phone.checks())[0].photos, []);
  assert.deepEqual(await phone.photos(), []);
});

test('a full phone keeps the check and refuses the photo', async () => {
  const phone = await makePhone();
  phone.connection.writeBulky = () => { throw Object.assign(new Error('full'), { name: 'QuotaExceededError' }); };
  const answer = await addPhotos(phone, pictureFile());
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /存满/);
  const { W1 } = (await phone.draft('YARD27')).items;
  assert.equal(W1.result, 'fault');
  assert.deepEqual(W1.photos, []);
});

test('a photo added after "put right on the spot" shows how it is now', async () => {
  const phone = await makePhone();
  await addPhotos(phone, pictureFile(1));
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'fixed-W1': 'on', 'photo-W1': [pictureFile(2)] };
  await phone.post(PHOTOS, form, FRAGMENT);
  assert.deepEqual((await phone.draft('YARD27')).items.W1.photos.map(({ shows }) => shows), ['before', 'after']);
});

/** A phone whose shrinking waits until it is told to go on. */
async function slowPhone() {
  let goOn = () => {};
  const gate = new Promise((resolve) => { goOn = resolve; });
  const phone = await makePhone({ shrink: async (file) => { await gate; return { data: await file.arrayBuffer(), type: file.type }; } });
  return { phone, goOn };
}

test('taps made while a photo is being shrunk are kept at once', async () => {
  const { phone, goOn } = await slowPhone();
  const adding = addPhotos(phone, pictureFile());
  await phone.post(`${YARD}items/O1/`, { ...(await openedForm(phone, 'YARD27')), 'result-O1': 'fault', 'third-O1': '1' }, FRAGMENT);
  assert.equal((await phone.draft('YARD27')).items.O1.third_party, true);
  goOn();
  await adding;
  const { O1, W1 } = (await phone.draft('YARD27')).items;
  assert.deepEqual([O1.third_party, W1.photos.length], [true, 1]);
});

test('a photo that waits for another takes no later tap back, and shows what was when it was taken', async () => {
  const { phone, goOn } = await slowPhone();
  const adding = [addPhotos(phone, pictureFile(1)), addPhotos(phone, pictureFile(2))];
  await phone.post(`${YARD}items/W1/`, { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'fixed-W1': '1' }, FRAGMENT);
  goOn();
  await Promise.all(adding);
  const { W1 } = (await phone.draft('YARD27')).items;
  assert.deepEqual([W1.fixed, W1.photos.map(({ shows }) => shows)], [true, ['before', 'before']]);
});

test('a save waits for the photo being shrunk', async () => {
  const { phone, goOn } = await slowPhone();
  const adding = addPhotos(phone, pictureFile());
  const saving = phone.post(YARD, { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault' });
  setTimeout(goOn, 20);
  await Promise.all([adding, saving]);
  assert.equal((await phone.checks())[0].photos.length, 1);
});

test('a photo waits until its check is at the server', async () => {
  const phone = await makePhone();
  const check = await savedWithPhoto(phone);
  const store = outgoingOf(phone);
  assert.deepEqual(await store.photosToSend(), []);
  const { id, digest } = check;
  await store.saveReceipts([{ id, digest, outcome: 'accepted', state: 'received', missing: [check.photos[0].sha256], reason: null }]);
  const [owed] = await store.photosToSend();
  assert.equal((await owed.data()).byteLength, owed.bytes);
});

test('only a receipt that names the photo deletes it', async () => {
  const phone = await makePhone();
  const { id, digest, photos } = await savedWithPhoto(phone);
  const store = outgoingOf(phone);
  await store.saveReceipts([{ id, digest, outcome: 'accepted', state: 'complete', missing: [], reason: null }]);
  await store.savePhotoProgress(photos[0].sha256, { location: '/api/v1/files/1', offset: 1000 });
  assert.equal((await phone.photos()).length, 1);
  assert.equal((await phone.checks())[0].photos[0].sent, 1000);
  await store.photoReceived(photos[0].sha256);
  assert.deepEqual(await phone.photos(), []);
  assert.deepEqual((await phone.checks())[0].photos[0], { ...photos[0], sent: 2048, received: true });
});

test('the receipt of another text takes nothing out of the outbox', async () => {
  const phone = await makePhone();
  const { id } = await savedWithPhoto(phone);
  await outgoingOf(phone).saveReceipts([{ id, digest: '0'.repeat(64), outcome: 'accepted', state: 'received', missing: [], reason: null }]);
  assert.equal((await phone.waiting()).length, 1);
});

test('a conflict leaves the outbox and stays on the phone', async () => {
  const phone = await makePhone();
  const { id, digest } = await savedWithPhoto(phone);
  await outgoingOf(phone).saveReceipts([{ id, digest, outcome: 'conflict', state: null, missing: [], reason: null }]);
  assert.deepEqual(await phone.waiting(), []);
  assert.equal((await phone.checks())[0].state, 'conflict');
  assert.match(await (await phone.get('/inspect/outbox/')).text(), /社区在处理/);
});

test('with a dismissed check its photos and what is known of their sending leave the phone, another\'s stay', async () => {
  const phone = await makePhone();
  const { id, digest, photos } = await savedWithPhoto(phone);
  const store = outgoingOf(phone);
  await store.saveReceipts([{ id, digest, outcome: 'accepted', state: 'received', missing: [photos[0].sha256], reason: null }]);
  await store.savePhotoProgress(photos[0].sha256, { location: '/api/v1/files/1', offset: 1000 });
  await phone.connection.write(['checks'], async (transaction) => {
    const checks = transaction.objectStore('checks');
    await checks.put({ ...(await checks.get(['7', id])), state: 'dismissed' });
  });
  await addPhotos(phone, pictureFile(9));
  const [{ sha256 }] = (await phone.draft('YARD27')).items.W1.photos;
  await phone.signIn('7', '王志远', { ...SNAPSHOT, server_time: phone.clock.now + 60 * 86_400_000 });
  assert.deepEqual([await phone.checks(), (await phone.photos()).map((photo) => photo.sha256)], [[], [sha256]]);
  assert.deepEqual(await phone.connection.read(['uploads'], (transaction) => transaction.objectStore('uploads').getAll()), []);
});

test('the settings say what the phone holds, also where the browser does not tell', async () => {
  const phone = await makePhone();
  await addPhotos(phone, pictureFile(1), pictureFile(2));
  const page = await (await phone.get('/inspect/settings/')).text();
  assert.match(page, /存了4 KB，其中2张照片还没发/);
});

/** A phone that is to look whether W1 was put right at number 27. */
async function makeRecheck() {
  const phone = await makePhone();
  const finding = { check: 'x', courtyard: 'YARD27', item: 'W1', found: '2026-11-22', until: '2026-11-25' };
  await phone.signIn('7', '王志远', { ...SNAPSHOT, findings: [finding] });
  return phone;
}

test('a photo of a finding that was put right leaves it right, and travels with the check', async () => {
  const phone = await makeRecheck();
  const form = await openedForm(phone, 'YARD27');
  const answer = await (await phone.post(PHOTOS, { ...form, 'photo-W1': pictureFile() }, FRAGMENT)).text();
  assert.match(answer, /class="item proves"/);
  assert.match(answer, /<b>改好后<\/b>/);
  assert.equal((await phone.draft('YARD27')).items.W1.result, 'pass');
  await phone.post(YARD, form);
  const [check] = await phone.checks();
  const said = JSON.parse(check.text).results.find(({ item }) => item === 'W1');
  assert.deepEqual([said.result, said.photos.map(({ shows, proof }) => [shows, proof])], ['pass', [['after', undefined]]]);
  assert.deepEqual([check.faults, check.photos.map(({ received }) => received)], [0, [false]]);
  const saved = await (await phone.get(`/inspect/checks/${check.id}/`)).text();
  assert.match(saved, /改好后的照片/);
  await phone.post(`/inspect/checks/${check.id}/withdraw/`);
  assert.deepEqual((await phone.draft('YARD27')).items.W1.photos.map(({ shows, proof }) => [shows, proof]), [['after', true]]);
});

test('what shows the fault is not taken for a proof when the fault is taken back', async () => {
  const phone = await makeRecheck();
  const form = await openedForm(phone, 'YARD27');
  await phone.post(PHOTOS, { ...form, 'result-W1': 'fault', 'photo-W1': pictureFile(1) }, FRAGMENT);
  await phone.post(PHOTOS, { ...form, 'photo-W1': pictureFile(2) }, FRAGMENT);
  await phone.post(YARD, form);
  const [check] = await phone.checks();
  assert.deepEqual(JSON.parse(check.text).results.flatMap(({ photos = [] }) => photos.map(({ shows }) => shows)), ['after']);
  assert.deepEqual([check.photos.length, (await phone.photos()).length], [1, 1]);
});
