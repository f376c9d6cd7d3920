// @ts-check
import assert from 'node:assert/strict';
import test from 'node:test';
import { nextDelay, retryAfter } from '../../../sync/phone/backoff.js';
import { groupsOf } from '../../../sync/phone/delivery.js';
import { cleanText } from '../../../sync/phone/entry.js';
import { nextChunk } from '../../../sync/phone/tus.js';
import { entryOf } from './helpers.mjs';

test('waiting grows to five minutes and no further, and is spread from nothing to all of it', () => {
  assert.deepEqual([0, 1, 2, 50].map((attempt) => nextDelay(attempt, () => 0.999999)), [2000, 4000, 8000, 300000]);
  assert.equal(nextDelay(9, () => 0), 0);
});

test('a phone never comes back sooner than the server asked', () => {
  assert.equal(nextDelay(0, () => 0, 30_000), 30_000);
  assert.ok(nextDelay(0, () => 0.5, 30_000) > 30_000);
});

test('Retry-After is read as seconds or as a date, and nonsense is passed over', () => {
  const now = Date.parse('2026-11-23T04:00:00Z');
  assert.equal(retryAfter('120', now), 120_000);
  assert.equal(retryAfter('Mon, 23 Nov 2026 04:00:30 GMT', now), 30_000);
  assert.equal(retryAfter('Mon, 23 Nov 2026 03:00:00 GMT', now), 0);
  assert.equal(retryAfter('999999999', now), 3_600_000);
  assert.equal(retryAfter('soon', now), null);
  assert.equal(retryAfter(null, now), null);
});

test('chunks double on a quick line, halve on a slow one, and keep between their bounds', () => {
  assert.equal(nextChunk(32768, 200, 32768), 65536);
  assert.equal(nextChunk(65536, 2000, 32768), 65536);
  assert.equal(nextChunk(65536, 5000, 32768), 32768);
  assert.equal(nextChunk(32768, 5000, 32768), 32768);
  assert.equal(nextChunk(1048576, 1, 32768), 1048576);
});

test('entries travel in groups that keep both limits, in their order', () => {
  const entries = Array.from({ length: 7 }, (_, place) => entryOf(String(place), { note: '雪'.repeat(100) }));
  const bytes = new TextEncoder().encode(JSON.stringify(entries[0])).length;
  const limits = { delivery_entries: 3, delivery_bytes: 1_048_576, chunk_bytes: 32_768 };

  assert.deepEqual(groupsOf(entries, limits).map((group) => group.length), [3, 3, 1]);
  const tight = groupsOf(entries, { ...limits, delivery_bytes: 200 + 2 * bytes });
  assert.deepEqual(tight.map((group) => group.length), [2, 2, 2, 1]);
  assert.deepEqual(tight.flat(), entries);
  assert.equal(groupsOf(entries, { ...limits, delivery_bytes: 1 }).length, 7);
  assert.deepEqual(groupsOf([], limits), []);
});

test('text of people is trimmed, made printable, and cut between characters', () => {
  assert.equal(cleanText('  桶未盖\r\n靠墙\r ', 500), '桶未盖\n靠墙');
  assert.equal(cleanText('a\u0000b\u0007c\ud800', 500), 'abc\ufffd');
  assert.equal(cleanText('𠮷𠮷𠮷', 2), '𠮷𠮷');
  assert.equal(cleanText('\ufeffx', 500), 'x');
});
