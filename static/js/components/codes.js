// @ts-check
/** Which item is meant by what was typed so far. */

/**
 * @param {string} typed
 * @param {string[]} known codes of the items, in their order
 * @returns {number | null} its place; null while more may follow, or where nothing fits
 */
export function complete(typed, known) {
  const word = typed.trim().toLowerCase();
  if (!word) return null;
  const lower = known.map((code) => code.toLowerCase());
  const grows = lower.some((code) => code !== word && code.startsWith(word));
  if (grows && !/\s$/.test(typed)) return null;
  const at = lower.indexOf(word);
  if (at >= 0) return at;
  const place = /^[0-9]$/.test(word) ? Number(word) || 10 : 0;
  return place > 0 && place <= known.length ? place - 1 : null;
}
