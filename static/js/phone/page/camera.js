/** Brings the camera's own script only when there is a camera to open or a photo to make small. */

import { localRequest } from './request.js';

/** @import {Made} from '../visit.js' */
/** @typedef {(request: Request) => Promise<Response>} Server */

const SCRIPT = '/static/dist/camera.js';
const PARTIAL = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' };

/** @param {Blob} file @param {string[]} words @returns {Promise<Made | null>} */
export async function shrink(file, words) {
  return (await import(SCRIPT)).shrink(file, words);
}

/** @param {Server} server @param {() => void} late what to do when a photo was kept after its page had gone */
export function watchCamera(server, late) {
  // Before there is need of it: where no worker keeps it, the line may be gone by then.
  import(SCRIPT).catch(() => undefined);
  document.addEventListener('htmx:after:swap', async () => {
    const page = /** @type {HTMLElement | null} */ (document.querySelector('.camera:not([data-awake])'));
    if (!page) return;
    page.dataset.awake = '';
    const send = (/** @type {FormData} */ body) =>
      server(localRequest(String(page.dataset.shots), { method: 'POST', body, headers: PARTIAL }));
    try {
      (await import(SCRIPT)).openFinder(page, { send, show: (/** @type {Response} */ answer) => show(page, answer), late });
    } catch (error) {
      console.error(error);
      page.dataset.state = 'failed';
    }
  });
}

/** As htmx would have it. @param {HTMLElement} page @param {Response} answer */
async function show(page, answer) {
  const target = document.querySelector(answer.headers.get('HX-Retarget') || '#shots');
  const swap = answer.headers.get('HX-Reswap') || 'outerMorph';
  if (target) await window.htmx?.swap({ text: await answer.text(), target, swap, sourceElement: page });
}
