/** A second tap meant for the last page must not save the next courtyard unseen. */

const UNSEEN = 600;

/** @param {() => number} now milliseconds that only grow */
export function guardNewPages(now) {
  let arrived = -UNSEEN;
  document.addEventListener('htmx:after:swap', (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    // Only the answer that leads on to another address is a page the finger has not seen.
    if (ctx.hx?.pushurl) arrived = now();
  });
  const refuse = (/** @type {Event} */ event) => {
    // The undo in the toast belongs to the page before: it may be tapped at once.
    if (now() - arrived >= UNSEEN || (event.target instanceof Element && event.target.closest('#toast'))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // In the capture phase, so that it comes before htmx's own listener on the form.
  document.addEventListener('submit', refuse, true);
}
