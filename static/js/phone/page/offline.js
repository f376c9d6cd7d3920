/** Installs the worker that opens the app without a line, has it verified that it would, and lets a new version in when nothing is open. */

/** @import {Verified} from '../store/settings.js' */
/** @typedef {Pick<Verified, 'person' | 'lack'>} Found */

const WORKER = '/inspect/sw.js';
const TAKE_OVER = 'take-over';
const FETCH_LATER = 'fetch-later';
const FETCH_READER = 'fetch-reader';
const VERIFY = 'verify';
// A phone that was ready before need not be asked at once; one that lacks something is asked again this often.
const CALM = 20_000;
const PATIENCE = 15_000;

/**
 * @typedef {object} Watcher
 * @property {() => Promise<boolean>} hasDrafts
 * @property {() => Promise<boolean>} isVerified
 * @property {(found: Found) => Promise<void>} onVerified
 * @property {() => void} onUpdate
 * @property {() => void} onRefused this browser has no workers, or refuses ours
 */

/** @param {Watcher} watcher */
export async function installWorker({ hasDrafts, isVerified, onVerified, onUpdate, onRefused }) {
  const { serviceWorker } = navigator;
  // A browser that refuses workers still keeps every tap in the page; it only does not open without a line.
  if (!serviceWorker) return onRefused();
  const wasControlled = Boolean(serviceWorker.controller);
  // Any other error is the line's, and says nothing about the browser.
  const refused = (/** @type {Error} */ { name }) => (name === 'SecurityError' ? onRefused() : undefined);
  const registration = await serviceWorker.register(WORKER, { scope: '/inspect/' }).catch(refused);
  if (!registration) return;
  const offer = async () => {
    if (!registration.waiting || !wasControlled) return;
    // Two versions must not work on one inspection: while a draft is open the inspector decides.
    if (await hasDrafts()) onUpdate();
    else registration.waiting.postMessage(TAKE_OVER);
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  if (wasControlled) serviceWorker.addEventListener('controllerchange', () => location.reload());
  watchUpdate(registration);
  await offer();
  await serviceWorker.ready;
  const verify = async () => {
    const found = registration.active && (await ask(registration.active));
    if (found) await onVerified(found);
    if (found && !found.lack) fetchLater(registration);
    // What was missing is being fetched meanwhile, if there is a line.
    if (!(await isVerified())) setTimeout(verify, CALM);
  };
  setTimeout(verify, (await isVerified()) ? CALM : 0);
}

/** What the first load did without; then the reader of QR codes, the largest. @param {ServiceWorkerRegistration} registration */
function fetchLater({ active }) {
  active?.postMessage(FETCH_LATER);
  active?.postMessage(FETCH_READER);
}

/** Only the worker that would open the app can say whether it would. @param {ServiceWorker} worker @returns {Promise<Found | null>} null when it says nothing */
function ask(worker) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(VERIFY, [port2]);
    setTimeout(() => resolve(null), PATIENCE);
  });
}

/** @param {ServiceWorkerRegistration} registration */
function watchUpdate(registration) {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-act=update]') || !registration.waiting) return;
    event.preventDefault();
    registration.waiting.postMessage(TAKE_OVER);
  }, true);
}

/** Lets the browser send when the line comes back after the page is closed, where it can. */
export async function sendInBackground() {
  const registration = await navigator.serviceWorker?.getRegistration('/inspect/');
  const sync = /** @type {any} */ (registration)?.sync;
  if (sync) await sync.register('outbox').catch(() => undefined);
}
