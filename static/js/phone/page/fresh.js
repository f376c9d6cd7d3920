/** Keeps what is shown fresh: other tabs, the sending, and a page that comes back out of the browser's cache. */

/** @import {Change} from '../visit.js' */

const CHANNEL = 'sanbao';
const READ_ONLY = /^\/inspect\/((outbox|nearby|map|checks\/[^/]+)\/)?$/;
const CALM = 400;
const REFRESH = 'Sanbao-Refresh';

/** @param {() => void} onLook another tab chose how pages look @returns {{tell: (what: Change | 'sent') => void, refresh: (isOutdated?: boolean) => void}} */
export function keepFresh(onLook) {
  const channel = 'BroadcastChannel' in self ? new BroadcastChannel(CHANNEL) : null;
  let timer = 0;
  let isStale = false;
  const refresh = (isOutdated = false) => {
    clearTimeout(timer);
    isStale = isStale || isOutdated;
    // A form in a hidden tab, or filled in further in another, is stale; one under the finger stays as it is.
    timer = window.setTimeout(() => {
      reload(isStale || document.hidden);
      isStale = false;
    }, CALM);
  };
  if (channel) channel.onmessage = ({ data }) => (data === 'look' ? onLook() : refresh(data === 'draft' || data === 'saved'));
  window.addEventListener('pageshow', (event) => { if (event.persisted) comeBack(); });
  document.addEventListener('htmx:before:swap', keepToast);
  for (const change of ['online', 'offline']) window.addEventListener(change, () => refresh());
  return { tell: (what) => channel?.postMessage(what), refresh };
}

/** What a page was waiting for when it was set aside may never come: where the worker would make it anew, that is surest. */
function comeBack() {
  if (navigator.serviceWorker?.controller) location.reload();
  else reload(true);
}

/** @param {boolean} [always] also while a form is on the page */
function reload(always = false) {
  if (!window.htmx || !(always || isReadOnly()) || isTyping()) return;
  const swap = isReadOnly() ? 'outerMorph' : 'outerHTML';
  window.htmx.ajax('GET', location.pathname + location.search, { target: '#page', select: '#page', swap, headers: { [REFRESH]: 'true' } });
}

/** A page refreshed behind the inspector's back must not take the toast with its undo away. @param {Event} event */
function keepToast(event) {
  const { ctx, tasks } = /** @type {CustomEvent} */ (event).detail;
  const isToast = (/** @type {{type: string, target: Element}} */ { type, target }) => type === 'oob' && target.id === 'toast';
  const place = ctx.request?.headers?.[REFRESH] ? tasks.findIndex(isToast) : -1;
  if (place >= 0) tasks.splice(place, 1);
}

function isReadOnly() {
  return READ_ONLY.test(location.pathname);
}

/** Nothing is taken away from under somebody who is writing. */
function isTyping() {
  return Boolean(document.activeElement && document.activeElement.matches('input[type=search], input[type=text], textarea'));
}
