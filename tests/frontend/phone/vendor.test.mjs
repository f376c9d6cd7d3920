/** What is vendored is what its table says, and what was installed. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url);

test('htmx is the pinned file, unedited', async () => {
  const file = await readFile(new URL('static/vendor/htmx.min.js', ROOT));
  const table = await readFile(new URL('static/vendor/VENDOR.md', ROOT), 'utf8');
  assert.ok(table.includes(createHash('sha256').update(file).digest('hex')));
  assert.deepEqual(file, await readFile(new URL('node_modules/htmx.org/dist/htmx.min.js', ROOT)));
});
