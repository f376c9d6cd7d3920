/** The order in which a page comes to life: person, data, htmx, the local page, and only then the finger. */

import { takeFrame } from './look.js';

const HTMX = '/static/vendor/htmx.min.js';

/** Whether this browser can be its own server at all. */
export function isAble() {
  return Boolean(self.isSecureContext && self.indexedDB && self.crypto && crypto.subtle);
}

/** Flask's forms work without the phone's store; whoever fills them in has to know where it goes. */
export function tellUnstored() {
  document.getElementById('unstored')?.removeAttribute('hidden');
}

/** Whether the worker has answered with the phone's own page already. Swaps leave <body> as it came. */
export function isLocalPage() {
  return document.body.dataset.host === 'phone';
}

/** Loads htmx only now, so that no link is answered twice. @returns {Promise<void>} */
export function loadHtmx() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = HTMX;
    script.onload = () => (window.htmx ? resolve() : reject(new Error('htmx does not run here')));
    script.onerror = () => reject(new Error('htmx could not be had'));
    document.head.append(script);
  });
}

/** Nobody can tap what is about to be swapped, or what only htmx can keep; the phone's own list can be tapped at once. @param {() => Promise<void>} work */
export async function whileInert(work) {
  const page = () => document.querySelector('#page');
  if (!isLocalPage() || document.querySelector('[hx-post], [method=post]')) page()?.setAttribute('inert', '');
  try {
    await work();
  } finally {
    page()?.removeAttribute('inert');
  }
}

/**
 * Puts the local server's page in the place of Flask's.
 * @param {(request: Request) => Promise<Response>} server
 */
export async function swapPage(server) {
  const answer = await server(new Request(location.href));
  if (answer.status === 303) return location.replace(String(answer.headers.get('Location')));
  const made = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ['page', 'toast']) {
    const [before, after] = [document.getElementById(id), made.getElementById(id)];
    if (before && after) before.replaceWith(document.adoptNode(after));
  }
  takeFrame(made);
  window.htmx?.process(document.body);
}

