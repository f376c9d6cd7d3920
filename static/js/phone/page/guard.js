/** A second tap meant for the last page must not save the next courtyard unseen. */

const UNSEEN = 600;

/** @param {() => number} now milliseconds that only grow */
export function guardNewPages(now) {
  let arrived = -UNSEEN;
  document.addEventListener('htmx:after:swap', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (ctx.request && ctx.select === '#page' && ctx.request.method === 'POST') arrived = now();
  });
  const refuse = (/** @type {Event} */ event) => {
    if (now() - arrived >= UNSEEN) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // In the capture phase, so that it comes before htmx's own listener on the form.
  document.addEventListener('submit', refuse, true);
}
