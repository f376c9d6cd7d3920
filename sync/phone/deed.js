// @ts-check
/** Makes the frozen text of a deed that the inspector logs, or that takes back one logged before. */

import { sha256Hex } from './digest.js';
import { cleanText } from './entry.js';
import { LIMITS } from './limits.js';

/** @import {Deed, Entry, Saving} from './types.js' */

/**
 * @param {Deed} deed
 * @param {number} ruleVersion
 * @param {Saving} saving
 * @returns {Promise<Entry>}
 */
export async function makeDeedEntry(deed, ruleVersion, { walk, day, savedAt }) {
  const text = JSON.stringify({
    kind: 'deed',
    id: deed.id,
    walk,
    day,
    courtyard: deed.courtyard,
    rule_version: ruleVersion,
    deed: deed.deed,
    points: deed.points,
    happened_on: deed.happened_on,
    note: cleanText(deed.note, LIMITS.deed_note_characters),
    replaces: deed.replaces || null,
    withdrawn: Boolean(deed.withdrawn),
    saved_at: savedAt,
  });
  return { id: deed.id, digest: await sha256Hex(text), text };
}
