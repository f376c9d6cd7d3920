/**
 * Room on the phone that no photo gets: when the store is full, it is given up for checks, taps and receipts. It lies in the cache,
 * because a browser frees that room at once, and that of a deleted row in IndexedDB some time later.
 */

/** @typedef {{hold: () => Promise<boolean>, giveUp: () => Promise<boolean>}} Reserve */

const NAME = 'reserve';
const ROW = '/inspect/reserve';
const SIZE = 2_097_152;

/** @param {CacheStorage | undefined} [storage] none in Node, and of no use in some private windows @returns {Reserve} */
export function makeReserve(storage = globalThis.caches) {
  return {
    /** Whether it is there, made now where there is room for it; a browser that can't keep one does without. */
    hold: async () => {
      try {
        const cache = await storage?.open(NAME);
        if (cache && !(await cache.match(ROW))) await cache.put(ROW, new Response(new Uint8Array(SIZE)));
        return true;
      } catch (error) {
        return /** @type {Error} */ (error).name !== 'QuotaExceededError';
      }
    },
    /** Whether there was something to give up. */
    giveUp: async () => {
      const cache = await storage?.open(NAME).catch(() => null);
      return Boolean(cache && (await cache.delete(ROW)));
    },
  };
}
