// @ts-check
/**
 * The review desk: the queue stays at the check that is shown, and keys press what they stand beside.
 *
 * A key presses the button, link or radio that carries it in `data-key`.
 * The letters stand beside the words on the page (A, R, U, J), so nobody has to learn them elsewhere.
 */

/** What takes typing; keys there are letters, not commands. */
const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select";

/**
 * @param {KeyboardEvent} event
 * @returns {HTMLElement | null} what the key stands for on this page
 */
function pressed(event) {
  const target = event.target;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return null;
  if (target instanceof Element && target.matches(TYPING)) return null;
  const key = event.key.toLowerCase();
  if (!/^[a-z1-9]$/.test(key)) return null;
  return document.querySelector(`[data-key="${key}"]`);
}

document.addEventListener("keydown", (event) => {
  const found = pressed(event);
  if (!found) return;
  event.preventDefault();
  found.click();
});

/** Brings the chosen check of the queue into view; the case beside it keeps its place. */
function reveal() {
  const chosen = document.querySelector(".queue [aria-current]");
  const queue = chosen?.closest(".queue");
  if (chosen instanceof HTMLElement && queue) queue.scrollTop = chosen.offsetTop - queue.clientHeight / 2;
}

reveal();
