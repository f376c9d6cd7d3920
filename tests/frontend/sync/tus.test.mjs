// @ts-check
import assert from 'node:assert/strict';
import test from 'node:test';
import { uploadPhoto } from '../../../sync/phone/tus.js';
import { photoOf, seeded, served } from './helpers.mjs';
import { refused } from './server.mjs';

/** @import {TestContext} from 'node:test' */
/** @import {Progress} from '../../../sync/phone/types.js' */

const SMALLEST = 4096;

/**
 * A phone with one photo that remembers how far it came.
 * @param {TestContext} context
 * @param {number} [bytes]
 * @param {number} [seed]
 */
async function phone(context, bytes = 40_000, seed = 1) {
  const { server, net } = await served(context);
  const photo = { ...photoOf(bytes, seed), location: /** @type {string | null} */ (null) };
  const remember = (/** @type {Progress} */ { location }) => void (photo.location = location);
  const send = (more = {}) => uploadPhoto({ ...net, token: 'secret', photo, remember, smallest: SMALLEST, ...more });
  const hasAll = () => server.photos.get(photo.sha256)?.equals(Buffer.from(photo.data));
  return { server, photo, send, hasAll };
}

/** @param {import('./server.mjs').WireServer} server */
const bytesSent = (server) => server.requests.reduce((sum, { bytes }) => sum + bytes, 0);

test('a photo arrives byte by byte, and progress is told', async (context) => {
  const { server, send, hasAll } = await phone(context);
  /** @type {number[]} */
  const told = [];

  assert.deepEqual(await send({ onProgress: (/** @type {number} */ sent) => told.push(sent) }), { received: true });

  assert.ok(hasAll());
  assert.deepEqual(told, [4096, 12288, 28672]);
  assert.equal(bytesSent(server), 40_000);
});

test('a small photo takes one request', async (context) => {
  const { server, send, hasAll } = await phone(context, 500);

  assert.deepEqual(await send(), { received: true });

  assert.ok(hasAll());
  assert.equal(server.requests.length, 1);
});

test('after a cut at any byte the photo goes on, and at most one chunk is sent twice', async (context) => {
  const { server, net } = await served(context);
  const random = seeded(7);
  for (let turn = 0; turn < 25; turn += 1) {
    const photo = { ...photoOf(40_000, turn), location: /** @type {string | null} */ (null) };
    const at = Math.floor(random() * photo.bytes);
    const cut = { chunk: 0, before: 0, left: 0 };
    let spent = 0;
    server.trouble = ({ announced }) => {
      spent += announced;
      if (cut.chunk || spent <= at) return undefined;
      Object.assign(cut, { chunk: announced, before: spent - announced });
      return { cutAfter: at - cut.before };
    };
    const remember = (/** @type {Progress} */ { location }) => void (photo.location = location);
    const send = () => uploadPhoto({ ...net, token: 'secret', photo, remember, smallest: SMALLEST });

    const first = await send();
    assert.ok('retry' in first && first.unanswered, `cut at ${at}`);
    assert.deepEqual(await send(), { received: true });

    assert.ok(server.photos.get(photo.sha256)?.equals(Buffer.from(photo.data)));
    assert.ok(spent - photo.bytes <= cut.chunk, `cut at ${at}: ${spent - photo.bytes} bytes twice`);
  }
});

test('bytes of a cut request that arrived are not sent again', async (context) => {
  const { server, send } = await phone(context);
  server.trouble = ({ method }) => (method === 'PATCH' ? { cutAfter: 1000 } : undefined);
  await send();
  server.trouble = () => undefined;

  assert.deepEqual(await send(), { received: true });

  assert.equal(bytesSent(server), 40_000);
});

test('a photo crosses a line that breaks every 1,500 bytes', async (context) => {
  const { server, send, hasAll } = await phone(context, 20_000);
  server.trouble = ({ method, announced }) => (method === 'PATCH' && announced > 1500 ? { cutAfter: 1500 } : undefined);
  let tries = 1;
  while (!('received' in (await send()))) tries += 1;

  assert.ok(hasAll());
  assert.ok(tries < 20, `${tries} tries`);
});

test('when the answer to the last bytes is lost, the next call gets the receipt', async (context) => {
  const { server, send } = await phone(context, 500);
  server.trouble = () => ({ loseAnswer: true });
  await send();
  server.trouble = () => undefined;

  assert.deepEqual(await send(), { received: true });
});

test('an offset that another request moved is asked for and followed', async (context) => {
  const { server, photo, send, hasAll } = await phone(context);
  let moved = false;
  server.trouble = ({ method, path }) => {
    const upload = server.uploads.get(path);
    if (method === 'PATCH' && upload && !moved) {
      moved = true;
      upload.offset += Buffer.from(photo.data).copy(upload.bytes, upload.offset, upload.offset, upload.offset + 700);
    }
    return undefined;
  };

  assert.deepEqual(await send(), { received: true });

  assert.ok(hasAll());
  assert.equal(server.requests.filter(({ method }) => method === 'HEAD').length, 1);
});

test('a photo that was spoilt on the way is sent anew at once', async (context) => {
  const { server, send, hasAll } = await phone(context);
  let spoilt = false;
  server.trouble = ({ method, path }) => {
    const upload = server.uploads.get(path);
    if (method === 'PATCH' && upload && !spoilt) {
      spoilt = true;
      upload.bytes[0] ^= 1;
    }
    return undefined;
  };

  assert.deepEqual(await send(), { received: true });

  assert.ok(hasAll());
  assert.equal(server.requests.filter(({ method }) => method === 'POST').length, 2);
});

test('a photo that is broken on the phone is laid aside', async (context) => {
  const { photo, send } = await phone(context);
  new Uint8Array(photo.data)[0] ^= 1;

  assert.deepEqual(await send(), { problem: 'photo_hash_differs' });
});

test('a server that never finds the hash right is left for later', async (context) => {
  const { server, send } = await phone(context, 500);
  server.trouble = () => ({ answer: refused(460, 'photo_hash_differs') });

  const sent = await send();

  assert.ok('retry' in sent);
  assert.ok(server.requests.length < 6);
});

test('an upload that the server forgot is begun anew', async (context) => {
  const { server, photo, send, hasAll } = await phone(context);
  server.trouble = ({ method }) => (method === 'PATCH' ? { cutAfter: 10 } : undefined);
  await send();
  assert.ok(photo.location);
  server.uploads.clear();
  server.trouble = () => undefined;

  assert.deepEqual(await send(), { received: true });

  assert.ok(hasAll());
});

test('an upload that vanishes between two chunks is begun anew', async (context) => {
  const { server, send, hasAll } = await phone(context);
  let vanished = false;
  server.trouble = ({ method }) => {
    if (method === 'PATCH' && !vanished) {
      vanished = true;
      server.uploads.clear();
    }
    return undefined;
  };

  assert.deepEqual(await send(), { received: true });

  assert.ok(hasAll());
});

test('a photo that is already there costs one chunk', async (context) => {
  const { server, photo, send } = await phone(context);
  server.photos.set(photo.sha256, Buffer.from(photo.data));

  assert.deepEqual(await send(), { received: true });

  assert.equal(bytesSent(server), SMALLEST);
});

test('a server that died before the hash is asked again by an empty chunk', async (context) => {
  const { server, photo, send } = await phone(context, 500);
  await send();
  const [[location, upload]] = server.uploads;
  server.photos.clear();
  photo.location = location;
  assert.equal(upload.offset, 500);

  assert.deepEqual(await send(), { received: true });

  assert.deepEqual(server.requests.at(-1), { method: 'PATCH', path: location, bytes: 0 });
});

test('a receipt that names another photo is no receipt', async (context) => {
  const { server, send } = await phone(context, 500);
  const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': 500, Location: '/x', 'Photo-Receipt': '0'.repeat(64) };
  server.trouble = () => ({ answer: { status: 201, headers } });

  const sent = await send();

  assert.ok('retry' in sent);
  assert.equal(sent.reason, 'no_progress');
});

test('without a valid token sending pauses', async (context) => {
  const { send } = await phone(context);

  assert.deepEqual(await send({ token: 'old' }), { pause: 'sign-in', reason: 'sign_in_again' });
});

test('a redirect to a sign-in page pauses, and its page is never fetched', async (context) => {
  const { server, send } = await phone(context);
  server.trouble = () => ({ answer: { status: 302, headers: { Location: '/auth/sign-in' } } });

  assert.deepEqual(await send(), { pause: 'sign-in', reason: 'sign_in_again' });
  assert.equal(server.requests.length, 1);
});

test('a photo that the server does not take is laid aside with the reason', async (context) => {
  const { server, send } = await phone(context);
  for (const [status, reason] of /** @type {const} */ ([[413, 'photo_too_large'], [415, 'photo_not_an_image']])) {
    server.trouble = () => ({ answer: refused(status, reason) });
    assert.deepEqual(await send(), { problem: reason });
  }
});

test('a refusal by a portal on the way is not taken for the server\'s', async (context) => {
  const { server, send } = await phone(context);
  server.trouble = () => ({ answer: { status: 403, text: '<h1>portal</h1>' } });

  const sent = await send();

  assert.ok('retry' in sent);
});

test('a server that asks to wait is waited for', async (context) => {
  const { server, send } = await phone(context);
  server.trouble = () => ({ answer: { status: 503, headers: { 'Retry-After': '30' } } });

  assert.deepEqual(await send(), { retry: true, reason: 'status_503', after: 30_000, unanswered: false, busy: true });
});

test('a server that never answers is given up after the time allowed', async (context) => {
  const { server, send } = await phone(context);
  server.trouble = () => ({ hang: true });

  const sent = await send({ timeout: 50 });

  assert.ok('retry' in sent && sent.unanswered);
});

test('the token goes to our own server, whatever place the answer names', async (context) => {
  const { server, photo, send } = await phone(context);
  const elsewhere = 'http://elsewhere.invalid/api/v1/files/7';
  const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': 4096, Location: elsewhere };
  server.trouble = ({ method }) => (method === 'POST' ? { answer: { status: 201, headers } } : { cutAfter: 0 });

  await send();

  assert.equal(photo.location, '/api/v1/files/7');
  assert.equal(server.requests.at(-1)?.path, '/api/v1/files/7');
});

test("a proxy's page does not make the photo begin anew", async (context) => {
  const { server, net } = await served(context);
  const photo = photoOf(3000);
  let asked = 0;
  server.trouble = ({ method }) => (method === 'PATCH' && (asked += 1) === 1 ? { answer: { status: 404, text: '<h1>nginx</h1>' } } : undefined);
  /** @type {Progress[]} */
  const kept = [];
  const sent = await uploadPhoto({ ...net, token: 'secret', photo, smallest: 1024, remember: (progress) => kept.push(progress) });
  assert.ok('retry' in sent);
  assert.ok(kept.every(({ location }) => location));
});
