/** The connection to the phone's store. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveSetting } from '../../../static/js/phone/store/settings.js';
import { makePhone } from './phone.mjs';

test('what is under way when the page is put aside is undone, and holds nobody up', async () => {
  const { connection } = await makePhone();
  const asked = connection.write(['settings'], async (transaction) => {
    await saveSetting(transaction, 'half', 1);
    connection.letGo();
    await saveSetting(transaction, 'whole', 1);
  });
  await assert.rejects(asked);
  const kept = await connection.write(['settings'], (transaction) => transaction.objectStore('settings').getAllKeys());
  assert.ok(!kept.includes('half'));
});
