// @ts-check
/** Puts a delta onto the snapshot it was made for; twin of `sync/delta.py`, held to it by `vectors/deltas.json`. */

// What names a row of each list; rows of findings come and go with their courtyard.
const KEYS = Object.entries({ courtyards: 'code', own_checks: 'id', own_deeds: 'id', settled: 'digest' });

/**
 * The snapshot of now; null when the delta belongs to another one, so that the whole must be asked for.
 * @param {any} kept not changed
 * @param {any} delta
 */
export function applyDelta(kept, { since, removed = [], findings = [], ...told }) {
  if (since !== kept.cursor) return null;
  const gone = new Set(removed);
  const merged = { ...kept, ...told };
  for (const [name, key] of KEYS) {
    const rows = new Map([...(kept[name] || []), ...(told[name] || [])].map((row) => [row[key], row]));
    merged[name] = [...rows.values()].filter((row) => !gone.has(`${name}/${row[key]}`));
  }
  const left = new Set((told.courtyards || []).map((/** @type {any} */ { code }) => code));
  const stays = (/** @type {any} */ { courtyard }) => !left.has(courtyard) && !gone.has(`courtyards/${courtyard}`);
  return { ...merged, findings: [...(kept.findings || []).filter(stays), ...findings], removed: [] };
}
