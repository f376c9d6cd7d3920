// @ts-check
/** What any server takes; the limits that it announces replace these. Held to `sync/limits.py` by `vectors/limits.json`. */

export const LIMITS = {
  delivery_entries: 50,
  delivery_bytes: 1_048_576,
  chunk_bytes: 32_768,
  open_uploads: 2,
  note_characters: 500,
  phrase_characters: 40,
  phrases_per_item: 10,
  deed_note_characters: 200,
  deed_days: 31,
};
