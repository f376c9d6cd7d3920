/** A tapped answer is seen before htmx begins to work on it, and is handed on before anything that comes after it. */

import { painted } from './frame.js';

// Whatever is tapped or typed next, and an answer that is about to take the place of what was tapped.
const NEXT = ['click', 'keydown', 'submit', 'pagehide', 'htmx:before:swap'];

export function showTapsFirst() {
  /** @type {HTMLInputElement[]} */
  const waiting = [];
  const handOn = () => {
    for (const input of waiting.splice(0)) input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  document.addEventListener('change', (event) => {
    const input = event.target;
    if (!event.isTrusted || !(input instanceof HTMLInputElement) || input.type !== 'radio') return;
    event.stopImmediatePropagation();
    waiting.push(input);
    painted().then(handOn);
  }, true);
  for (const type of NEXT) window.addEventListener(type, handOn, true);
}
