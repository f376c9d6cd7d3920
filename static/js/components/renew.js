// @ts-check
/**
 * Keeps the part `[data-renew]` of a page as the server has it now, asking every so many seconds. When the line fails,
 * what stands there stays, and it is asked again. Without this script the page loads itself anew.
 */

const part = /** @type {HTMLElement | null} */ (document.querySelector("[data-renew]"));

/** @param {HTMLElement} old @returns {Promise<HTMLElement>} what stands there now */
async function renewed(old) {
  const answer = await fetch(location.href);
  if (!answer.ok) return old;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(old.id);
  if (!fresh) return old;
  old.replaceWith(fresh);
  return fresh;
}

/** @param {HTMLElement} shown @param {number} wait in milliseconds */
function keep(shown, wait) {
  setTimeout(async () => keep(await renewed(shown).catch(() => shown), wait), wait);
}

if (part) keep(part, Number(part.dataset.renew) * 1000);
