/** The phone states what the server states of the same form. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { checkOf } from '../../../sync/phone/entry.js';
import { emptyDraft, withForm } from '../../../static/js/phone/drafts.js';
import { deedOf } from '../../../static/js/phone/views/deed.js';
import { read } from './vectors.mjs';

const SCHEMES = { yaozishang: await read('rule_book'), qianfen: await read('qianfen') };

/** @param {Record<string, string[]>} fields @param {any} ruleBook */
function stated(fields, ruleBook) {
  const codes = ruleBook.items.map(({ code }) => code);
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of values) form.append(name, value);
  const start = { id: fields.id[0], courtyard: 'YARD0027', now: 1, replaces: fields.replaces[0] };
  const draft = withForm(emptyDraft(start), codes, form);
  const { judged, obstacle, results, id, replaces } = checkOf(draft, ruleBook, { walk: 'w', day: '2026-11-23', savedAt: 2 });
  return { judged, obstacle, results, id, replaces };
}

for (const { name, given, scheme, expected } of await read('form')) {
  test(`form: ${name}`, () => assert.deepEqual(stated(given, SCHEMES[scheme]), expected));
}

for (const { name, given: { today, ...said }, expected } of await read('deed_form')) {
  test(`form of a deed: ${name}`, () => assert.deepEqual(deedOf({ rule_book: SCHEMES.yaozishang }, said, today), expected));
}
