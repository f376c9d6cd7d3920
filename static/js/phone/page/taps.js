/** A tapped answer is seen before htmx begins to work on it, and is handed on before anything that comes after it. */

import { painted } from './frame.js';

// Whatever is tapped or typed next, an answer that is about to take the place of what was tapped, and a page that is
// left: once it is being unloaded nothing could be written any more.
const NEXT = ['click', 'keydown', 'submit', 'visibilitychange', 'htmx:before:swap'];

export function showTapsFirst() {
  /** @type {HTMLInputElement[]} */
  const waiting = [];
  const handOn = (isSeen = document.hidden) => {
    for (const input of waiting.splice(0)) input.dispatchEvent(new CustomEvent('change', { bubbles: true, detail: { isSeen } }));
  };
  document.addEventListener('change', (event) => {
    const input = event.target;
    if (!event.isTrusted || !(input instanceof HTMLInputElement) || input.type !== 'radio') return;
    event.stopImmediatePropagation();
    waiting.push(input);
    painted().then(() => handOn(true));
  }, true);
  for (const type of NEXT) window.addEventListener(type, () => handOn(), true);
}
