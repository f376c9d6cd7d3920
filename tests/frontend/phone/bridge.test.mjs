/** What htmx hands over reaches the phone's own server as it is. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridge, localFetch } from '../../../static/js/phone/page/bridge.js';
import { makePhone, openedForm, formOf, pictureFile } from './phone.mjs';

const YARD = '/inspect/courtyards/YARD27/';

Object.assign(globalThis, { location: new URL('http://phone.test/inspect/') });

test('a photo goes through without a copy, and the local server keeps it', async () => {
  const phone = await makePhone();
  const picture = pictureFile();
  const body = formOf({ ...(await openedForm(phone, 'YARD27')), 'result-W1': 'fault', 'photo-W1': picture });
  /** @type {FormDataEntryValue | null} */
  let seen = null;
  const server = async (/** @type {Request} */ request) => {
    seen = (await request.formData()).get('photo-W1');
    return phone.ask(request);
  };
  const answer = await localFetch(server)(`${YARD}items/W1/photos/`, { method: 'POST', headers: { 'HX-Request-Type': 'partial' }, body });
  assert.equal(answer.status, 200);
  assert.equal(seen, picture);
  assert.equal((await phone.draft('YARD27')).items.W1.photos.length, 1);
});

test('a tap waits for one frame: one that was handed on after it was seen waits for no other', async () => {
  const phone = await makePhone();
  const page = Object.assign(new EventTarget(), { querySelectorAll: () => [] });
  let frames = 0;
  Object.assign(globalThis, { document: page, requestAnimationFrame: (/** @type {() => void} */ work) => { frames += 1; work(); } });
  bridge(phone.ask);
  const counted = [];
  for (const sourceEvent of [new Event('click'), new CustomEvent('change', { detail: { isSeen: true } })]) {
    const ctx = /** @type {any} */ ({ request: { action: '/inspect/', method: 'GET' }, sourceEvent });
    page.dispatchEvent(new CustomEvent('htmx:config:request', { detail: { ctx } }));
    const before = frames;
    assert.equal((await ctx.fetch('/inspect/', ctx.request)).status, 200);
    counted.push(frames - before);
  }
  assert.deepEqual(counted, [1, 0]);
});

test('a redirect is followed, and the page learns where it ended', async () => {
  const phone = await makePhone();
  const body = formOf(await openedForm(phone, 'YARD27'));
  const answer = await localFetch(phone.ask)(YARD, { method: 'POST', body });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('HX-Push-Url') || '', /^\/inspect\/(courtyards\/\w+\/)?$/);
});

test('a page that leads back to itself is no further step of the history', async () => {
  const phone = await makePhone();
  Object.assign(globalThis, { location: new URL('http://phone.test/inspect/outbox/') });
  const answer = await localFetch(phone.ask)('/inspect/outbox/send/', { method: 'POST', body: formOf({}) });
  assert.equal(answer.headers.get('HX-Push-Url'), null);
  assert.equal(answer.headers.get('HX-Replace-Url'), '/inspect/outbox/');
});
