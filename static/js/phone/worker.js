/** The worker's part: opens the app without a line. It answers GET only, because WebKit loses bodies on the way through. */

import { later, paths, version } from 'sanbao:assets';
import { roomOf } from './estimate.js';
import { knows, makeConnection, makeLocalServer, readSnapshot, sendAll, whose } from './local.js';

const worker = /** @type {any} */ (self);
const CACHE = `sanbao-${version}`;
const PATIENCE = 4000;
const READER = /reader\.(js|wasm)$/;
const PHOTO = /^\/inspect\/photos\/[0-9a-f]{64}$/;

const connection = makeConnection();
const server = makeLocalServer({
  connection,
  isOnline: () => navigator.onLine,
  notices: () => [],
  position: () => null,
  locating: () => '',
  sending: () => ({ busy: false, retry_at: 0 }),
  storage,
  shrink: async (file) => ({ data: await file.arrayBuffer(), type: file.type }),
  changed: () => undefined,
});

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(precache().then(keepLater)));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(takeOver()));
worker.addEventListener('message', (/** @type {any} */ event) => {
  if (event.data === 'take-over') worker.skipWaiting();
  if (event.data === 'fetch-later') event.waitUntil(fetchLater((path) => !READER.test(path)));
  if (event.data === 'fetch-reader') event.waitUntil(fetchReader());
  if (event.data === 'verify') event.waitUntil(verify().then((found) => event.ports[0].postMessage(found)));
});
worker.addEventListener('sync', (/** @type {any} */ event) => event.waitUntil(send()));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const answer = event.request.method === 'GET' && answerOf(event.request);
  if (answer) event.respondWith(answer);
});

/** @param {Request} request @returns {Promise<Response> | null} null leaves the request to the browser */
function answerOf(request) {
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return null;
  if (paths.includes(pathname)) return fromCache(request);
  if (later.includes(pathname)) return fromCache(request, true);
  if (PHOTO.test(pathname)) return photo(request);
  return request.mode === 'navigate' && knows('GET', pathname) ? navigation(request) : null;
}

/** After signing in Flask's page must say who it is; before there is data here, only Flask has it. @param {Request} request */
async function navigation(request) {
  const here = () => server(request);
  // The last rescue asks nobody: neither who is signed in, nor whether there is a line.
  if (new URL(request.url).pathname === '/inspect/rescue/') return here();
  if (comesFromSignIn(request)) {
    // A reload still names the sign-in page it once came from: a line that says nothing must not hold it up.
    const late = (await isReady()) ? [wait(PATIENCE).then(here)] : [];
    return Promise.race([fetch(request).catch(here), ...late]);
  }
  const answer = await here();
  return answer.ok || (await isReady()) ? answer : fetch(request).catch(() => answer);
}

/** @param {number} time */
function wait(time) {
  return new Promise((resolve) => { setTimeout(resolve, time); });
}

/** @param {Request} request */
function comesFromSignIn({ referrer }) {
  return Boolean(referrer) && new URL(referrer).pathname.startsWith('/auth/');
}

/** WebKitGTK and older Safari tell nothing of their store. */
async function storage() {
  return { ...roomOf((await navigator.storage?.estimate?.()) || {}), is_kept: Boolean(await navigator.storage?.persisted?.()) };
}

async function isReady() {
  const { person, kept } = await whose(connection);
  return Boolean(person && kept);
}

/** @param {Request} request @param {boolean} [keeps] what is fetched is kept for the next time */
async function fromCache(request, keeps = false) {
  // Asked for by its name alone a file is found at once; to pass over the search of an address every file is looked at.
  const path = new URL(request.url).pathname;
  const kept = await caches.match(path, { cacheName: CACHE });
  if (kept) return kept;
  const answer = await fetch(request);
  if (keeps && answer.status === 200) await (await caches.open(CACHE)).put(path, answer.clone());
  return answer;
}

/** What a first visit over a thin line should not wait for; each is kept by itself, and what fails is tried another time. @param {(path: string) => boolean} fits */
async function fetchLater(fits) {
  const isKept = (/** @type {string} */ path) => caches.match(path, { cacheName: CACHE });
  for (const path of later.filter(fits)) {
    if (!(await isKept(path))) await fromCache(new Request(path, { cache: 'no-cache' }), true).catch(() => undefined);
  }
}

/** A browser that reads QR codes itself needs no reader. */
async function fetchReader() {
  const formats = await worker.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!formats?.includes('qr_code')) await fetchLater((path) => READER.test(path));
}

/** A version that takes over without a line has what the one before it had. */
async function keepLater() {
  if ((await caches.keys()).some((name) => name.startsWith('sanbao-') && name !== CACHE)) await fetchLater(() => true);
}

/** The phone's own copy, or the server's once it has the photo. @param {Request} request */
async function photo(request) {
  const local = await server(new Request(request.url));
  return local.ok ? local : fetch(request);
}

/** @param {string[]} [wanted] */
async function precache(wanted = paths) {
  const cache = await caches.open(CACHE);
  // The page has just fetched most of these: ask whether they changed, don't fetch them twice.
  await cache.addAll(wanted.map((path) => new Request(path, { cache: 'no-cache' })));
}

/** Whether the app would open here with no line, and what it lacks if not. Missing files are fetched again where there is one. */
async function verify() {
  const { person } = await whose(connection);
  const kept = person && (await connection.read(['snapshots'], (transaction) => readSnapshot(transaction, person.id)));
  let missing = await missingFiles();
  if (missing.length) {
    await precache(missing).catch(() => undefined);
    missing = await missingFiles();
  }
  const opens = async () => (await server(new Request('/inspect/'))).status === 200;
  const lack = missing.length ? 'files' : !kept ? 'list' : (await opens()) ? '' : 'page';
  return { person: person ? person.id : '', lack };
}

/** Files of this version that the browser does not hold. @returns {Promise<string[]>} */
async function missingFiles() {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  return paths.filter((path) => !kept.has(path));
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith('sanbao-') && name !== CACHE) await caches.delete(name);
  await worker.clients.claim();
}

async function send() {
  const reports = await sendAll({ connection, fetch: self.fetch.bind(self), now: Date.now, onProgress: () => undefined });
  // The browser tries again by itself when this fails.
  if (reports && reports.some(({ stopped }) => stopped)) throw new Error('the line is gone again');
}
