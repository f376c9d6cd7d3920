/** Sending: for everybody who left something, and what comes back is taken over. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSending, sendAll } from '../../../static/js/phone/sending.js';
import { signOut } from '../../../static/js/phone/store/people.js';
import { makePhone, openedForm } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

/** A server in a few lines: accepts every entry and tells what it was asked. */
function makeFarEnd({ status = 200 } = {}) {
  const asked = [];
  const fetch = async (url, options) => {
    const token = options.headers.Authorization;
    asked.push([token, options.method || 'GET', url]);
    if (status !== 200) return Response.json({ code: 1, reason: 'sign_in_again', message: '' }, { status });
    if (!url.endsWith('/batches')) return Response.json(SNAPSHOT, { headers: { ETag: '"1"' } });
    const receipts = JSON.parse(options.body).entries.map(({ digest, text }) => (
      { id: JSON.parse(text).id, digest, outcome: 'accepted', state: 'complete', missing: [], reason: null }));
    return Response.json({ server_time: 0, receipts });
  };
  return { asked, fetch };
}

const lineOf = (phone, far) => ({ connection: phone.connection, fetch: far.fetch, now: phone.app.now, onProgress: () => undefined });

test('a saved check is sent and its state taken over', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  const far = makeFarEnd();
  const [report] = await sendAll(lineOf(phone, far));
  assert.equal(report.receipts, 1);
  assert.deepEqual(await phone.waiting(), []);
  assert.equal((await phone.checks())[0].state, 'complete');
});

test('the receipts of a delivery are kept in one transaction', async () => {
  const phone = await makePhone();
  for (const code of ['YARD27', 'YARD29', 'YARD33']) await phone.post(`/inspect/courtyards/${code}/`, await openedForm(phone, code));
  const { write } = phone.connection;
  let written = 0;
  phone.connection.write = (names, work) => {
    written += Number(names.includes('outbox'));
    return write(names, work);
  };
  const [report] = await sendAll(lineOf(phone, makeFarEnd()));
  assert.deepEqual([report.receipts, written, await phone.waiting()], [3, 1, []]);
});

test('what a person left is sent with their own token after they signed out', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  await phone.connection.write(['settings'], signOut);
  await phone.signIn('8', '李国栋');
  const far = makeFarEnd();
  await sendAll(lineOf(phone, far));
  const posts = far.asked.filter(([, method]) => method === 'POST');
  assert.deepEqual(posts.map(([token]) => token), ['Bearer token-7']);
  assert.deepEqual(await phone.waiting('7'), []);
});

test('a 401 pauses sending, loses nothing and says so above the list', async () => {
  const phone = await makePhone();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  const [report] = await sendAll(lineOf(phone, makeFarEnd({ status: 401 })));
  assert.equal(report.paused, 'sign-in');
  assert.equal((await phone.waiting()).length, 1);
  assert.match(await (await phone.get('/inspect/')).text(), /\/auth\/sign-in/);
  await sendAll(lineOf(phone, makeFarEnd()));
  assert.ok(!(await (await phone.get('/inspect/')).text()).includes('/auth/sign-in'));
});

test('a store that fails while sending is tried again later', async () => {
  const phone = await makePhone();
  // Offline afterwards, so that the next try ends the test's timers.
  const online = [false, true];
  const failing = { ...phone.connection, read: async () => { throw Object.assign(new Error('full'), { name: 'QuotaExceededError' }); } };
  const line = { ...lineOf(phone, makeFarEnd()), connection: failing, random: () => 0.5, isOnline: () => online.pop() };
  const sending = makeSending(line);
  const { error } = console;
  console.error = () => undefined;
  try {
    await sending.run();
  } finally {
    console.error = error;
  }
  assert.equal(sending.status().busy, false);
  assert.ok(sending.status().retry_at > phone.clock.now);
});
