// @ts-check
import assert from 'node:assert/strict';
import test from 'node:test';
import { drain } from '../../../sync/phone/engine.js';
import { entryOf, photoOf, seeded, served, vectors } from './helpers.mjs';
import { Outbox } from './outbox.mjs';
import { refused } from './server.mjs';

/** @import {TestContext} from 'node:test' */

/** @param {TestContext} context @param {number} [checks] */
async function phone(context, checks = 0) {
  const { server, net } = await served(context);
  const store = new Outbox();
  for (let place = 0; place < checks; place += 1) store.put(entryOf(`check-${place}`));
  return { server, net, store };
}

/** @param {Outbox} store @param {string} id @param {ReturnType<typeof photoOf>[]} photos */
function putWithPhotos(store, id, photos) {
  store.put(entryOf(id, { photos: photos.map(({ sha256 }) => sha256) }), photos);
}

test('checks go first, then their photos, then the news', async (context) => {
  const { server, net, store } = await phone(context);
  const photos = [photoOf(3000, 1), photoOf(500, 2)];
  putWithPhotos(store, 'a', photos);

  const report = await drain(store, net);

  assert.deepEqual(report, { receipts: 1, photos: 2, left: [], paused: null, stopped: null });
  assert.deepEqual(store.receipts.get('a')?.missing, photos.map(({ sha256 }) => sha256));
  assert.equal(store.photos.size, 0);
  assert.equal(store.latest.etag, '"1"');
  const order = server.requests.map(({ path }) => path.split('/')[3]);
  assert.deepEqual([...new Set(order)], ['batches', 'files', 'snapshot']);
});

test('with nothing to send only the news are asked for, and those only if they changed', async (context) => {
  const { server, net, store } = await phone(context);
  await drain(store, net);
  const first = store.latest;

  const report = await drain(store, net);

  assert.equal(store.latest, first);
  assert.equal(server.requests.length, 2);
  assert.deepEqual(report.stopped, null);
});

test('when the answer is lost the repeat is the same success and nothing is counted twice', async (context) => {
  const { server, net, store } = await phone(context, 3);
  server.trouble = ({ path }) => (path.endsWith('/batches') ? { loseAnswer: true } : undefined);
  await drain(store, net);
  assert.equal(store.waiting.size, 3);
  server.trouble = () => undefined;

  await drain(store, net);

  assert.deepEqual([...store.receipts.values()].map(({ outcome }) => outcome), ['duplicate', 'duplicate', 'duplicate']);
  assert.equal(server.entries.size, 3);
});

test('each arrival under one id has its outcome', async (context) => {
  const { net, store } = await phone(context);
  for (const { name, arrivals } of vectors('replay')) {
    for (const { digest, outcome } of arrivals) {
      store.put({ id: name, digest, text: JSON.stringify({ id: name }) });
      await drain(store, net);
      assert.equal(store.receipts.get(name)?.outcome, outcome, name);
    }
  }
});

test('a rejected check does not hold back the others', async (context) => {
  const { net, store } = await phone(context, 2);
  store.put(entryOf('bad', { refuse: 'items_differ' }));

  await drain(store, net);

  const outcomes = [...store.receipts.values()].map(({ outcome, reason }) => [outcome, reason]);
  assert.deepEqual(outcomes, [['accepted', null], ['accepted', null], ['rejected', 'items_differ']]);
});

test('a check that the server stumbles over waits alone, the others and the photos arrive', async (context) => {
  const { server, net, store } = await phone(context, 12);
  server.onEntry = (text) => (text.includes('"check-7"') ? { status: 500, text: 'trouble' } : undefined);
  putWithPhotos(store, 'with photo', [photoOf(500)]);

  const report = await drain(store, net);

  assert.deepEqual(report.left, [{ id: 'check-7', reason: 'status_500' }]);
  assert.deepEqual([...store.waiting.keys()], ['check-7']);
  assert.equal(store.photos.size, 0);
});

test('a delivery that is too heavy for the line is sent in parts', async (context) => {
  const { server, net, store } = await phone(context, 5);
  const most = 3 * JSON.stringify(entryOf('check-3')).length;
  server.trouble = ({ path, announced }) =>
    path.endsWith('/batches') && announced > most ? { cutAfter: 10 } : undefined;

  const report = await drain(store, net);

  assert.deepEqual(report.left, []);
  assert.equal(server.entries.size, 5);
});

test('a delivery that is too large is sent in parts', async (context) => {
  const { server, net, store } = await phone(context, 9);
  server.mostEntries = 2;

  const report = await drain(store, net);

  assert.equal(report.receipts, 9);
  assert.equal(server.entries.size, 9);
});

test('an entry without a receipt of its own stays waiting', async (context) => {
  const { server, net, store } = await phone(context, 2);
  const [first, second] = store.waitingEntries();
  const told = { outcome: 'accepted', state: 'complete', missing: [], reason: null };
  const foreign = { ...told, id: first.id, digest: second.digest };
  server.trouble = ({ path }) =>
    path.endsWith('/batches') ? { answer: { status: 200, json: { receipts: [foreign] } } } : undefined;

  const report = await drain(store, net);

  assert.equal(report.receipts, 0);
  assert.equal(store.waiting.size, 2);
  assert.deepEqual(report.left.map(({ reason }) => reason), ['no_receipt', 'no_receipt']);
});

test('a receipt without an id is given back to the entry it answers', async (context) => {
  const { server, net, store } = await phone(context, 1);
  const [{ digest }] = store.waitingEntries();
  const receipt = { id: null, digest, outcome: 'rejected', state: null, missing: [], reason: 'entry_not_json' };
  server.trouble = ({ path }) =>
    path.endsWith('/batches') ? { answer: { status: 200, json: { receipts: [receipt] } } } : undefined;

  await drain(store, net);

  assert.equal(store.receipts.get('check-0')?.reason, 'entry_not_json');
});

test('a token that is no longer good pauses sending, a new one resumes it, and nothing is lost', async (context) => {
  const { net, store } = await phone(context, 2);
  store.secret = 'old';

  assert.equal((await drain(store, net)).paused, 'sign-in');
  assert.equal(store.waiting.size, 2);
  store.secret = 'secret';
  assert.equal((await drain(store, net)).paused, null);

  assert.deepEqual(store.pauses, ['sign-in', null]);
  assert.equal(store.waiting.size, 0);
});

test('without a token nothing is asked of the network', async (context) => {
  const { server, net, store } = await phone(context, 2);
  store.secret = null;

  assert.equal((await drain(store, net)).paused, 'sign-in');
  assert.equal(server.requests.length, 0);
});

test('fetch is called by itself, as browsers demand', async (context) => {
  const { net, store } = await phone(context, 1);
  /** @this {unknown} @param {string} url @param {RequestInit} [options] */
  function strict(url, options) {
    assert.equal(this, undefined);
    return fetch(url, options);
  }

  assert.equal((await drain(store, { ...net, fetch: strict })).receipts, 1);
});

test('a page where receipts were due means: sign in', async (context) => {
  const { server, net, store } = await phone(context, 1);
  const html = { 'Content-Type': 'text/html' };
  const portal = { status: 200, headers: html, text: '<h1>portal</h1>' };
  const redirect = { status: 302, headers: { Location: '/auth/sign-in' } };
  for (const answer of [portal, redirect]) {
    server.trouble = () => ({ answer });
    assert.equal((await drain(store, net)).paused, 'sign-in');
  }
  assert.equal(store.waiting.size, 1);
});

test('a photo that never gets through does not hold back the next', async (context) => {
  const { server, net, store } = await phone(context);
  const [stuck, fine] = [photoOf(5000, 1), photoOf(700, 2)];
  putWithPhotos(store, 'a', [stuck, fine]);
  server.trouble = ({ headers }) => (headers['upload-length'] === '5000' ? { cutAfter: 0 } : undefined);

  const report = await drain(store, net);

  assert.deepEqual(report.left, [{ id: stuck.sha256, reason: 'no_answer' }]);
  assert.deepEqual([...store.photos.keys()], [stuck.sha256]);
  assert.ok(server.photos.has(fine.sha256));
});

test('a third upload is not begun while two are unfinished; what they brought is not sent again', async (context) => {
  const { server, net, store } = await phone(context);
  const photos = [photoOf(100_000, 1), photoOf(100_001, 2), photoOf(700, 3)];
  putWithPhotos(store, 'a', photos);
  server.trouble = ({ method }) => (method === 'PATCH' ? { cutAfter: 0 } : undefined);

  const report = await drain(store, net);

  assert.deepEqual(report.left.map(({ reason }) => reason), ['no_answer', 'no_answer', 'others_first']);
  server.trouble = () => undefined;
  assert.equal((await drain(store, net)).photos, 3);
  assert.equal(store.photos.size, 0);
});

test('a server that keeps more unfinished uploads says so, and gets them', async (context) => {
  const { server, net, store } = await phone(context);
  store.announced.open_uploads = 3;
  putWithPhotos(store, 'a', [photoOf(100_000, 1), photoOf(100_001, 2), photoOf(100_002, 3), photoOf(700, 4)]);
  server.trouble = ({ method }) => (method === 'PATCH' ? { cutAfter: 0 } : undefined);

  const report = await drain(store, net);

  assert.deepEqual(report.left.map(({ reason }) => reason), ['no_answer', 'no_answer', 'no_answer', 'others_first']);
});

test('a photo whose bytes are gone from the phone is named, and the next goes on', async (context) => {
  const { net, store } = await phone(context);
  const [lost, fine] = [photoOf(600, 1), photoOf(700, 2)];
  putWithPhotos(store, 'a', [{ ...lost, data: new ArrayBuffer(0) }, fine]);

  const report = await drain(store, net);

  assert.deepEqual(report.left, [{ id: lost.sha256, reason: 'photo_lost' }]);
  assert.equal(report.photos, 1);
});

test('a photo that is no longer what it was is not sent at all, however often the rounds come', async (context) => {
  const { server, net, store } = await phone(context);
  const spoilt = photoOf(600, 1);
  putWithPhotos(store, 'a', [{ ...spoilt, data: photoOf(600, 2).data }]);

  const reports = [await drain(store, net), await drain(store, net)];

  for (const { left } of reports) assert.deepEqual(left, [{ id: spoilt.sha256, reason: 'photo_lost' }]);
  assert.deepEqual(server.requests.filter(({ path }) => path.includes('/files/')), []);
});

test('bytes of a photo may be read only when its turn comes', async (context) => {
  const { server, net, store } = await phone(context);
  const { data, ...photo } = photoOf(900);
  store.photosToSend = () => /** @type {any} */ ([{ ...photo, data: async () => data }]);

  await drain(store, net);

  assert.ok(server.photos.has(photo.sha256));
});

test('when the line is gone the round ends after one short question', async (context) => {
  const { server, net, store } = await phone(context);
  putWithPhotos(store, 'a', [photoOf(500, 1), photoOf(500, 2), photoOf(500, 3)]);
  server.trouble = ({ path }) => (path.includes('/files/') ? { cutAfter: 0 } : undefined);

  const report = await drain(store, net);

  assert.equal(report.stopped?.unanswered, true);
  assert.deepEqual(server.requests.map(({ method }) => method), ['POST', 'POST', 'OPTIONS']);
  assert.equal(store.photos.size, 3);
  assert.deepEqual(store.pauses, []);
});

test('a busy server ends the round and says when to come back', async (context) => {
  const { server, net, store } = await phone(context, 60);
  server.trouble = () => ({ answer: { ...refused(503, 'try_again_later'), headers: { 'Retry-After': '20' } } });

  const report = await drain(store, net);

  assert.equal(report.stopped?.after, 20_000);
  assert.equal(server.requests.length, 1);
});

test('over a line that fails at random, every check arrives once and every photo whole', async (context) => {
  const { server, net, store } = await phone(context);
  const random = seeded(42);
  const sent = Array.from({ length: 8 }, (_, place) => [photoOf(200 + place * 900, place), photoOf(3000, 90 + place)]);
  sent.forEach((photos, place) => putWithPhotos(store, `check-${place}`, photos));
  server.trouble = ({ announced }) => {
    const luck = random();
    if (luck < 0.15) return { cutAfter: Math.floor(random() * announced) };
    if (luck < 0.25) return { loseAnswer: true };
    if (luck < 0.3) return { answer: { status: 502, text: 'bad gateway' } };
    return undefined;
  };
  let rounds = 0;
  while ((store.waiting.size || store.photos.size) && rounds < 200) {
    await drain(store, net);
    rounds += 1;
  }

  assert.equal(server.entries.size, 8);
  for (const texts of server.entries.values()) assert.equal(texts.length, 1);
  for (const { sha256, data } of sent.flat()) assert.ok(server.photos.get(sha256)?.equals(Buffer.from(data)));
  assert.ok(rounds < 200);
});

test('a page of a proxy that refuses is no sign-in: it is tried later, and nothing is lost', async (context) => {
  const { server, net, store } = await phone(context, 4);
  const html = { 'Content-Type': 'text/html' };
  for (const status of [404, 413, 502]) {
    server.trouble = () => ({ answer: { status, headers: html, text: '<h1>nginx</h1>' } });
    const report = await drain(store, net);
    assert.deepEqual([report.paused, report.stopped?.reason], [null, `status_${status}`]);
  }
  assert.deepEqual([store.waiting.size, store.pauses], [4, []]);
});

test('what is too large for a proxy on the way is sent in parts', async (context) => {
  const { server, net, store } = await phone(context, 5);
  const most = 3 * JSON.stringify(entryOf('check-3')).length;
  const tooLarge = { answer: { status: 413, headers: { 'Content-Type': 'text/html' }, text: '<h1>nginx</h1>' } };
  server.trouble = ({ path, announced }) => (path.endsWith('/batches') && announced > most ? tooLarge : undefined);

  await drain(store, net);

  assert.equal(server.entries.size, 5);
});

test('texts always go, photos only while they may', async (context) => {
  const { server, net, store } = await phone(context);
  putWithPhotos(store, 'a', [photoOf(500, 1), photoOf(500, 2)]);
  let asked = 0;

  const report = await drain(store, net, () => (asked += 1) === 1);

  assert.deepEqual([server.entries.size, server.photos.size, report.left], [1, 1, []]);
  assert.equal(store.latest.etag, '"1"');
  await drain(store, net);
  assert.equal(server.photos.size, 2);
});

test('a stopped phone keeps what it sends until somebody signs in again', async (context) => {
  const { server, net, store } = await phone(context);
  store.put(entryOf('a', { refuse: 'device_revoked' }));
  /** @type {string[]} */
  const reasons = [];
  store.setPaused = (paused, reason = '') => { reasons.push(`${paused} ${reason}`); };

  const report = await drain(store, net);

  assert.deepEqual([report.paused, report.receipts, store.waiting.size], ['sign-in', 0, 1]);
  assert.deepEqual(reasons, ['sign-in device_revoked']);
  assert.equal(server.requests.length, 1);
});
