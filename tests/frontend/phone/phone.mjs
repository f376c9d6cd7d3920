/** A phone in Node: the local server over an IndexedDB in memory, with the real templates. */

import 'fake-indexeddb/auto';
import { Buffer } from 'node:buffer';
import { webcrypto } from 'node:crypto';
import { englishWords } from '../../../static/js/build/messages.mjs';
import { templatesModule } from '../../../static/js/build/templates.mjs';
import { makeRender } from '../../../static/js/phone/render.js';
import { makeServer } from '../../../static/js/phone/server.js';
import { readChecks } from '../../../static/js/phone/store/checks.js';
import { makeConnection } from '../../../static/js/phone/store/connection.js';
import { readDeeds } from '../../../static/js/phone/store/deeds.js';
import { readDraft } from '../../../static/js/phone/store/drafts.js';
import { waitingEntries } from '../../../static/js/phone/store/outbox.js';
import { signIn } from '../../../static/js/phone/store/people.js';
import { NEWS, saveSnapshot } from '../../../static/js/phone/store/snapshots.js';
import { SNAPSHOT } from './snapshot.mjs';

export const NOON = Date.UTC(2026, 10, 23, 4, 0, 0);

const [templates, messages] = [await load(await templatesModule()), JSON.parse(await englishWords())];
let phones = 0;

/** @param {string} text of a module */
async function load(text) {
  return (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)).default;
}

/** A signed-in phone with a snapshot. Its clock stands still until it is told. @param {Record<string, any>} [host] */
export async function makePhone(host = {}) {
  phones += 1;
  const phone = makeHost(makeConnection(`phone-${phones}`), host);
  await phone.signIn('7', '王志远');
  return phone;
}

/** @param {any} connection @param {Record<string, any>} host */
function makeHost(connection, host) {
  const clock = { now: NOON };
  const changes = [];
  const reports = [];
  const app = {
    connection,
    render: makeRender({ templates, messages }, { strict: true }),
    speak: async () => undefined,
    now: () => clock.now,
    randomBytes: (count) => webcrypto.getRandomValues(new Uint8Array(count)),
    isOnline: () => false,
    position: () => null,
    locating: () => '',
    shrink: async (file) => ({ data: await file.arrayBuffer(), type: file.type }),
    storage: async () => ({ used: 0, is_kept: false }),
    sending: () => ({ busy: false, retry_at: 0 }),
    notices: () => [],
    report: (error) => reports.push(error.message),
    changed: (what) => changes.push(what),
    ...host,
  };
  const server = makeServer(app);
  const read = (names, work) => connection.read(names, work);
  return {
    app, clock, changes, reports, connection,
    ask: server,
    get: (path, headers = {}) => server(new Request(`http://phone.test${path}`, { headers })),
    post: (path, fields = {}, headers = {}) => server(new Request(`http://phone.test${path}`, { method: 'POST', body: formOf(fields), headers })),
    /** The same phone after its browser was killed and opened again. */
    reopened: async () => { await connection.close(); return makeHost(connection, host); },
    signIn: (id, name, snapshot = SNAPSHOT) => connection.write(['people', ...NEWS], async (transaction) => {
      await signIn(transaction, { id, name, number: '03', token: `token-${id}`, paused: null, contactAt: clock.now, sentAt: 0 });
      await saveSnapshot(transaction, { person: id, snapshot: { ...snapshot, person: { id, name, number: '03' } }, etag: null });
    }),
    draft: (courtyard, person = '7') => read(['drafts'], (transaction) => readDraft(transaction, person, courtyard)),
    checks: (person = '7') => read(['checks'], (transaction) => readChecks(transaction, person)),
    deeds: (person = '7') => read(['deeds'], (transaction) => readDeeds(transaction, person)),
    waiting: (person = '7') => read(['outbox'], (transaction) => waitingEntries(transaction, person)),
    photos: () => read(['photos'], (transaction) => transaction.objectStore('photos').getAll()),
  };
}

/** @param {Record<string, any>} fields a list sends its name several times */
export function formOf(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) form.append(name, each);
  }
  return form;
}

/** What the check page's form holds when it was just opened. @param {any} phone @param {string} code */
export async function openedForm(phone, code) {
  const page = await (await phone.get(`/inspect/courtyards/${code}/`)).text();
  const hidden = (/** @type {string} */ name) => new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(page)?.[1] || '';
  const results = Object.fromEntries(SNAPSHOT.rule_book.items.map(({ code: item }) => [`result-${item}`, 'pass']));
  return { id: hidden('id'), opened_at: hidden('opened_at'), replaces: hidden('replaces'), obstacle: 'whole', ...results };
}

export const FRAGMENT = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' };

/** A picture's file with bytes of its own. @param {number} seed */
export function pictureFile(seed = 1) {
  return new File([new Uint8Array(2048).fill(seed).fill(0xff, 0, 3).fill(0xd8, 1, 2)], 'photo.jpg', { type: 'image/jpeg', lastModified: NOON - 5000 });
}
