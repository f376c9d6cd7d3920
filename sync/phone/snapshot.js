// @ts-check
/** Fetches what the phone needs to know, if it changed. */

import { ask, isPortal, pauseOf, retryOf, wantsSignIn } from './ask.js';

/** @import {Net, Pause, Retry} from './types.js' */

/**
 * @param {Pick<Net, 'fetch' | 'base' | 'now' | 'timeout'> & {token: string, etag?: string | null}} request
 * @returns {Promise<{snapshot: any, etag: string | null} | {unchanged: true} | Pause | Retry>}
 */
export async function fetchSnapshot({ token, etag, ...net }) {
  const headers = etag ? { 'If-None-Match': etag } : undefined;
  const answer = await ask(net, token, `${net.base}/snapshot`, { headers });
  if (wantsSignIn(answer)) return pauseOf(answer);
  if (answer.status === 304) return { unchanged: true };
  if (answer.status === 200 && isSnapshot(answer.json)) return { snapshot: answer.json, etag: answer.header('ETag') };
  return isPortal(answer) ? pauseOf(answer) : retryOf(answer);
}

/** @param {any} json */
function isSnapshot(json) {
  return Boolean(json && json.protocol >= 1 && json.rule_book && Array.isArray(json.courtyards));
}
