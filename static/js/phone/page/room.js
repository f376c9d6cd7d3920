/** How much room the phone's store has left, and whether the browser promised to keep it. */

import { isLow, roomOf } from '../estimate.js';

// What has to go before a phone that was once full counts as having room again.
const RELIEF = 1024 * 1024;
const EVERY = 10_000;
const PATIENCE = 200;

/** @param {StorageManager | undefined} manager @param {(isLow: boolean) => void} onRoom @param {() => void} onAnswer */
export function makeRoom(manager, onRoom, onAnswer) {
  let asked = '';
  let measured = 0;
  let fullAt = Infinity;
  const storage = async () => {
    const { used, quota } = roomOf((await manager?.estimate?.()) || {});
    if (fullAt === 0) fullAt = used;
    if (used < fullAt - RELIEF) fullAt = Infinity;
    onRoom(fullAt < Infinity || isLow({ used, quota }));
    const isKept = await Promise.race([manager?.persisted?.(), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
    return { used, quota, is_kept: Boolean(isKept), asked };
  };
  /** Measuring costs the phone something: now and then is enough. */
  const measure = () => {
    if (Date.now() - measured < EVERY && fullAt) return;
    measured = Date.now();
    storage();
  };
  /** The store has just refused something: where the browser does not tell its room, this is how one learns of it. */
  const full = () => {
    fullAt = 0;
    measure();
  };
  /** Asked on a tap and never waited for: Firefox may never answer. */
  const ask = () => {
    asked = 'asking';
    const answer = (/** @type {boolean | undefined} */ isKept) => { asked = isKept ? '' : 'refused'; onAnswer(); };
    Promise.resolve(manager?.persist?.()).then(answer, () => answer(false));
    onAnswer();
  };
  return { storage, measure, full, ask };
}
