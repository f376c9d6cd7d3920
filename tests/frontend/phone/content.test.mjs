/** What a check asks and tells: last faults first, how bad, how many, drawings, other judges. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { FRAGMENT, makePhone, openedForm } from './phone.mjs';
import { SNAPSHOT } from './snapshot.mjs';

const YARD = '/inspect/courtyards/YARD27/';
const LEVELS = [{ code: 'slight', label: { zh: '轻微', en: 'Slight' } }, { code: 'serious', label: { zh: '严重', en: 'Serious' } }];
const ASKED = {
  W1: { severity: LEVELS, example: 'litter' },
  W2: { count: { label: { zh: '处', en: 'places' }, most: 4 } },
};
const FINDING = { check: 'x', courtyard: 'YARD27', item: 'O1', found: '2026-11-21', until: '2026-11-24', phrases: ['柴草占道'], note: '靠墙', by: '05' };
const LAST = { day: '2026-11-16', faults: ['G2'], judged: 'whole', said: [{ item: 'G2', phrases: ['花池堆物'] }] };

/** @param {{yard?: object, judges?: number, findings?: object[]}} [changes] */
async function phoneWith({ yard = {}, judges = 1, findings = [] } = {}) {
  const items = SNAPSHOT.rule_book.items.map((item) => ({ ...item, ...ASKED[item.code] }));
  const courtyards = SNAPSHOT.courtyards.map((each) => (each.code === 'YARD27' ? { ...each, ...yard } : each));
  const phone = await makePhone();
  await phone.signIn('7', '王志远', { ...SNAPSHOT, rule_book: { ...SNAPSHOT.rule_book, judges, items }, courtyards, findings });
  return phone;
}

/** @param {any} phone @param {string} path */
const pageOf = async (phone, path) => (await phone.get(path)).text();

/** @param {any} phone @param {object} fields */
async function savedResults(phone, fields) {
  await phone.post(YARD, { ...(await openedForm(phone, 'YARD27')), ...fields });
  return JSON.parse((await phone.checks())[0].text).results;
}

test('how bad a fault is is kept at the tap, preset to the mildest, and said when saved', async () => {
  const phone = await phoneWith();
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault' };
  const fresh = await (await phone.post(`${YARD}items/W1/`, form, FRAGMENT)).text();
  assert.match(fresh, /id="severity-W1-slight" value="slight" checked/);
  await phone.post(`${YARD}items/W1/`, { ...form, 'severity-W1': 'serious' }, FRAGMENT);
  assert.equal((await phone.draft('YARD27')).items.W1.severity, 'serious');
  const [said] = await savedResults(phone, { 'result-W1': 'fault', 'severity-W1': 'serious' });
  assert.deepEqual(said, { item: 'W1', result: 'fault', phrases: [], note: '', photos: [], severity: 'serious' });
});

test('the buttons beside a number post the number that is wanted, within what is counted', async () => {
  const phone = await phoneWith();
  const form = { ...(await openedForm(phone, 'YARD27')), 'result-W2': 'fault', 'count-W2': '1' };
  for (const wanted of ['2', '3', '4']) {
    const answer = await (await phone.post(`${YARD}items/W2/`, { ...form, 'step-W2': wanted }, FRAGMENT)).text();
    assert.match(answer, new RegExp(`name="count-W2" id="count-W2" value="${wanted}"`));
  }
  const most = await (await phone.post(`${YARD}items/W2/`, { ...form, 'step-W2': '5' }, FRAGMENT)).text();
  assert.match(most, /name="count-W2" id="count-W2" value="4"/);
  assert.equal((await savedResults(phone, { 'result-W2': 'fault', 'count-W2': '3' }))[1].count, 3);
});

test('taking a check back brings how bad and how many back into the draft', async () => {
  const phone = await phoneWith();
  await savedResults(phone, { 'result-W1': 'fault', 'severity-W1': 'serious', 'result-W2': 'fault', 'count-W2': '3' });
  const [{ id }] = await phone.checks();
  await phone.post(`/inspect/checks/${id}/withdraw/`);
  const { items } = await phone.draft('YARD27');
  assert.deepEqual([items.W1.severity, items.W2.count], ['serious', 3]);
});

test('a saved check is read with how bad and how many', async () => {
  const phone = await phoneWith();
  await savedResults(phone, { 'result-W1': 'fault', 'severity-W1': 'serious', 'result-W2': 'fault', 'count-W2': '3' });
  const page = await pageOf(phone, `/inspect/checks/${(await phone.checks())[0].id}/`);
  assert.ok(page.includes('严重') && page.includes('3处'));
});

test('what was wrong before comes first, in the words it was found with, and stands nowhere else', async () => {
  const phone = await phoneWith({ yard: { last: LAST }, findings: [FINDING] });
  const page = await pageOf(phone, YARD);
  const order = [...page.matchAll(/id="item-(\w+)"/g)].map(([, code]) => code);
  assert.deepEqual(order, ['G2', 'O1', 'W1', 'W2', 'W3', 'W4', 'G1', 'O2', 'O3', 'O4']);
  for (const words of ['先看这几项', '改好了吗', '11月21日查到：柴草占道、靠墙', '（05号巡查员）', '11月16日查到：花池堆物']) assert.ok(page.includes(words), words);
});

test('a finding that is not put right is a fault like any other, in the order of the rule book', async () => {
  const phone = await phoneWith({ findings: [FINDING] });
  const fragment = await (await phone.post(`${YARD}items/O1/`, { ...(await openedForm(phone, 'YARD27')), 'result-O1': 'fault' }, FRAGMENT)).text();
  assert.match(fragment, /没改好也先不扣：11月24日以前改好/);
  const results = await savedResults(phone, { 'result-O1': 'fault' });
  assert.deepEqual(results.map(({ item }) => item), SNAPSHOT.rule_book.items.map(({ code }) => code));
  assert.equal(results.find(({ item }) => item === 'O1').result, 'fault');
});

test('a courtyard without faults shows no section of its own and no line of others', async () => {
  const page = await pageOf(await phoneWith(), YARD);
  assert.ok(!page.includes('先看这几项') && !page.includes('这周已经有'));
});

test('drawings stand in the standards and in the sheet, for items that have them', async () => {
  const page = await pageOf(await phoneWith(), YARD);
  assert.equal(page.split('examples.svg#litter-pass').length, 3);
  assert.ok(!page.includes('examples.svg#-'));
});

test('an item at rest is left alone: it says so, comes not first, and is stated as a pass', async () => {
  const phone = await phoneWith({ yard: { last: LAST } });
  const items = SNAPSHOT.rule_book.items.map((item) => ({ ...item, in_season: item.code !== 'G2' }));
  await phone.signIn('7', '王志远', { ...SNAPSHOT, rule_book: { ...SNAPSHOT.rule_book, items } });
  const page = await pageOf(phone, YARD);
  assert.ok(page.includes('休眠期，这个月不评') && !page.includes('先看这几项'));
  assert.equal((await savedResults(phone, {})).find(({ item }) => item === 'G2').result, 'pass');
});

test('somebody else\'s check is told without its result, and does not hinder an own one', async () => {
  const phone = await phoneWith({ yard: { done: { day: '2026-11-23', faults: 2, others: 1 } } });
  const page = await pageOf(phone, YARD);
  assert.ok(page.includes('这周已经有1个人查过'));
  assert.ok(!page.includes('is-fault'));
  assert.equal((await savedResults(phone, {})).length, 10);
});

test('with two judges a courtyard is done by two others or by oneself, not by one other', async () => {
  const rowOf = async (phone) => /id="row-YARD27"[^]*?class="plate( done)?"/.exec(await pageOf(phone, '/inspect/'))[1];
  const by = (others) => phoneWith({ judges: 2, yard: { done: { day: '2026-11-23', faults: 0, others } } });
  assert.equal(await rowOf(await by(1)), undefined);
  assert.equal(await rowOf(await by(2)), ' done');
  const phone = await by(1);
  await savedResults(phone, {});
  assert.equal(await rowOf(phone), ' done');
});
