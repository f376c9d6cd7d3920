/** Lets the phone's own server answer every htmx request below /inspect/. */

import { painted } from './frame.js';
import { localRequest } from './request.js';

// What an address carries for one answer only; the history keeps the plain one.
const ONCE = ['saved', 'withdrawn', 'deed'];
// Going back or refreshing makes no new entry: it would cut off the way forward.
const STAYING = ['HX-History-Restore-Request', 'Sanbao-Refresh'];

/**
 * A fetch for htmx: follows the local server's redirects and tells htmx where it ended.
 * @param {(request: Request) => Promise<Response>} server
 * @param {Event} [tap] what it comes of; one that was on the screen for a frame waits for no other
 */
export function localFetch(server, tap) {
  /** @param {string} action @param {RequestInit} options @returns {Promise<Response>} */
  return async (action, { method, headers, body }) => {
    const start = new URL(action, location.href);
    if (!(/** @type {CustomEvent | undefined} */ (tap)?.detail?.isSeen)) await painted();
    let response = await server(localRequest(start, { method, headers, body }));
    let url = start;
    for (let hops = 0; response.status === 303 && hops < 5; hops += 1) {
      url = new URL(String(response.headers.get('Location')), url);
      response = await server(new Request(url, { headers }));
    }
    if (url !== start) response.headers.set(isStaying(headers) || isHere(url) ? 'HX-Replace-Url' : 'HX-Push-Url', plain(url));
    return response;
  };
}

/** @param {HeadersInit | undefined} headers */
function isStaying(headers) {
  const sent = new Headers(headers);
  return STAYING.some((name) => sent.has(name));
}

/** The same page again is no step that "back" could undo. @param {URL} url */
function isHere(url) {
  return plain(url) === location.pathname + location.search;
}

/** @param {URL} url */
function plain(url) {
  const kept = new URL(url);
  for (const name of ONCE) kept.searchParams.delete(name);
  return kept.pathname + kept.search;
}

/** An item posts its own fields only; the draft it begins is the one that the page names. Files lose their time on the way. @param {{method: string, body: FormData}} request */
function nameDraft({ method, body }) {
  if (method !== 'POST') return;
  const hidden = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('#check input[type=hidden]'));
  for (const { name, value } of hidden) if (!body.has(name)) body.append(name, value);
  for (const [name, value] of [...body]) if (value instanceof File) body.append(`${name}-at`, String(value.lastModified));
}

/** @param {(request: Request) => Promise<Response>} server */
export function bridge(server) {
  document.addEventListener('htmx:config:request', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    const url = new URL(ctx.request.action, location.href);
    if (url.origin === location.origin && url.pathname.startsWith('/inspect/')) {
      ctx.fetch = localFetch(server, ctx.sourceEvent);
      nameDraft(ctx.request);
    } else if (ctx.request.method === 'GET') {
      // Other parts of the site are other pages, with scripts and styles of their own.
      event.preventDefault();
      location.assign(url);
    }
  });
}
