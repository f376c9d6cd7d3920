/** The camera that looks for a door plate: on while its page is seen, released as soon as it is not. */

import { read } from './reading.js';

const EVERY = 250; // milliseconds between two looks
const SIDE = 800;
const PHOTO_SIDE = 1600;
// The same plate still in view is not refused again and again.
const PATIENCE = 4000;
const WISH = { video: { facingMode: 'environment', width: { ideal: 1280 } } };

/** @type {HTMLElement | null} */
let place = null;
/** @type {MediaStream | null} */
let stream = null;
let timer = 0;
let last = { text: '', at: -PATIENCE };

/** Follows the page: whoever swaps it in or out need not know of the camera. */
export function watchScanner() {
  // Not on the element itself: htmx puts back the attributes that an element came with.
  document.documentElement.dataset.scans = '';
  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
  document.addEventListener('visibilitychange', () => { if (document.hidden) stop(); else if (place) begin(place); });
  window.addEventListener('pagehide', stop);
  document.addEventListener('change', ({ target }) => { if (target instanceof HTMLInputElement && target.id === 'plate-photo') readPhoto(target); });
  follow();
}

function follow() {
  const found = document.getElementById('scan');
  if (found === place) return;
  place = found;
  if (place) begin(place);
  else stop();
}

function stop() {
  clearTimeout(timer);
  for (const track of stream?.getTracks() || []) track.stop();
  stream = null;
}

/** @param {HTMLElement} here */
async function begin(here) {
  if (document.hidden) return;
  const video = /** @type {HTMLVideoElement} */ (here.querySelector('video'));
  try {
    const made = stream || (await navigator.mediaDevices.getUserMedia(WISH));
    // The page may have gone while the permission was asked for.
    if (here !== place || document.hidden) return void made.getTracks().forEach((track) => track.stop());
    stream = made;
    video.srcObject = stream;
    await video.play();
    say('looking');
    look(video);
  } catch (error) {
    if (here === place) say(/** @type {DOMException} */ (error).name === 'NotAllowedError' ? 'denied' : 'none');
  }
}

/** One look after another, never two at once. @param {HTMLVideoElement} video */
function look(video) {
  clearTimeout(timer);
  timer = window.setTimeout(async () => {
    if (!stream || !video.isConnected) return;
    try {
      const [text] = video.readyState >= 2 ? await read(video, SIDE) : [];
      if (!video.isConnected) return;
      if (text) open(text);
      look(video);
    } catch (error) {
      stop();
      say('unready');
    }
  }, EVERY);
}

/** @param {HTMLInputElement} input */
async function readPhoto(input) {
  const [file] = input.files || [];
  input.value = '';
  if (!file) return;
  try {
    const picture = await createImageBitmap(file);
    const [text] = await read(picture, PHOTO_SIDE).finally(() => picture.close());
    last = { text: '', at: -PATIENCE };
    if (text) open(text);
    else say('unread');
  } catch (error) {
    say(/** @type {Error} */ (error).name === 'InvalidStateError' ? 'unread' : 'unready');
  }
}

/** @param {string} text what the plate says */
function open(text) {
  const now = performance.now();
  if (text === last.text && now - last.at < PATIENCE) return;
  last = { text, at: now };
  window.htmx?.ajax('GET', `/inspect/scan/?plate=${encodeURIComponent(text)}`, { target: '#page', select: '#page', swap: 'outerHTML' });
}

/** The template has the words for every case. @param {string} what */
function say(what) {
  for (const words of document.querySelectorAll('[data-say]')) /** @type {HTMLElement} */ (words).hidden = /** @type {HTMLElement} */ (words).dataset.say !== what;
}
