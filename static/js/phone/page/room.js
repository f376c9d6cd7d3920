/** How much room the phone's store has left, and whether the browser promised to keep it. */

// Some three hundred photos; less than a twentieth of what the browser allows is as near to the end.
const ENOUGH = 50 * 1024 * 1024;
const SHARE = 20;
const EVERY = 10_000;
const PATIENCE = 200;

/** @param {{used: number, quota: number}} room bytes; 0 where the browser does not tell */
export function isLow({ used, quota }) {
  const left = quota - used;
  return quota > 0 && (left < ENOUGH || left * SHARE < quota);
}

/** @param {StorageManager | undefined} manager @param {(isLow: boolean) => void} onRoom @param {() => void} onAnswer */
export function makeRoom(manager, onRoom, onAnswer) {
  let asked = '';
  let measured = 0;
  const storage = async () => {
    const { usage: used = 0, quota = 0 } = (await manager?.estimate?.()) || {};
    onRoom(isLow({ used, quota }));
    const isKept = await Promise.race([manager?.persisted?.(), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
    return { used, quota, is_kept: Boolean(isKept), asked };
  };
  /** Measuring costs the phone something: now and then is enough. */
  const measure = () => {
    if (Date.now() - measured < EVERY) return;
    measured = Date.now();
    storage();
  };
  /** Asked on a tap and never waited for: Firefox may never answer. */
  const ask = () => {
    asked = 'asking';
    const answer = (/** @type {boolean | undefined} */ isKept) => { asked = isKept ? '' : 'refused'; onAnswer(); };
    Promise.resolve(manager?.persist?.()).then(answer, () => answer(false));
    onAnswer();
  };
  return { storage, measure, ask };
}
