/** Keeps what is shown fresh: other tabs, the sending, and a page that comes back out of the browser's cache. */

/** @import {Change} from '../visit.js' */

const CHANNEL = 'sanbao';
const READ_ONLY = /^\/inspect\/((outbox|checks\/[^/]+)\/)?$/;
const CALM = 400;

/** @returns {{tell: (what: Change) => void, refresh: () => void}} */
export function keepFresh() {
  const channel = 'BroadcastChannel' in self ? new BroadcastChannel(CHANNEL) : null;
  let timer = 0;
  const refresh = () => {
    clearTimeout(timer);
    timer = window.setTimeout(reload, CALM);
  };
  if (channel) channel.onmessage = () => (document.hidden || isReadOnly() ? reload(true) : undefined);
  window.addEventListener('pageshow', (event) => { if (event.persisted) reload(true); });
  for (const change of ['online', 'offline']) window.addEventListener(change, refresh);
  return { tell: (what) => channel?.postMessage(what), refresh };
}

/** @param {boolean} [always] also while a form is on the page */
function reload(always = false) {
  if (!window.htmx || !(always || isReadOnly()) || isTyping()) return;
  const swap = isReadOnly() ? 'outerMorph' : 'outerHTML';
  window.htmx.ajax('GET', location.pathname + location.search, { target: '#page', select: '#page', swap });
}

function isReadOnly() {
  return READ_ONLY.test(location.pathname);
}

/** Nothing is taken away from under somebody who is writing. */
function isTyping() {
  return Boolean(document.activeElement && document.activeElement.matches('input[type=search], input[type=text], textarea'));
}
