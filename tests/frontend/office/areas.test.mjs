/** Areas drawn on a photo: by finger, by keys; none leaves the photo. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn, keyed, moved, sized } from '../../../static/js/components/areas.js';

const FACE = { left: 100, top: 200, width: 300, height: 400 };

test('an area is drawn from any of its corners, and a tap draws none', () => {
  const area = { left: 100, top: 200, width: 300, height: 400 };
  assert.deepEqual(drawn({ x: 100, y: 200 }, { x: 400, y: 600 }), area);
  assert.deepEqual(drawn({ x: 400, y: 600 }, { x: 100, y: 200 }), area);
  assert.equal(drawn({ x: 100, y: 200 }, { x: 103, y: 600 }), null);
});

test('what is drawn beyond the edge ends at the edge', () => {
  assert.deepEqual(drawn({ x: 900, y: 900 }, { x: 1200, y: -50 }), { left: 900, top: 0, width: 100, height: 900 });
});

test('neither moving nor sizing leaves the photo', () => {
  assert.deepEqual(moved(FACE, 5000, -5000), { ...FACE, left: 700, top: 0 });
  assert.deepEqual(sized(FACE, 5000, -5000), { ...FACE, width: 900, height: 10 });
});

test('arrows move by a hundredth, with Shift they change the size, and other keys do nothing', () => {
  assert.deepEqual(keyed(FACE, 'ArrowRight', false), { ...FACE, left: 110 });
  assert.deepEqual(keyed(FACE, 'ArrowDown', true), { ...FACE, height: 410 });
  assert.equal(keyed(FACE, 'Enter', false), null);
});
