/** The ways to a courtyard: the bar's search, and asking the phone where it is. */

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

/** Browsers ask for the permission only on a tap that is seen to need it. @param {() => void} follow */
export function askForPlace(follow) {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a[href="/inspect/nearby/"], [data-act=locate]')) follow();
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
