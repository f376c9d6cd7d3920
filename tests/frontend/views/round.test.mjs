/** What the inspector relies on when walking: which courtyard is next, what counts as done, what still waits. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { checkPage, itemIn } from '../../../static/js/phone/views/check.js';
import { listPage } from '../../../static/js/phone/views/list.js';
import { outboxPage } from '../../../static/js/phone/views/outbox.js';
import { savedCheck } from '../../../static/js/phone/views/saved.js';
import { casesOf } from './vectors.mjs';

const listCases = new Map((await casesOf('list')).map(({ name, given }) => [name, given]));
const checkCases = new Map((await casesOf('check')).map(({ name, given }) => [name, given]));
const outboxCases = new Map((await casesOf('outbox')).map(({ name, given }) => [name, given]));
const savedCases = new Map((await casesOf('saved')).map(({ name, given }) => [name, given]));
const numbers = ({ lanes }) => lanes.flatMap(({ rows }) => rows.map(({ number }) => number));
const rowOf = ({ lanes }, wanted) => lanes.flatMap(({ rows }) => rows).find(({ number }) => number === wanted);

test('the next courtyard is the first to do after the last one checked today', () => {
  assert.equal(listPage(listCases.get('morning')).next_number, '27');
});

test('a courtyard left half done comes before the next one', () => {
  assert.equal(listPage(listCases.get('half done')).next_number, '33');
});

test('a recused courtyard is never next and opens nothing', () => {
  const view = checkPage({ ...checkCases.get('clean'), draft: { ...checkCases.get('clean').draft, courtyard: 'YARD0029' } });
  assert.equal(view.next_number, '33');
  assert.equal(rowOf(listPage(listCases.get('fresh')), '31').is_off, true);
});

test('after the last courtyard the walk begins anew at the first that was left out', () => {
  const given = checkCases.get('clean');
  const view = checkPage({ ...given, checks: [], draft: { ...given.draft, courtyard: 'YARD35X1' } });
  assert.equal(view.next_number, '17');
});

test('when all is done the button goes back to the list', () => {
  assert.equal(checkPage(checkCases.get('last of all')).has_next, false);
  assert.equal(listPage(listCases.get('all done')).has_next, false);
});

test('a check taken back makes its courtyard one to walk to again', () => {
  const view = listPage(listCases.get('withdrawn'));
  assert.equal(rowOf(view, '17').is_done, false);
  assert.equal(view.waiting, 0, 'a withdrawn check is not one that waits for the inspector');
});

test('bad weather does not count as done, and the round goes on', () => {
  const view = listPage(listCases.get('rained off'));
  assert.equal(rowOf(view, '17').is_done, false);
  assert.equal(view.next_number, '19');
});

test('a check of last week is not done this week', () => {
  assert.equal(rowOf(listPage(listCases.get('last week')), '17').is_done, false);
});

test('a returned check is to do again, whatever its week, and says why', () => {
  const row = rowOf(listPage(listCases.get('morning')), '4');
  assert.deepEqual([row.is_done, row.line, row.words], [false, 'returned', '第2张照片看不清']);
});

test('a search takes lane and number in full-width figures', () => {
  assert.deepEqual(numbers(listPage(listCases.get('search by lane and number'))), ['35', '35-1']);
});

test('an item that is free of charge is no fault on the button', () => {
  assert.deepEqual((({ save, count }) => [save, count])(checkPage(checkCases.get('free only'))), ['free', 1]);
  assert.equal(checkPage(checkCases.get('taken back')).save, 'clean');
});

test('what cannot be seen from the lane is said at the item', () => {
  const view = checkPage(checkCases.get('locked'));
  assert.equal(itemIn(view, 'W1').is_unseen, true);
  assert.equal(itemIn(view, 'W2').is_unseen, false);
});

test('a courtyard that left the snapshot still shows its check', () => {
  const [parcel] = outboxPage(outboxCases.get('courtyard no longer known')).waiting;
  assert.equal(parcel.number, '?');
});

test('photos on another phone do not make this one wait', () => {
  const view = outboxPage(outboxCases.get('photos on another phone'));
  assert.equal(view.line, 'idle');
  assert.equal(view.waiting[0].is_elsewhere, true);
});

test('a replaced check can neither be taken back nor redone', () => {
  const view = savedCheck(savedCases.get('replaced'));
  assert.deepEqual([view.can_withdraw, view.can_redo, view.is_replaced], [false, false, true]);
});

test('what staff dismissed replaces nothing: neither a check nor a deed', () => {
  const view = savedCheck(savedCases.get('replaced by one that staff dismissed'));
  assert.deepEqual([view.can_withdraw, view.is_replaced, view.successor_url], [true, false, '']);
  const rows = outboxPage(outboxCases.get('deeds in every state')).deeds;
  assert.equal(rows.find(({ id }) => id.includes('-004c-')).can_withdraw, true);
});

test('an approved check is for staff to reopen', () => {
  assert.equal(savedCheck(savedCases.get('approved')).can_withdraw, false);
});
