/** The camera in the page: the picture, the shutter, and words for what may go wrong. */

import { LONGEST_SIDE, drawn, encode, release } from './shrink.js';

/** @typedef {{send: (form: FormData) => Promise<Response>, show: (answer: Response) => Promise<void>, late: () => void}} Desk */

const WANTED = { audio: false, video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1440 } } };
const QUALITY = 0.92;
const BACK_WITHIN = 1000;
/** Why there is no picture, by the browser's name for it. @type {Record<string, string>} */
const REASONS = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
};

/**
 * Brings a camera page to life; it ends by itself when the page is gone.
 * @param {HTMLElement} page
 * @param {Desk} desk
 */
export function openFinder(page, desk) {
  const video = /** @type {HTMLVideoElement} */ (page.querySelector('video'));
  const say = (/** @type {string} */ state) => { page.dataset.state = state; };
  const lens = makeLens(video, say);
  const roll = makeRoll(page, desk);
  const shoot = async () => {
    if (page.dataset.state !== 'live') return;
    answerTap(video);
    roll.add(frameOf(video), Date.now());
  };
  const leave = async (/** @type {HTMLAnchorElement} */ link) => {
    // A second tap would go back twice.
    if (page.dataset.leaving) return;
    page.dataset.leaving = 'true';
    link.setAttribute('aria-busy', 'true');
    await roll.settled();
    history.back();
    // The way back is the check page; should it not be, the link is.
    setTimeout(() => { if (page.isConnected) location.assign(link.href); }, BACK_WITHIN);
  };
  page.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest('[data-act=leave]'));
    if (target.closest('#shutter')) shoot();
    if (target.closest('[data-act=again]')) lens.open();
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    leave(link);
  }, true);
  watchOver(page, lens);
  lens.open();
}

/** The camera is on while the page is shown, and no longer. @param {HTMLElement} page @param {ReturnType<typeof makeLens>} lens */
function watchOver(page, lens) {
  const look = (/** @type {Event} */ { type }) => {
    if (page.isConnected && !document.hidden) {
      // Whoever comes back may have allowed it meanwhile.
      if (type === 'visibilitychange' && !lens.isOpen()) lens.open();
      return;
    }
    lens.close();
    if (!page.isConnected) for (const each of events) document.removeEventListener(each, look);
  };
  const events = ['visibilitychange', 'htmx:after:swap'];
  for (const each of events) document.addEventListener(each, look);
}

/** @param {HTMLVideoElement} video @param {(state: string) => void} say */
function makeLens(video, say) {
  /** @type {MediaStream | null} */
  let stream = null;
  let isAsked = false;
  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    video.srcObject = stream = null;
  };
  const open = async () => {
    if (isAsked) return;
    if (!navigator.mediaDevices?.getUserMedia) return say('missing');
    isAsked = true;
    close();
    say('opening');
    try {
      stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (!video.isConnected || document.hidden) return close();
      video.srcObject = stream;
      stream.getTracks()[0].addEventListener('ended', () => { close(); say('failed'); });
      await video.play();
      say('live');
    } catch (error) {
      close();
      say(REASONS[/** @type {Error} */ (error).name] || 'failed');
    } finally {
      isAsked = false;
    }
  };
  return { open, close, isOpen: () => Boolean(stream) || isAsked };
}

/** Shots are kept one after another; each shows when it is kept. @param {HTMLElement} page @param {Desk} desk */
function makeRoll(page, { send, show, late }) {
  let last = Promise.resolve();
  let waiting = 0;
  const count = (/** @type {number} */ more) => {
    waiting += more;
    page.querySelector('#shutter')?.setAttribute('aria-busy', String(waiting > 0));
  };
  const keep = async (/** @type {Promise<Blob>} */ shot, /** @type {number} */ taken, /** @type {FormData} */ form) => {
    const name = String(page.dataset.name);
    form.set(name, new File([await shot], `${taken}.jpg`, { type: 'image/jpeg' }));
    form.set(`${name}-at`, String(taken));
    const answer = await send(form);
    if (!page.isConnected) return late();
    await show(answer);
    const reel = page.querySelector('.reel');
    if (reel) reel.scrollLeft = reel.scrollWidth;
  };
  const lost = (/** @type {unknown} */ error) => {
    console.error(error);
    page.dataset.state = 'failed';
  };
  const add = (/** @type {Promise<Blob>} */ shot, /** @type {number} */ taken) => {
    // What it shows is what was chosen when it was taken.
    const form = new FormData(/** @type {HTMLFormElement} */ (document.getElementById('check')));
    count(1);
    // It may fail while an earlier one is being kept; it is told when its turn comes.
    shot.catch(() => undefined);
    last = last.then(() => keep(shot, taken, form)).catch(lost).then(() => count(-1));
  };
  return { add, settled: () => last };
}

/** The picture of this moment. @param {HTMLVideoElement} video @returns {Promise<Blob>} */
async function frameOf(video) {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = drawn({ source: video, width, height }, Math.min(1, LONGEST_SIDE / Math.max(width, height)));
  try {
    return await encode(canvas, QUALITY);
  } finally {
    release(canvas);
  }
}

/** A finger in a glove feels no button. @param {HTMLVideoElement} video */
function answerTap(video) {
  navigator.vibrate?.(20);
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) video.animate([{ opacity: 0.2 }, { opacity: 1 }], 120);
}
