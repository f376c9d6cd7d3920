/** From the tables of the overview to what the charts are told. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberOf, optionOf } from '../../../static/js/charts/options.js';

const LOOK = { colours: ['#000'], ink: '#111', line: '#222', surface: '#fff', font: 'x' };

test('a cell without a number is a gap, not a zero', () => {
  assert.deepEqual(['3', ' 0.4 ', '0', '–', ''].map(numberOf), [3, 0.4, 0, null, null]);
});

test('what brought nothing is not drawn, and one series needs no legend', () => {
  const read = { names: ['一月'], series: [{ name: '甲', values: [2] }, { name: '乙', values: [0] }, { name: '丙', values: [null] }] };
  const option = optionOf(read, 'bar', LOOK);
  assert.deepEqual(option.series.map(({ name }) => name), ['甲']);
  assert.equal(option.legend.show, false);
});

test('stacked parts are told apart by patterns, lines by their marks', () => {
  const read = { names: ['一月'], series: [{ name: '甲', values: [2] }, { name: '乙', values: [1] }] };
  const stacked = optionOf(read, 'stacked', LOOK);
  assert.equal(stacked.aria.decal.show, true);
  assert.deepEqual(stacked.series.map(({ stack }) => stack), ['all', 'all']);
  const lines = optionOf(read, 'line', LOOK);
  assert.equal(new Set(lines.series.map(({ symbol }) => symbol)).size, 2);
});

test('a tooltip is drawn, never HTML, which the page would refuse', () => {
  assert.equal(optionOf({ names: [], series: [] }, 'bar', LOOK).tooltip.renderMode, 'richText');
});
