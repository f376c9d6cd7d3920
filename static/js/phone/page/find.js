/** The ways to a courtyard: the bar's search, and asking the phone where it is. */

import { painted } from './frame.js';

// A fix a second must not draw the page anew each second.
const OFTEN = 3000;
const SHOWS_PLACE = /^\/inspect\/(nearby|map)\/$/;

/** The bar's search opens with the finger ready to type. */
export function focusSearch() {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a[href="#find"]')) return;
    // The form is shown by its address, which changes only after this tap.
    setTimeout(() => document.getElementById('q')?.focus({ preventScroll: true }));
  });
}

/** Asked on a tap that is seen to need it: for what is near, or at a courtyard, where whoever taps is. @param {() => void} follow */
export function askForPlace(follow) {
  document.addEventListener('click', ({ target }) => {
    const isWish = target instanceof Element && target.closest('a[href="/inspect/nearby/"], [data-act=locate]');
    if (isWish || location.pathname.startsWith('/inspect/courtyards/')) painted().then(follow);
  }, true);
}

/** @param {() => void} refresh */
export function showPlace(refresh) {
  let shown = -OFTEN;
  let timer = 0;
  return () => {
    if (!SHOWS_PLACE.test(location.pathname)) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => { shown = performance.now(); refresh(); }, Math.max(0, shown + OFTEN - performance.now()));
  };
}
