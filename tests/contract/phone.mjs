// @ts-check
/** A phone without pages: reads its work from stdin, sends it over a line that breaks, and tells on stdout how it went. */

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { json } from 'node:stream/consumers';
import { communityDay } from '../../sync/phone/day.js';
import { drain } from '../../sync/phone/engine.js';
import { makeEntry } from '../../sync/phone/entry.js';
import { uuidv7 } from '../../sync/phone/uuid7.js';
import { seeded } from '../frontend/sync/helpers.mjs';
import { Outbox } from '../frontend/sync/outbox.mjs';
import { sha256Of } from '../frontend/sync/server.mjs';

const MOST_ROUNDS = 100;
const { port, token, seed, work } = /** @type {any} */ (await json(process.stdin));
const random = seeded(seed);
const randomBytes = (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count));

// The line to the server breaks after some bytes in one connection of three.
const line = createServer((near) => {
  const far = connect(port, '127.0.0.1');
  let room = random() < 0.34 ? Math.floor(random() * 60_000) : Infinity;
  const end = () => [near, far].forEach((socket) => socket.destroy());
  near.on('data', (bytes) => {
    far.write(bytes.subarray(0, room));
    room -= bytes.length;
    if (room <= 0) end();
  });
  far.on('data', (bytes) => near.write(bytes));
  for (const socket of [near, far]) socket.on('error', end).on('close', end);
}).listen(0, '127.0.0.1');
await once(line, 'listening');

const store = new Outbox();
store.secret = token;
const { port: ours } = /** @type {import('node:net').AddressInfo} */ (line.address());
const net = { fetch, base: `http://127.0.0.1:${ours}/api/v1`, now: Date.now, timeout: 5000 };
await drainUntil(() => store.latest.snapshot);
const walk = uuidv7(Date.now(), randomBytes);
for (const check of work) await save(check);
await drainUntil(() => store.waiting.size + store.photos.size === 0);
store.latest.etag = null;
await drainUntil(() => store.latest.etag);
process.stdout.write(JSON.stringify({ receipts: [...store.receipts.values()], own: store.latest.snapshot.own_checks }));
process.exit(0);

/** @param {() => unknown} done */
async function drainUntil(done) {
  for (let rounds = 0; !done() && rounds < MOST_ROUNDS; rounds += 1) await drain(store, net);
}

/** @param {{courtyard: string, photos: string[]}} check a fault of W1 with these photos, in base64 */
async function save({ courtyard, photos }) {
  const now = Date.now();
  const { rule_book, community } = store.latest.snapshot;
  const kept = photos.map((photo) => photoOf(Buffer.from(photo, 'base64'), now));
  const items = kept.length ? { W1: { result: 'fault', phrases: ['门口有垃圾'], note: '桶边两袋', photos: kept } } : {};
  const draft = { id: uuidv7(now, randomBytes), courtyard, opened_at: now - 20_000, items };
  const saving = { walk, day: communityDay(now, community.timezone), savedAt: now };
  store.put(await makeEntry(draft, rule_book, saving), kept);
}

/** @param {Buffer} bytes @param {number} now */
function photoOf(bytes, now) {
  const data = Uint8Array.from(bytes).buffer;
  return { sha256: sha256Of(bytes), bytes: bytes.length, type: 'image/jpeg', taken_at: now, shows: 'before', data };
}
