/** The store: room kept for checks, a connection that dies, a database that a newer version has opened. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDB } from 'idb';
import { makeConnection } from '../../../static/js/phone/store/connection.js';
import { enqueue, waitingEntries } from '../../../static/js/phone/store/outbox.js';
import { saveSetting, readSetting } from '../../../static/js/phone/store/settings.js';
import { FRAGMENT, makePhone, openedForm, pictureFile } from './phone.mjs';

const FULL = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
const ENTRY = { id: '1', digest: 'a', text: '{}' };

/** A reserve that is there until it is given up. */
function makeReserve() {
  let isThere = true;
  return {
    hold: async () => isThere,
    giveUp: async () => {
      const had = isThere;
      isThere = false;
      return had;
    },
  };
}

test('a check on a full phone gets the reserve, a photo does not', async () => {
  const connection = makeConnection('full', makeReserve());
  const fullUntil = (/** @type {number} */ time) => {
    let times = 0;
    return async (/** @type {any} */ transaction) => {
      times += 1;
      if (times < time) throw FULL;
      await saveSetting(transaction, 'kept', times);
    };
  };
  await assert.rejects(connection.writeBulky(['settings'], fullUntil(2)), FULL);
  assert.equal(await connection.holdReserve(), true);
  await connection.write(['settings'], fullUntil(2));
  assert.equal(await connection.read(['settings'], (transaction) => readSetting(transaction, 'kept')), 2);
  assert.equal(await connection.holdReserve(), false);
  await assert.rejects(connection.write(['settings'], fullUntil(2)), FULL);
});

test('without the reserve no photo is taken up, and the next tap is', async () => {
  const phone = await makePhone();
  phone.connection.holdReserve = async () => false;
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'photo-W1': [pictureFile()] };
  const answer = await phone.post('/inspect/courtyards/YARD27/items/W1/photos/', form);
  assert.match(await answer.text(), /这张照片没有存上/);
  assert.deepEqual(await phone.photos(), []);
  assert.equal((await phone.draft('YARD27')).items.W1.result, 'fault');
});

test('a save that fails on a full phone leaves its form on the page and says so there', async () => {
  const phone = await makePhone();
  const form = await openedForm(phone, 'YARD27');
  phone.connection.write = () => { throw FULL; };
  const answer = await phone.post('/inspect/courtyards/YARD27/', form, { 'HX-Request': 'true', 'HX-Boosted': 'true' });
  assert.equal(answer.status, 507);
  assert.equal(answer.headers.get('HX-Retarget'), '#problem');
  assert.equal(answer.headers.get('HX-Reselect'), '#problem');
  assert.match(await answer.text(), /^\s*<div id="problem"/);
  assert.deepEqual(await phone.checks(), []);
});

test('a tap that fails on a full phone leaves no button that says all is well', async () => {
  const phone = await makePhone();
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault' };
  phone.connection.write = () => { throw FULL; };
  const text = await (await phone.post('/inspect/courtyards/YARD27/items/W1/', form, FRAGMENT)).text();
  assert.match(text, /^\s*<div id="problem"/);
  assert.match(text, /hx-target="#save-says"[^>]*>存好，</);
});

test('what a newer version of the app has added does not shut this one out', async () => {
  const phone = await makePhone();
  await phone.connection.close();
  const newer = await openDB('newer', 99, { upgrade: (database) => database.createObjectStore('settings', { keyPath: 'key' }) });
  newer.close();
  const connection = makeConnection('newer');
  await connection.write(['settings'], (transaction) => saveSetting(transaction, 'kept', 1));
  assert.equal(await connection.read(['settings'], (transaction) => readSetting(transaction, 'kept')), 1);
});

test('an entry that was written before the connection died is not written twice, and never another under its id', async () => {
  const { connection } = await makePhone();
  const write = (entry) => connection.write(['outbox'], (transaction) => enqueue(transaction, '7', entry));
  await write(ENTRY);
  await write(ENTRY);
  await assert.rejects(write({ ...ENTRY, digest: 'b' }), { name: 'ConstraintError' });
  assert.equal((await connection.read(['outbox'], (transaction) => waitingEntries(transaction, '7'))).length, 1);
});

test('a check saved while the clock was ahead does not swallow the next one of the courtyard', async () => {
  const phone = await makePhone();
  const right = phone.clock.now;
  phone.clock.now = right + 3 * 86_400_000;
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  phone.clock.now = right;
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  assert.equal((await phone.checks()).length, 2);
});
