// @ts-check
/** Sends a delivery and reads its receipts; what has no receipt of its own stays waiting. */

import { ask, isPortal, isTemporary, pauseOf, reasonOf, retryOf, wantsSignIn } from './ask.js';

/** @import {Entry, Limits, Net, Pause, Receipt, Retry} from './types.js' */

const PROTOCOL = 1;
// The envelope around the entries: protocol, time, brackets, commas.
const ENVELOPE_BYTES = 200;

/**
 * @param {Pick<Net, 'fetch' | 'base' | 'now' | 'timeout'> & {token: string, entries: Entry[]}} delivery
 * @returns {Promise<{receipts: Receipt[]} | Pause | (Retry & {split: boolean})>} `split`: smaller parts may do better
 */
export async function sendDelivery({ token, entries, ...net }) {
  const answer = await ask(net, token, `${net.base}/batches`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: bodyOf(entries, net.now()),
  });
  if (wantsSignIn(answer)) return pauseOf(answer);
  if (answer.status === 200 && answer.json) return { receipts: receiptsFor(entries, answer.json.receipts) };
  if (isTemporary(answer)) return { ...retryOf(answer), split: answer.status === 500 };
  if (isPortal(answer)) return pauseOf(answer);
  return { ...retryOf(answer), split: ['delivery_unreadable', 'delivery_too_large', 'status_413'].includes(reasonOf(answer)) };
}

/**
 * Entries in groups that the server takes at once; what another phone made goes by itself.
 * @param {Entry[]} entries
 * @param {Limits} limits
 * @returns {Entry[][]}
 */
export function groupsOf(entries, limits) {
  /** @type {Entry[][]} */
  const groups = [];
  let room = 0;
  for (const entry of entries) {
    const bytes = new TextEncoder().encode(JSON.stringify(entry)).length;
    const last = groups[groups.length - 1];
    const fits = last && last.length < limits.delivery_entries && bytes <= room;
    if (fits && last[0].device === entry.device) last.push(entry);
    else {
      groups.push([entry]);
      room = limits.delivery_bytes - ENVELOPE_BYTES;
    }
    room -= bytes;
  }
  return groups;
}

/** @param {Entry[]} entries @param {number} now */
function bodyOf(entries, now) {
  const sent = entries.map(({ digest, text, seal }) => ({ digest, text, seal }));
  const carried = entries[0].device ? { device: entries[0].device } : undefined;
  return JSON.stringify({ protocol: PROTOCOL, device_time: now, carried, entries: sent });
}

/**
 * Receipts that name what was sent. One whose text was too broken to name its id gets the id back here.
 * @param {Entry[]} entries
 * @param {unknown} receipts
 * @returns {Receipt[]}
 */
function receiptsFor(entries, receipts) {
  if (!Array.isArray(receipts)) return [];
  return entries.flatMap(({ id, digest }, place) => {
    const receipt = receipts[place];
    const isOurs = receipt && receipt.digest === digest && (receipt.id === id || receipt.id === null);
    return isOurs ? [{ ...receipt, id }] : [];
  });
}
