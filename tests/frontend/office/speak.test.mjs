import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { transform } from 'esbuild';

const BUILT = new URL('../../../static/dist/speak.js', import.meta.url);

/** Written again for engines of a year, with nothing made shorter. @param {string} text @param {string} target */
async function writtenFor(text, target) {
  return (await transform(text, { target, minifyWhitespace: true })).code;
}

test('what residents load is built of nothing newer than 2018', async () => {
  const text = await readFile(BUILT, 'utf8');
  assert.equal(await writtenFor(text, 'es2018'), await writtenFor(text, 'esnext'));
});

test('the comparison finds what is newer', async () => {
  const newer = 'a?.b ?? c;';
  assert.notEqual(await writtenFor(newer, 'es2018'), await writtenFor(newer, 'esnext'));
});
