/** What is committed in static/dist is what the sources make, small enough, and all that the worker keeps is there. */

import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildScripts } from '../../../static/js/build.mjs';
import { LATER, PRECACHED } from '../../../static/js/build/assets.mjs';
import { bundleStyles } from '../../../static/css/build.mjs';
import { makePhone } from './phone.mjs';

const STATIC = new URL('../../../static/', import.meta.url);
const LAYOUTS = new URL('../../../templates/layouts/', import.meta.url);
const KILOBYTE = 1024;

test('static/dist holds what the sources make; npm run build writes it', async () => {
  const made = { ...(await bundleStyles()), ...(await buildScripts()) };
  const stale = [];
  for (const [name, text] of Object.entries(made)) {
    if ((await readFile(new URL(`dist/${name}`, STATIC), 'utf8')) !== text) stale.push(name);
  }
  assert.deepEqual(stale, []);
});

test('every precached path exists', async () => {
  for (const path of [...PRECACHED, ...LATER]) await access(new URL(path, STATIC));
});

test('everything the phone layout names is precached', async () => {
  for (const layout of ['base.html', 'phone.html']) {
    const text = await readFile(new URL(layout, LAYOUTS), 'utf8');
    for (const [, path] of text.matchAll(/\{\{ page\.static \}\}\/([^"]+)"/g)) assert.ok(PRECACHED.includes(path), path);
  }
});

// The last rescue and the reader of QR codes come later than the first load, and hardly anybody needs them.
test('the scripts of page and worker stay below 60 KB, compressed', async () => {
  let bytes = 0;
  for (const name of ['local.js', 'page.js', 'worker.js', 'camera.js', 'scan.js']) bytes += gzipSync(await readFile(new URL(`dist/${name}`, STATIC)), { level: 9 }).length;
  assert.ok(bytes <= 60 * KILOBYTE, `${bytes} bytes`);
});

test('the built local server answers as its sources do', async () => {
  const phone = await makePhone();
  phone.clock.now = Date.now();
  await phone.signIn('7', '王志远');
  Object.assign(globalThis, { self: globalThis });
  await import('../../../static/dist/local.js');
  const built = /** @type {any} */ (globalThis).sanbaoPhone.makeLocalServer(phone.app);
  for (const path of ['', 'courtyards/YARD27/', 'outbox/', 'rescue/', 'settings/', 'nowhere/']) {
    const address = `http://phone.test/inspect/${path}`;
    const [made, sources] = [await built(new Request(address)), await phone.get(`/inspect/${path}`)];
    assert.equal(made.status, sources.status);
    assert.equal(steady(await made.text()), steady(await sources.text()));
  }
});

/** A page without what differs from one moment to the next. @param {string} page */
function steady(page) {
  return page.replace(/value="[0-9a-f-]{36}"|value="\d{13}"/g, '');
}
