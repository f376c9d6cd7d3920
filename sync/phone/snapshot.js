// @ts-check
/** Fetches what the phone needs to know, if it changed: what changed since the snapshot it has, or the whole. */

import { ask, isPortal, pauseOf, retryOf, wantsSignIn } from './ask.js';

/** @import {Net, Pause, Retry} from './types.js' */

const LISTS = ['courtyards', 'findings', 'own_checks', 'own_deeds', 'settled', 'removed'];

/**
 * @param {Pick<Net, 'fetch' | 'base' | 'now' | 'timeout'> & {token: string, etag?: string | null, cursor?: number | null}} request
 *   `cursor` of the snapshot that the phone has; without it the whole is asked for
 * @returns {Promise<{snapshot: any, etag: string | null} | {delta: any, etag: string | null} | {unchanged: true} | Pause | Retry>}
 */
export async function fetchSnapshot({ token, etag, cursor, ...net }) {
  const headers = etag ? { 'If-None-Match': etag } : undefined;
  const since = Number.isInteger(cursor) ? `?since=${cursor}` : '';
  const answer = await ask(net, token, `${net.base}/snapshot${since}`, { headers });
  if (wantsSignIn(answer)) return pauseOf(answer);
  if (answer.status === 304) return { unchanged: true };
  const told = { etag: answer.header('ETag') };
  if (answer.status === 200 && isSnapshot(answer.json)) return { snapshot: answer.json, ...told };
  if (answer.status === 200 && since && isDelta(answer.json)) return { delta: answer.json, ...told };
  return isPortal(answer) ? pauseOf(answer) : retryOf(answer);
}

/** @param {any} json */
function isSnapshot(json) {
  return Boolean(json && json.protocol >= 1 && json.rule_book && Array.isArray(json.courtyards));
}

/** @param {any} json */
function isDelta(json) {
  return Boolean(json && json.protocol >= 1 && 'since' in json && LISTS.every((name) => !(name in json) || Array.isArray(json[name])));
}
