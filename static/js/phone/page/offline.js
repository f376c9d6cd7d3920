/** Installs the worker that opens the app without a line, and lets a new version in when nothing is open. */

const WORKER = '/inspect/sw.js';
const TAKE_OVER = 'take-over';
const FETCH_LATER = 'fetch-later';
// The first visit's line belongs to the list and the outbox.
const CALM = 20_000;

/**
 * @param {{hasDrafts: () => Promise<boolean>, tell: (notice: 'ready' | 'update' | 'no_worker') => void}} page
 */
export async function installWorker({ hasDrafts, tell }) {
  const { serviceWorker } = navigator;
  // A browser that refuses workers still keeps every tap in the page; it only does not open without a line.
  if (!serviceWorker) return tell('no_worker');
  const wasControlled = Boolean(serviceWorker.controller);
  // Any other error is the line's, and says nothing about the browser.
  const refused = (/** @type {Error} */ { name }) => (name === 'SecurityError' ? tell('no_worker') : undefined);
  const registration = await serviceWorker.register(WORKER, { scope: '/inspect/' }).catch(refused);
  if (!registration) return;
  const offer = async () => {
    if (!registration.waiting || !wasControlled) return;
    // Two versions must not work on one inspection: while a draft is open the inspector decides.
    if (await hasDrafts()) tell('update');
    else registration.waiting.postMessage(TAKE_OVER);
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  if (wasControlled) serviceWorker.addEventListener('controllerchange', () => location.reload());
  watchUpdate(registration);
  setTimeout(() => registration.active?.postMessage(FETCH_LATER), CALM);
  await offer();
  if (wasControlled) return;
  await serviceWorker.ready;
  tell('ready');
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
