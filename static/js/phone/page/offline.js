/** Installs the worker that opens the app without a line, and lets a new version in when nothing is open. */

const WORKER = '/inspect/sw.js';

/**
 * @param {{hasDrafts: () => Promise<boolean>, onReady: () => void}} page
 */
export async function installWorker({ hasDrafts, onReady }) {
  if (!('serviceWorker' in navigator)) return;
  const wasControlled = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker.register(WORKER, { scope: '/inspect/' });
  const takeOver = async () => {
    // Two versions must not work on one inspection: a new one waits until no draft is open.
    if (registration.waiting && wasControlled && !(await hasDrafts())) registration.waiting.postMessage('take-over');
  };
  await takeOver();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', takeOver));
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (wasControlled) location.reload(); });
  if (!wasControlled) {
    await navigator.serviceWorker.ready;
    onReady();
  }
}

/** Lets the browser send when the line comes back after the page is closed, where it can. */
export async function sendInBackground() {
  const registration = await navigator.serviceWorker?.getRegistration('/inspect/');
  const sync = /** @type {any} */ (registration)?.sync;
  if (sync) await sync.register('outbox').catch(() => undefined);
}
