/** Changes take turns: one after another, except that what takes long gives way to the taps that come after it. */

/** @typedef {<Result>(work: () => Promise<Result>) => Promise<Result>} Aside ends the turn; `work` goes on beside the next ones */

/** @returns {<Result>(work: (aside: Aside) => Promise<Result>, isLast: boolean) => Promise<Result>} */
export function makeTurns() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  /** @type {Promise<unknown>} */
  let slow = Promise.resolve();
  return (work, isLast) => {
    // A save comes after every tap and every photo before it.
    const before = isLast ? last.then(() => slow) : last;
    const turn = openTurn();
    last = turn.ended;
    const aside = (/** @type {() => Promise<any>} */ long) => {
      const mine = slow.then(long);
      slow = mine.catch(() => undefined);
      turn.end();
      return mine;
    };
    return before.then(() => work(aside)).finally(turn.end);
  };
}

function openTurn() {
  let end = () => {};
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => { end = resolve; });
  return { ended, end };
}
