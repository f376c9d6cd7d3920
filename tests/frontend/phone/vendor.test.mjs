/** What is vendored is what its table says, and what was installed. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url);

const INSTALLED = { 'htmx.min.js': 'htmx.org/dist/htmx.min.js', 'zxing_reader.wasm': 'zxing-wasm/dist/reader/zxing_reader.wasm' };

for (const [name, source] of Object.entries(INSTALLED)) {
  test(`${name} is the pinned file, unedited`, async () => {
    const file = await readFile(new URL(`static/vendor/${name}`, ROOT));
    const table = await readFile(new URL('static/vendor/VENDOR.md', ROOT), 'utf8');
    assert.ok(table.includes(createHash('sha256').update(file).digest('hex')));
    assert.ok(file.equals(await readFile(new URL(`node_modules/${source}`, ROOT))));
  });
}
