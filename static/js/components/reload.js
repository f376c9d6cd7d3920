// @ts-check
/** Looks again after `data-reload` milliseconds; without it there is a link to do so. */

const waiting = /** @type {HTMLElement | null} */ (document.querySelector('[data-reload]'));
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.reload));
