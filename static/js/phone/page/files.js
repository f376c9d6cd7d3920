/** A camera app or an album may cost the page its life: what is on it is kept before either opens. */

import { localRequest } from './request.js';

// A browser lets a script open them for some seconds after the tap, the strictest for one.
const PATIENCE = 800;

/** @param {(request: Request) => Promise<Response>} server */
export function keepBeforeFiles(server) {
  document.addEventListener('click', (event) => {
    const tile = event.isTrusted && event.target instanceof Element && event.target.closest('label[hx-post]');
    const input = tile && /** @type {HTMLInputElement | null} */ (tile.querySelector('input[type=file]'));
    if (!tile || !input) return;
    event.preventDefault();
    const open = () => input.click();
    // Whatever becomes of the keeping, the tap is answered.
    Promise.race([keepItem(server, String(tile.getAttribute('hx-post'))), wait(PATIENCE)]).then(open, open);
  }, true);
}

/** @param {(request: Request) => Promise<Response>} server @param {string} photos the address for the item's photos */
function keepItem(server, photos) {
  const body = new FormData(/** @type {HTMLFormElement} */ (document.getElementById('check')));
  return server(localRequest(new URL('..', new URL(photos, location.href)), { method: 'POST', body }));
}

/** @param {number} time */
function wait(time) {
  return new Promise((resolve) => { setTimeout(resolve, time); });
}
