/** The page's part: makes the phone its own server when the browser can, and leaves everything to Flask when not. */

import { knows, leave, makeConnection, makeLocalServer, makeSending, readDrafts, readLook, saveLook, readSetting, settlePerson, whose } from './local.js';
import { shrink } from './camera.js';
import { bridge } from './page/bridge.js';
import { focusSearch } from './page/find.js';
import { keepFresh } from './page/fresh.js';
import { guardNewPages } from './page/guard.js';
import { lookOfPage, rememberLook } from './page/look.js';
import { installWorker, sendInBackground } from './page/offline.js';
import { showPictures } from './page/pictures.js';
import { makePosition } from './page/position.js';
import { isAble, isLocalPage, loadHtmx, swapPage, tellUnstored, whileInert } from './page/start.js';

/** @import {Change} from './visit.js' */

// For the store to open, on the slowest phone.
const PATIENCE = 8000;

const connection = makeConnection();
const fresh = keepFresh();
/** @type {Set<string>} */
const notices = new Set();
const randomBytes = (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count));
const onLeft = () => location.assign('/inspect/');
const desk = { connection, onLeft, fetch: self.fetch.bind(self), now: Date.now, randomBytes, name: navigator.platform || 'phone' };
const isOnline = () => navigator.onLine;
const sending = makeSending({ ...desk, isOnline, random: Math.random, onProgress: () => { fresh.refresh(); fresh.tell('sent'); } });
const position = makePosition(navigator.geolocation, Date.now, () => undefined);
const server = makeLocalServer({
  connection, shrink, storage, changed, sending: sending.status, isOnline, notices: () => [...notices], position: position.latest,
});

async function storage() {
  const { usage = 0 } = (await navigator.storage?.estimate?.()) || {};
  const isKept = Boolean(await Promise.race([navigator.storage?.persisted?.(), wait(200)]));
  return { used: usage, is_kept: isKept };
}

/** @param {Change} what */
function changed(what) {
  fresh.tell(what);
  // Said once: whoever goes to work has read it.
  notices.delete('ready');
  if (what === 'draft' || what === 'look') return;
  sending.run();
  sendInBackground();
}

/** @param {number} time @returns {Promise<undefined>} */
function wait(time) {
  return new Promise((resolve) => { setTimeout(resolve, time); });
}

/** What the page has to say above itself, from now on. @param {string} notice */
function tell(notice) {
  notices.add(notice);
  fresh.refresh();
}

/** A browser may refuse its store by an error, or by never opening it. */
async function isStoring() {
  const opened = connection.read(['settings'], readLook).then(() => true).catch(console.error);
  return Boolean(await Promise.race([opened, wait(PATIENCE)]));
}

/** Who is here, and is there enough on the phone to work with? */
async function settle() {
  const person = await settlePerson(desk, document.body.dataset.person || '');
  if (!person) return false;
  if (!(await whose(connection)).kept) await sending.run();
  return Boolean((await whose(connection)).kept);
}

/** A phone's first look is that of the page Flask made; afterwards the phone decides. */
async function settleLook() {
  const isChosen = await connection.read(['settings'], (transaction) => readSetting(transaction, 'look'));
  if (!isChosen) await connection.write(['settings'], (transaction) => saveLook(transaction, lookOfPage()));
  rememberLook(await connection.read(['settings'], readLook));
}

async function hasDrafts() {
  const { person } = await whose(connection);
  return person ? (await connection.read(['drafts'], (transaction) => readDrafts(transaction, person.id))).length > 0 : false;
}

/** The browser is asked to keep the store, on a tap and without waiting: Firefox never answers. */
function askToKeep() {
  document.addEventListener('click', () => { navigator.storage?.persist?.(); }, { once: true });
}

/** Signing out hides the data here first, so that it also works without a line. */
function watchSignOut() {
  document.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (new URL(form.action).pathname !== '/auth/sign-out') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    whose(connection)
      .then(({ person }) => leave(desk, person ? person.id : ''))
      .then(onLeft)
      .catch(() => form.submit());
  }, true);
}

/** From here on htmx asks the phone. */
function takeUp() {
  bridge(server);
  return loadHtmx();
}

/** What a page of the phone's own does once it can be used. */
async function settleLocalPage() {
  if (!isLocalPage()) return;
  await settle();
  await settleLook();
}

async function start() {
  if (!knows('GET', location.pathname)) return;
  // An address without https is told by Flask.
  if (!isAble()) return self.isSecureContext && tellUnstored();
  watchSignOut();
  await whileInert(async () => {
    if (isLocalPage()) return takeUp();
    if (!(await isStoring())) return tellUnstored();
    if (!(await settle())) return;
    await settleLook();
    await takeUp();
    await swapPage(server);
  });
  if (!window.htmx) return;
  guardNewPages(() => performance.now());
  showPictures(server);
  focusSearch();
  // Only iOS tells this; there a page that is not on the home screen loses its data after a week.
  if (/** @type {any} */ (navigator).standalone === false) notices.add('install');
  askToKeep();
  // WebKit puts a page aside in the middle of a transaction, which may keep the next page from writing.
  window.addEventListener('pagehide', (event) => { if (event.persisted) connection.letGo(); });
  for (const event of ['online', 'pageshow']) window.addEventListener(event, () => sending.run());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) sending.run(); });
  await settleLocalPage();
  sending.run();
  await installWorker({ hasDrafts, tell });
}

start();
