// @ts-check
/** The seal: what this phone made can be told when somebody else brings it; twin of `sync/seal.py`. */

import { hexOf } from './digest.js';

/**
 * Seals entries by their digests: the token itself never leaves the phone.
 * @param {string} token
 * @returns {Promise<(digest: string) => Promise<string>>}
 */
export async function sealer(token) {
  const encoder = new TextEncoder();
  const bytes = await crypto.subtle.digest('SHA-256', encoder.encode(token));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return async (digest) => hexOf(await crypto.subtle.sign('HMAC', key, encoder.encode(digest)));
}
