// @ts-check
/** What several tests of the wire need: vectors, a server, bytes that look random and never change. */

import { readFileSync } from 'node:fs';
import { sha256Of, WireServer } from './server.mjs';

const VECTORS = new URL('../../../sync/vectors/', import.meta.url);

/** @param {string} name */
export const vectors = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, VECTORS), 'utf8'));

/** A number from 0 up to 1, the same row for the same seed. @param {number} seed */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {number} bytes @param {number} [seed] */
export function photoOf(bytes, seed = 1) {
  const random = seeded(seed);
  const data = Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256));
  return { sha256: sha256Of(Buffer.from(data)), bytes, type: 'image/jpeg', data: data.buffer };
}

/** @param {import('node:test').TestContext} context */
export async function served(context) {
  const server = await new WireServer().start();
  context.after(() => server.stop());
  const net = { fetch, base: server.base, now: Date.now, timeout: 2000 };
  return { server, net };
}

/** @param {string} id @param {object} [more] @returns {{id: string, digest: string, text: string}} */
export function entryOf(id, more = {}) {
  const text = JSON.stringify({ id, ...more });
  return { id, digest: sha256Of(text), text };
}
