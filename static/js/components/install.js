// @ts-check
/** The welcome page of the phone app: the browser's own way to the home screen, where it offers one. Without it the words stand. */

/** @typedef {Event & {prompt: () => Promise<unknown>}} Offer */

const [place, done] = ["[data-install]", "[data-installed]"].map((name) => /** @type {HTMLElement} */ (document.querySelector(name)));
/** @type {Offer | null} */
let offer = null;

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = /** @type {Offer} */ (event);
  place.hidden = false;
});

place.addEventListener("click", () => {
  // An offer is good for one question.
  place.hidden = true;
  offer?.prompt();
});

window.addEventListener("appinstalled", () => {
  place.hidden = true;
  done.hidden = false;
});

// Older browsers offer it only where a worker is; and what the app needs is here before the first sign-in.
navigator.serviceWorker?.register("/inspect/sw.js", { scope: "/inspect/" }).catch(() => undefined);
