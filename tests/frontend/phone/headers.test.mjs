/** The phone's answers carry what Flask's carry. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { CONTENT_SECURITY_POLICY } from '../../../static/js/phone/answers.js';
import { makePhone } from './phone.mjs';

test('phone and Flask send the same policy', async () => {
  const source = await readFile(new URL('../../../webapp/security.py', import.meta.url), 'utf8');
  const [, lines] = /CONTENT_SECURITY_POLICY = \(([^)]*)\)/.exec(source);
  assert.equal(CONTENT_SECURITY_POLICY, [...lines.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join(''));
});

test('a page is never cached and brings its policy', async () => {
  const { headers } = await (await makePhone()).get('/inspect/');
  assert.equal(headers.get('Cache-Control'), 'no-store');
  assert.equal(headers.get('Content-Security-Policy'), CONTENT_SECURITY_POLICY);
});
