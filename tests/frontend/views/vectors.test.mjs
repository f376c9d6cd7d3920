/** The phone's view models equal the server's, case by case. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { checkPage } from '../../../static/js/phone/views/check.js';
import { companionsPage } from '../../../static/js/phone/views/companions.js';
import { deedPage } from '../../../static/js/phone/views/deed.js';
import { mapPage } from '../../../static/js/phone/views/map.js';
import { nearbyPage } from '../../../static/js/phone/views/nearby.js';
import { scanPage } from '../../../static/js/phone/views/scan.js';
import { listPage } from '../../../static/js/phone/views/list.js';
import { outboxPage } from '../../../static/js/phone/views/outbox.js';
import { rescuePage } from '../../../static/js/phone/views/rescue.js';
import { savedCheck } from '../../../static/js/phone/views/saved.js';
import { settingsPage } from '../../../static/js/phone/views/settings.js';
import { casesOf } from './vectors.mjs';

const PAGES = {
  list: listPage, check: checkPage, outbox: outboxPage, saved: savedCheck, settings: settingsPage, companions: companionsPage, deed: deedPage,
  nearby: nearbyPage, map: mapPage, scan: scanPage, rescue: rescuePage,
};

for (const [page, view] of Object.entries(PAGES)) {
  for (const { name, given, expected } of await casesOf(page)) {
    test(`${page}: ${name}`, () => assert.deepEqual(view(given), expected));
  }
}
