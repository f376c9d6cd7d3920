/** The page's part: makes the phone its own server when the browser can, and leaves everything to Flask when not. */

import { knows, makeConnection, makeLocalServer, makeSending, readLook, readSetting, saveLook } from './local.js';
import { returnToItem, watchArrivals } from './page/arrive.js';
import { bridge } from './page/bridge.js';
import { shrink, watchCamera } from './page/camera.js';
import { keepBeforeFiles } from './page/files.js';
import { askForPlace, focusSearch, showPlace } from './page/find.js';
import { painted } from './page/frame.js';
import { keepFresh } from './page/fresh.js';
import { guardNewPages } from './page/guard.js';
import { lookOfPage, rememberLook } from './page/look.js';
import { installWorker, sendInBackground } from './page/offline.js';
import { makePerson } from './page/person.js';
import { showPictures } from './page/pictures.js';
import { makePosition } from './page/position.js';
import { makeReady } from './page/ready.js';
import { makeRoom } from './page/room.js';
import { watchForScan } from './page/scan.js';
import { showTapsFirst } from './page/taps.js';
import { isAble, isLocalPage, loadHtmx, swapPage, tellUnstored, whileInert } from './page/start.js';

/** @import {Change} from './visit.js' */

// For the store to open, on the slowest phone.
const PATIENCE = 8000;

const fresh = keepFresh(dressAnew);
const connection = makeConnection();
/** @type {Set<string>} */
const notices = new Set();
const randomBytes = (/** @type {number} */ count) => crypto.getRandomValues(new Uint8Array(count));
const onLeft = () => location.assign('/inspect/');
const desk = { connection, onLeft, fetch: self.fetch.bind(self), now: Date.now, randomBytes, name: navigator.platform || 'phone' };
const isOnline = () => navigator.onLine;
const sending = makeSending({ ...desk, isOnline, random: Math.random, onProgress: () => { fresh.refresh(); fresh.tell('sent'); } });
const room = makeRoom(navigator.storage, (isLow) => note('low', isLow), () => fresh.refresh(true));
const position = makePosition(navigator.geolocation, Date.now, showPlace(() => fresh.refresh()));
const person = makePerson(desk, () => sending.run());
const ready = makeReady(connection, note, () => sending.run());
const RESCUE = '/static/dist/rescue.js';
const server = makeLocalServer({
  connection, shrink, storage: room.storage, changed, sending: sending.status, isOnline, notices: () => [...notices],
  position: position.latest, locating: position.state, rescue: () => import(RESCUE),
});

/** @param {Change} what */
function changed(what) {
  if (what === 'full') {
    room.full();
    return;
  }
  fresh.tell(what);
  // Said once: whoever goes to work has read it.
  notices.delete('ready');
  if (what === 'look') dressAnew().catch(console.error);
  else room.measure();
  if (what === 'draft' || what === 'look') return;
  sending.run(what === 'photos');
  sendInBackground().catch(console.error);
}

/** What the page has to say above itself, or no longer. @param {string} notice @param {boolean} [holds] */
function note(notice, holds = true) {
  if (notices.has(notice) === holds) return;
  if (holds) notices.add(notice);
  else notices.delete(notice);
  fresh.refresh();
}

/** Theme, size and language stand on <html>, which htmx does not swap; it must also work where no worker answers a reload. */
async function dressAnew() {
  rememberLook(await connection.read(['settings'], readLook));
  await swapPage(server);
}

/** A browser may refuse its store by an error, or by never opening it. */
async function isStoring() {
  const opened = connection.read(['settings'], readLook).then(() => true).catch(console.error);
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  return Boolean(await Promise.race([opened, late]));
}

/** A phone's first look is that of the page Flask made; afterwards the phone decides. */
async function settleLook() {
  const isChosen = await connection.read(['settings'], (transaction) => readSetting(transaction, 'look'));
  if (!isChosen) await connection.write(['settings'], (transaction) => saveLook(transaction, lookOfPage()));
  rememberLook(await connection.read(['settings'], readLook));
}

/** The browser is asked to keep the store, on a tap and without waiting: Firefox never answers. */
function askToKeep() {
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-act=keep]')) room.ask();
  });
  document.addEventListener('click', () => { painted().then(() => navigator.storage?.persist?.()); }, { once: true });
}

/** From here on htmx asks the phone. */
function takeUp() {
  bridge(server);
  return loadHtmx();
}

/** What a page of the phone's own does once it can be used. */
async function settleLocalPage() {
  if (!isLocalPage()) return;
  await person.settle();
  await settleLook();
}

async function start() {
  if (!knows('GET', location.pathname)) return;
  // An address without https is told by Flask.
  if (!isAble()) return self.isSecureContext && tellUnstored();
  person.watchSignOut();
  askForPlace(position.follow);
  await whileInert(async () => {
    if (isLocalPage()) return takeUp();
    if (!(await isStoring())) return tellUnstored();
    if (!(await person.settle())) return;
    await settleLook();
    await takeUp();
    await swapPage(server);
  });
  if (!window.htmx) return;
  guardNewPages(() => performance.now());
  showPictures(server);
  showTapsFirst();
  focusSearch();
  watchArrivals();
  watchCamera(server, () => fresh.refresh(true));
  keepBeforeFiles(server);
  watchForScan();
  returnToItem();
  // Only iOS tells this; there a page that is not on the home screen loses its data after a week.
  if (/** @type {any} */ (navigator).standalone === false) notices.add('install');
  askToKeep();
  // WebKit puts a page aside in the middle of a transaction, which may keep the next page from writing.
  window.addEventListener('pagehide', (event) => { if (event.persisted) connection.letGo(); });
  for (const event of ['online', 'pageshow']) window.addEventListener(event, () => sending.run());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) sending.run(); });
  await settleLocalPage();
  sending.run();
  room.measure();
  await installWorker({ ...ready, hasDrafts: person.hasDrafts, onUpdate: () => note('update'), onRefused: () => note('no_worker') });
  await connection.holdReserve();
}

start();
