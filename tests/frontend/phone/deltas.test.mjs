/** Deltas: put onto the snapshot that is kept, all of it or nothing; in any doubt the whole is asked for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendAll } from '../../../static/js/phone/sending.js';
import { readSnapshot } from '../../../static/js/phone/store/snapshots.js';
import { makePhone, openedForm } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const KEPT = { ...SNAPSHOT, cursor: 812, person: { id: '7', name: '王志远', number: '03' } };
const DONE = { ...SNAPSHOT.courtyards[0], done: { day: '2026-11-26', faults: 0, others: 1 } };

/** A server that answers with these snapshots one after another, and accepts or puts aside every entry. */
function makeFarEnd(answers, outcome = 'accepted') {
  const asked = [];
  const fetch = async (url, options) => {
    if (url.endsWith('/batches')) {
      const receipts = JSON.parse(options.body).entries.map(({ digest, text }) => ({
        id: JSON.parse(text).id, digest, outcome, state: outcome === 'accepted' ? 'complete' : null, missing: [], reason: null,
      }));
      return Response.json({ server_time: 0, receipts });
    }
    asked.push(url.split('/').pop());
    const answer = answers.shift();
    return answer ? Response.json(answer, { headers: { ETag: `W/"${answer.cursor}"` } }) : new Response(null, { status: 304 });
  };
  return { asked, fetch };
}

async function phoneWith(snapshot = KEPT) {
  const phone = await makePhone();
  await phone.signIn('7', '王志远', snapshot);
  return phone;
}

const kept = (phone) => phone.connection.read(['snapshots'], (transaction) => readSnapshot(transaction, '7'));
const hear = (phone, far) => sendAll({ connection: phone.connection, fetch: far.fetch, now: phone.app.now, onProgress: () => undefined });

test('a delta is asked for from the cursor kept, and put onto the snapshot with its own cursor and tag', async () => {
  const phone = await phoneWith();
  const far = makeFarEnd([{ protocol: 1, since: 812, cursor: 815, server_time: KEPT.server_time, courtyards: [DONE], removed: [] }]);
  await hear(phone, far);
  await hear(phone, far);
  const { snapshot, etag } = await kept(phone);
  assert.deepEqual(far.asked, ['snapshot?since=812', 'snapshot?since=815']);
  assert.equal(etag, 'W/"815"');
  assert.deepEqual(snapshot.courtyards[0], DONE);
  assert.deepEqual(snapshot.courtyards.slice(1), KEPT.courtyards.slice(1));
  assert.match(await (await phone.get('/inspect/')).text(), /YARD27/);
});

for (const [name, delta] of Object.entries({
  'for another cursor': { since: 811, cursor: 815, removed: [] },
  'without a cursor that it was made for': { since: null, cursor: 815, removed: [] },
})) {
  test(`a delta ${name} changes nothing, and the whole is asked for at once`, async () => {
    const phone = await phoneWith();
    const whole = { ...KEPT, cursor: 900, courtyards: [DONE] };
    const far = makeFarEnd([{ protocol: 1, server_time: 0, courtyards: [], ...delta }, whole]);
    await hear(phone, far);
    assert.deepEqual(far.asked, ['snapshot?since=812', 'snapshot']);
    assert.deepEqual((await kept(phone)).snapshot, whole);
  });
}

test('a delta that is none leaves everything as it was', async () => {
  const phone = await phoneWith();
  const [report] = await hear(phone, makeFarEnd([{ protocol: 1, since: 812, cursor: 815, own_checks: 'x', removed: [] }]));
  assert.ok(report.stopped);
  assert.deepEqual((await kept(phone)).snapshot, KEPT);
});

/** A check that the server put aside with this outcome. */
async function putAside(outcome) {
  const phone = await phoneWith();
  await phone.post('/inspect/courtyards/YARD27/', await openedForm(phone, 'YARD27'));
  await hear(phone, makeFarEnd([], outcome));
  const [check] = await phone.checks();
  assert.equal(check.state, outcome);
  return { phone, check };
}

const own = (check, state) => ({ id: check.id, courtyard: 'YARD27', day: check.day, judged: 'whole', replaces: null, state, reason: null, missing: [] });
const told = (more) => ({ protocol: 1, since: 812, cursor: 813, server_time: KEPT.server_time, removed: [], ...more });

test('of a conflict the phone takes no state from what stands under the same id, until staff have settled it', async () => {
  const { phone, check } = await putAside('conflict');
  await hear(phone, makeFarEnd([told({ own_checks: [own(check, 'approved')] })]));
  assert.equal((await phone.checks())[0].state, 'conflict');
  const settled = [{ id: check.id, digest: check.digest, verdict: 'readmitted', text: '' }];
  await hear(phone, makeFarEnd([{ ...told({ settled }), since: 813, cursor: 814 }]));
  assert.equal((await phone.checks())[0].state, 'approved');
});

for (const outcome of ['conflict', 'rejected']) {
  test(`what was ${outcome} and dismissed says why, and counts for nothing`, async () => {
    const { phone, check } = await putAside(outcome);
    const settled = [{ id: check.id, digest: check.digest, verdict: 'dismissed', text: '查的是隔壁' }];
    await hear(phone, makeFarEnd([told({ settled })]));
    assert.deepEqual((await phone.checks()).map(({ state, reason }) => [state, reason]), [['dismissed', '查的是隔壁']]);
    const outbox = await (await phone.get('/inspect/outbox/')).text();
    assert.match(outbox, /社区看过了，这次不算：查的是隔壁/);
    assert.doesNotMatch(outbox, /社区在处理/);
    assert.match(await (await phone.get(`/inspect/checks/${check.id}/`)).text(), /查的是隔壁/);
  });
}

test('what was rejected and then taken in shows how it stands', async () => {
  const { phone, check } = await putAside('rejected');
  const settled = [{ id: check.id, digest: check.digest, verdict: 'readmitted', text: '' }];
  await hear(phone, makeFarEnd([told({ settled, own_checks: [own(check, 'complete')] })]));
  assert.equal((await phone.checks())[0].state, 'complete');
});
