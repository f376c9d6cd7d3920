/** The camera's routes: the draft is kept before it opens, each shot before it shows, and the way back leads to the item. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typeOf } from '../../../static/js/phone/camera/kind.js';
import { linesOf } from '../../../static/js/phone/camera/burn.js';
import { FRAGMENT, NOON, makePhone, openedForm, pictureFile } from './phone.mjs';
import { RECUSED } from './snapshot.mjs';

const YARD = '/inspect/courtyards/YARD27/';
const W2 = `${YARD}items/W2/`;
const FIX = { latitude: 36204510, longitude: 117096730, accuracy: 12, at: NOON };
const PLACE = { latitude: 36204510, longitude: 117096730, accuracy: 12 };

/** @param {any} phone @param {Record<string, any>} [fields] */
async function open(phone, fields = {}) {
  return phone.post(`${W2}camera/`, { ...(await openedForm(phone, 'YARD27')), 'result-W2': 'fault', ...fields });
}

/** @param {any} phone @param {number} seed @param {Record<string, any>} [fields] */
function shoot(phone, seed, fields = {}) {
  return phone.post(`${W2}photos/?camera`, { 'photo-W2': pictureFile(seed), 'photo-W2-at': NOON - 5000, ...fields }, FRAGMENT);
}

/** @param {any} phone */
const photosOf = async (phone) => (await phone.draft('YARD27')).items.W2.photos;

test('the camera opens only after the draft and the item it was opened for are kept', async () => {
  const phone = await makePhone();
  const answer = await open(phone, { 'note-W2': '纸箱', 'phrase-W2': ['门口有垃圾'] });
  assert.equal(answer.headers.get('HX-Push-Url'), `${W2}camera/`);
  assert.match(await answer.text(), /id="shutter"/);
  const { at, items } = (await (await phone.reopened()).draft('YARD27'));
  assert.deepEqual([at, items.W2.result, items.W2.note, items.W2.phrases], ['W2', 'fault', '纸箱', ['门口有垃圾']]);
});

test('a store that keeps nothing opens no camera', async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD27');
  phone.connection.write = () => { throw Object.assign(new Error('full'), { name: 'QuotaExceededError' }); };
  const answer = await phone.post(`${W2}camera/`, { ...form, 'result-W2': 'fault' });
  assert.equal(answer.status, 507);
  assert.equal(answer.headers.get('HX-Push-Url'), null);
});

test('after a reload the camera address leads back to its item, and nowhere without one', async () => {
  const phone = await makePhone();
  const answer = await phone.get(`${W2}camera/`);
  assert.deepEqual([answer.status, answer.headers.get('Location')], [303, `${YARD}#item-W2`]);
  assert.equal((await phone.get(`${YARD}items/Z9/camera/`)).status, 404);
  assert.equal((await phone.get(`/inspect/courtyards/${RECUSED}/items/W2/camera/`)).status, 403);
});

test('the list and the check page lead to the item last touched', async () => {
  const phone = await makePhone();
  await open(phone);
  const list = await (await phone.get('/inspect/')).text();
  assert.equal(list.match(new RegExp(`href="${YARD}#item-W2"`, 'g'))?.length, 2);
  assert.match(await (await phone.get(YARD)).text(), /data-at="W2"/);
  await phone.post(`${YARD}items/O1/`, { ...(await openedForm(phone, 'YARD27')), 'result-O1': 'fault' }, FRAGMENT);
  assert.match(await (await phone.get(YARD)).text(), /data-at="O1"/);
});

test('several shots are kept and answered by the strip alone; one is taken off', async () => {
  const phone = await makePhone();
  await open(phone);
  await shoot(phone, 1);
  const answer = await (await shoot(phone, 2)).text();
  assert.equal(answer.match(/<figure/g)?.length, 2);
  assert.doesNotMatch(answer, /id="item-W2"/);
  const [first] = await photosOf(phone);
  const rest = await (await phone.post(`${W2}photos/${first.sha256}/drop/?camera`, {}, FRAGMENT)).text();
  assert.equal(rest.match(/<figure/g)?.length, 1);
  assert.equal((await phone.photos()).length, 1);
});

test('the inspector says what a photo shows, and may change it', async () => {
  const phone = await makePhone();
  await open(phone, { 'fixed-W2': '1' });
  await shoot(phone, 1, { shows: 'before' });
  await shoot(phone, 2, { shows: 'before' });
  await shoot(phone, 3, { shows: 'after' });
  const shown = async () => (await photosOf(phone)).map(({ shows }) => shows);
  assert.deepEqual(await shown(), ['before', 'before', 'after']);
  const second = (await photosOf(phone))[1].sha256;
  const turn = (/** @type {string} */ shows) => phone.post(`${W2}photos/${second}/shows/?camera`, { shows }, FRAGMENT);
  await turn('after');
  assert.deepEqual(await shown(), ['before', 'after', 'after']);
  assert.equal((await turn('sideways')).status, 200);
  assert.deepEqual(await shown(), ['before', 'after', 'after']);
});

test('a photo is given its time, courtyard and inspector, and no name', async () => {
  const burnt = [];
  const shrink = async (file, words) => { burnt.push(words); return { data: await file.arrayBuffer(), type: 'image/jpeg' }; };
  const phone = await makePhone({ shrink });
  await open(phone);
  await shoot(phone, 1);
  assert.deepEqual(burnt, [['2026-11-23 11:59', '石阶巷27号', '03号巡查员']]);
});

test('check and photos say where they were made, as far as it was known; an old picture does not', async () => {
  let fix = FIX;
  const phone = await makePhone({ position: () => fix });
  assert.match(await (await open(phone)).text(), /位置准到12米/);
  await shoot(phone, 1);
  await shoot(phone, 3, { 'photo-W2-at': NOON - 3_600_000 });
  fix = null;
  assert.match(await (await shoot(phone, 2)).text(), /没有位置，照常存/);
  fix = FIX;
  await phone.post(YARD, { ...(await openedForm(phone, 'YARD27')), 'result-W2': 'fault' });
  const [{ id, text }] = await phone.checks();
  const check = JSON.parse(text);
  assert.deepEqual(check.position, PLACE);
  const said = check.results.find(({ item }) => item === 'W2').photos.map(({ position }) => position);
  assert.deepEqual(said, [PLACE, undefined, undefined]);
  assert.match(await (await phone.get(`/inspect/checks/${id}/`)).text(), /位置准到12米/);
});

test('several files keep their own times; one from the future is from now', async () => {
  const phone = await makePhone();
  await open(phone);
  const files = { 'photo-W2': [new File([], ''), pictureFile(1), pictureFile(2)], 'photo-W2-at': [1, NOON - 60_000, NOON + 60_000] };
  await phone.post(`${W2}photos/`, files, FRAGMENT);
  assert.deepEqual((await photosOf(phone)).map(({ taken_at }) => taken_at), [NOON - 60_000, NOON]);
});

test('what is no photo is named and costs nothing that was kept', async () => {
  const made = [null, { data: new ArrayBuffer(5), type: 'image/heic', isAsItCame: true }, { data: new ArrayBuffer(9_000_000), type: 'image/png', isAsItCame: true }];
  const phone = await makePhone({ shrink: async () => made.shift() });
  await open(phone);
  assert.match(await (await shoot(phone, 1)).text(), /不是照片，没有加上/);
  assert.match(await (await shoot(phone, 2)).text(), /原样留着了/);
  assert.match(await (await shoot(phone, 3)).text(), /照片太大/);
  assert.deepEqual((await photosOf(phone)).map(({ type, bytes }) => [type, bytes]), [['image/heic', 5]]);
});

test('an empty file that was chosen is named; a form without a file is not', async () => {
  const phone = await makePhone({ shrink: async () => null });
  await open(phone);
  assert.match(await (await shoot(phone, 1, { 'photo-W2': new File([], 'IMG_1.jpg') })).text(), /没有加上/);
  assert.doesNotMatch(await (await shoot(phone, 1, { 'photo-W2': new File([], '') })).text(), /没有加上/);
});

test('a picture is told by its first bytes', () => {
  const bytes = (/** @type {string} */ text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  assert.equal(typeOf(bytes('\xff\xd8\xff\xe0')), 'image/jpeg');
  assert.equal(typeOf(bytes('\0\0\0\x18ftypheic\0\0\0\0')), 'image/heic');
  assert.equal(typeOf(bytes('RIFF\0\0\0\0WEBPVP8 ')), 'image/webp');
  for (const other of ['', 'GIF89a', 'hello, this is text', '\0\0\0\x18ftypisom']) assert.equal(typeOf(bytes(other)), '');
});

test('the words of a watermark break between words, and a long one stands alone', () => {
  const fits = (/** @type {string} */ line) => line.length <= 20;
  assert.deepEqual(linesOf(['2026-11-23 11:59', '石阶巷27号', '03号巡查员'], fits), ['2026-11-23 11:59', '石阶巷27号  03号巡查员']);
  assert.deepEqual(linesOf(['一'.repeat(30), '二'], fits), ['一'.repeat(30), '二']);
  assert.deepEqual(linesOf([], fits), []);
});
