/** The card's own computation of leaf and root gives what Python gave, on the same vectors. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { climb, compare, leafHash, rootOf } from '../../../static/js/components/merkle.js';
import { read } from '../views/vectors.mjs';

const trees = (await read('roots')).filter((each) => each.accounts?.length);

for (const tree of trees) {
  test(`${tree.name}: every leaf and root as in Python`, async () => {
    for (const account of tree.accounts) {
      assert.equal(await leafHash(account.salt, account.shown), account.leaf);
      assert.equal(await climb(account.leaf, account.path), tree.root);
      assert.equal(await rootOf(account), tree.root);
    }
  });

  test(`${tree.name}: one point more leads elsewhere`, async () => {
    for (const account of tree.accounts) {
      const shown = { ...account.shown, total: (account.shown.total ?? 0) + 1 };
      assert.notEqual(await rootOf({ ...account, shown }), tree.root);
    }
  });
}

test('a typed fingerprint is compared without blanks and case, and not when it is too short', () => {
  const { root } = trees[0];
  const groups = root.slice(0, 16).toUpperCase().replace(/(.{4})/g, '$1 ');
  assert.deepEqual([root, groups, root.slice(0, 15), 'x'.repeat(16), '0'.repeat(16)].map((each) => compare(each, root)), ['same', 'same', 'short', 'short', 'other']);
});
