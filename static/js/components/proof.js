// @ts-check
/**
 * Recomputes the fingerprint of each publication from the household's own figures, and compares what is typed from paper
 * with what came out. The page holds every outcome in words; this shows the right one. Without it the numbers and the
 * steps by hand stand there.
 */

import { compare, rootOf } from './merkle.js';

/** Shows the words for this outcome and hides the others. @param {Element} place @param {string} outcome */
function tell(place, outcome) {
  for (const words of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll('[data-when]'))) {
    words.hidden = words.dataset.when !== outcome;
  }
}

/** Whether the numbers that were hashed are those that are read. @param {HTMLElement} place @param {import('./merkle.js').Shown} shown */
function isShown(place, { month, number, total, base, bonus }) {
  return place.dataset.figures === [month, number, total, base, bonus].map((each) => each ?? '').join(' ');
}

/** @param {HTMLElement} place @returns {Promise<string>} what came out, "" when nothing could be computed */
async function recompute(place) {
  if (!globalThis.crypto?.subtle) {
    tell(place, 'insecure');
    return '';
  }
  try {
    const answer = await fetch(place.dataset.proof ?? '', { credentials: 'same-origin' });
    const proof = await answer.json();
    const found = await rootOf(proof);
    const computed = place.querySelector('[data-computed]');
    if (computed) computed.textContent = found.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');
    tell(place, found === place.dataset.root && isShown(place, proof.shown) ? 'holds' : 'broken');
    return found;
  } catch {
    tell(place, 'away');
    return '';
  }
}

const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-proof]'));
const computed = Promise.all(Array.from(places, recompute));

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-compare]'));
const field = form?.querySelector('input');
if (form && field && globalThis.crypto?.subtle) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const roots = (await computed).filter(Boolean);
    if (!roots.length) return form.submit();
    const told = roots.map((root) => compare(field.value, root));
    tell(form, told.includes('same') ? 'same' : told[0]);
  });
}
