// @ts-check
/** One request to our own server: follows no redirect, never waits for ever, and tells what came back as a value. */

import { retryAfter } from './backoff.js';

/** @import {Net, Pause, Retry} from './types.js' */

const TIMEOUT = 60_000;

/**
 * @typedef {object} Answer
 * @property {number} status 0 when nothing came back
 * @property {(name: string) => string | null} header
 * @property {any} json null when the body is not JSON
 * @property {boolean} redirected somebody else answered: a sign-in page, a portal
 * @property {number | null} after milliseconds that the server asked to wait
 */

/**
 * @param {Pick<Net, 'fetch' | 'now' | 'timeout'>} net
 * @param {string} token
 * @param {string} url
 * @param {RequestInit & {headers?: Record<string, string>}} [options]
 * @returns {Promise<Answer>}
 */
export async function ask(net, token, url, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), net.timeout || TIMEOUT);
  try {
    const headers = { Authorization: `Bearer ${token}`, ...options.headers };
    const fixed = /** @type {const} */ ({ redirect: 'manual', credentials: 'omit', cache: 'no-store' });
    // Browsers refuse a fetch that is called as a method of something else than the window.
    const { fetch } = net;
    return await read(await fetch(url, { ...options, ...fixed, headers, signal: stop.signal }), net.now());
  } catch (error) {
    return { status: 0, header: () => null, json: null, redirected: false, after: null };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} response @param {number} now @returns {Promise<Answer>} */
async function read(response, now) {
  const { status, headers } = response;
  const redirected = response.type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304);
  const text = redirected ? '' : await response.text();
  const json = /\bjson\b/.test(headers.get('Content-Type') || '') ? parsed(text) : null;
  const after = retryAfter(headers.get('Retry-After'), now);
  return { status, header: (name) => headers.get(name), json, redirected, after };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return null;
  }
}

/** The reason that an answer gives. @param {Answer} answer @returns {string} */
export function reasonOf(answer) {
  if (answer.json && typeof answer.json.reason === 'string') return answer.json.reason;
  return answer.status === 0 ? 'no_answer' : `status_${answer.status}`;
}

/** @param {Answer} answer @returns {Pause} */
export function pauseOf(answer) {
  return { pause: 'sign-in', reason: answer.status === 401 ? reasonOf(answer) : 'sign_in_again' };
}

/** @param {Answer} answer @returns {Retry} */
export function retryOf(answer) {
  const busy = answer.status === 503 || answer.status === 429;
  return { retry: true, reason: reasonOf(answer), after: answer.after, unanswered: answer.status === 0, busy };
}

/** Whether somebody has to sign in before anything else is of use. @param {Answer} answer */
export function wantsSignIn(answer) {
  return answer.redirected || answer.status === 401;
}

/** Whether a page came where data was due: a portal or a sign-in page says 200. A proxy's 404 or 413 page says nothing of who we are. @param {Answer} answer */
export function isPortal(answer) {
  return answer.status >= 200 && answer.status < 300 && !answer.json;
}

/** Whether the same request may do better later. @param {Answer} answer */
export function isTemporary(answer) {
  return answer.status === 0 || answer.status >= 500 || answer.status === 429 || answer.status === 408;
}
