/** The worker's part: opens the app without a line. It answers GET only, because WebKit loses bodies on the way through. */

import { paths, version } from 'sanbao:assets';
import { knows, makeConnection, makeLocalServer, sendAll, whose } from './local.js';

const worker = /** @type {any} */ (self);
const CACHE = `sanbao-${version}`;
const PATIENCE = 4000;
const PHOTO = /^\/inspect\/photos\/[0-9a-f]{64}$/;

const connection = makeConnection();
const server = makeLocalServer({
  connection,
  isOnline: () => navigator.onLine,
  notices: () => [],
  sending: () => ({ busy: false, retry_at: 0 }),
  storage: async () => ({ used: (await navigator.storage.estimate()).usage || 0, is_kept: await navigator.storage.persisted() }),
  shrink: async (file) => ({ data: await file.arrayBuffer(), type: file.type }),
  changed: () => undefined,
});

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(precache()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(takeOver()));
worker.addEventListener('message', (/** @type {MessageEvent} */ event) => { if (event.data === 'take-over') worker.skipWaiting(); });
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
  if (PHOTO.test(pathname)) return photo(request);
  return request.mode === 'navigate' && knows('GET', pathname) ? navigation(request) : null;
}

/** After signing in Flask's page must say who it is; before there is data here, only Flask has it. @param {Request} request */
async function navigation(request) {
  const ready = await isReady();
  if (ready && !comesFromSignIn(request)) return server(request);
  const fallback = () => server(request);
  // A reload still names the sign-in page it once came from: a line that says nothing must not hold it up.
  return Promise.race([fetch(request).catch(fallback), ...(ready ? [wait(PATIENCE).then(fallback)] : [])]);
}

/** @param {number} time */
function wait(time) {
  return new Promise((resolve) => { setTimeout(resolve, time); });
}

/** @param {Request} request */
function comesFromSignIn({ referrer }) {
  return Boolean(referrer) && new URL(referrer).pathname.startsWith('/auth/');
}

async function isReady() {
  const { person, kept } = await whose(connection);
  return Boolean(person && kept);
}

/** @param {Request} request */
async function fromCache(request) {
  return (await caches.match(request, { cacheName: CACHE, ignoreSearch: true })) || fetch(request);
}

/** The phone's own copy, or the server's once it has the photo. @param {Request} request */
async function photo(request) {
  const local = await server(new Request(request.url));
  return local.ok ? local : fetch(request);
}

async function precache() {
  const cache = await caches.open(CACHE);
  // The page has just fetched most of these: ask whether they changed, don't fetch them twice.
  await cache.addAll(paths.map((path) => new Request(path, { cache: 'no-cache' })));
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
