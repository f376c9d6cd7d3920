// @ts-check
import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays, communityDay, weekStart } from '../../../sync/phone/day.js';
import { makeDeedEntry } from '../../../sync/phone/deed.js';
import { applyDelta } from '../../../sync/phone/delta.js';
import { sha256Hex } from '../../../sync/phone/digest.js';
import { makeEntry } from '../../../sync/phone/entry.js';
import { LIMITS } from '../../../sync/phone/limits.js';
import { sealer } from '../../../sync/phone/seal.js';
import { stateAfter, stateOfReceipt, STATES, TRANSITIONS } from '../../../sync/phone/states.js';
import { metadataOf } from '../../../sync/phone/tus.js';
import { nextUuid7, uuidv7 } from '../../../sync/phone/uuid7.js';
import { vectors } from './helpers.mjs';

test('a text has the digest that the server gives it', async () => {
  for (const { text, sha256 } of vectors('digests')) assert.equal(await sha256Hex(text), sha256, JSON.stringify(text));
});

test('before a server has announced its limits the phone keeps to the same', () => {
  const announced = vectors('limits');
  assert.ok('open_uploads' in LIMITS && 'chunk_bytes' in LIMITS);
  for (const [name, number] of Object.entries(LIMITS)) assert.equal(number, announced[name], name);
});

test('a seal is the one that the server makes', async () => {
  for (const { token, digest, seal } of vectors('seals')) assert.equal(await (await sealer(token))(digest), seal, token);
});

test('bytes have the digest of their text', async () => {
  const bytes = new TextEncoder().encode('全部合格');

  assert.equal(await sha256Hex(bytes.buffer), await sha256Hex('全部合格'));
});

test('a moment belongs to the day, week and month of the community, wherever the phone is', () => {
  for (const { time, zone, day, month, week_start, week_end } of vectors('days')) {
    assert.equal(communityDay(time, zone), day);
    assert.equal(communityDay(time, zone).slice(0, 7), month);
    assert.deepEqual([weekStart(day), addDays(weekStart(day), 6)], [week_start, week_end]);
  }
});

test('ids are those of the server and sort as they were made', () => {
  for (const { name, steps } of vectors('uuid7')) {
    /** @type {import('../../../sync/phone/uuid7.js').Uuid7 | null} */
    let previous = null;
    for (const { now, random, text } of steps) {
      previous = nextUuid7(previous, now, Buffer.from(random, 'hex'));
      assert.equal(previous.text, text, name);
    }
  }
});

test('a counter that is full borrows from the next millisecond', () => {
  const following = nextUuid7({ text: '', time: 1795427100000, counter: 4095 }, 1795427100000, Buffer.alloc(10));

  assert.equal(following.text, '01a207cb-6561-7000-8000-000000000000');
});

test('ids of one page never repeat and always grow, even if the clock jumps back', () => {
  const random = (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count));
  const made = Array.from({ length: 3000 }, (_, turn) => uuidv7(1795427100000 - (turn % 7) * 1000, random));

  assert.deepEqual(made, [...new Set(made)].sort());
});

test('a draft becomes exactly this text with this digest', async () => {
  const entries = vectors('entries');
  for (const { rule_book, made } of [entries, entries.graded]) {
    for (const { name, draft, saving, id, text, digest } of made) {
      assert.deepEqual(await makeEntry(draft, rule_book, saving), { id, text, digest }, name);
    }
  }
});

test('a deed becomes exactly this text with this digest', async () => {
  const { rule_book, made } = vectors('deeds');
  for (const { name, deed, saving, id, text, digest } of made) {
    assert.deepEqual(await makeDeedEntry(deed, rule_book.version, saving), { id, text, digest }, name);
  }
});

test('states and what follows are those of the server', () => {
  const { states, moves, receipts } = vectors('states');
  assert.deepEqual(STATES, states);
  assert.deepEqual(Object.keys(TRANSITIONS).sort(), [...states].sort());
  for (const { current, told, shown } of moves) assert.equal(stateAfter(current, told), shown, `${current} ${told}`);
  for (const { shown, ...receipt } of receipts) assert.equal(stateOfReceipt(receipt), shown);
});

test('a delta makes the snapshot of now, or fits nowhere', () => {
  for (const { name, kept, delta, want } of vectors('deltas')) assert.deepEqual(applyDelta(kept, delta), want, name);
});

test('metadata of an upload is what the server reads', () => {
  for (const { header, ...photo } of vectors('tus')) assert.equal(metadataOf(photo), header);
});
