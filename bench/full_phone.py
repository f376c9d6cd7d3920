"""Fills a phone's store as months of work without a line would: more courtyards, saved checks, photos."""

from __future__ import annotations

from playwright.sync_api import Page

COUNT = {"checks": 200, "photos": 400}
OPEN = """
const wait = (asked) => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
const database = await wait(indexedDB.open('sanbao'));
"""
# The list of the running phone, repeated under other codes and numbers until it is long enough.
LENGTHEN = f"""
async (count) => {{
  {OPEN}
  const copyOf = (courtyard, place) => ({{ ...courtyard, code: 'MORE' + (1000 + place), number: String(200 + place) }});
  const transaction = database.transaction('snapshots', 'readwrite');
  const rows = await wait(transaction.objectStore('snapshots').getAll());
  for (const row of rows) {{
    const known = row.snapshot.courtyards;
    row.snapshot.courtyards = Array.from({{ length: count }}, (_, place) => (place < known.length ? known[place]
      : copyOf(known[place % known.length], place)));
    row.etag = null;
    await wait(transaction.objectStore('snapshots').put(row));
  }}
  database.close();
}}
"""
# Saved checks of other days with two photos each: copies of a real one, unsent, with bytes of their own.
FILL = f"""
async ({{ checks, photos }}) => {{
  {OPEN}
  const read = database.transaction(['checks', 'photos']);
  const [real] = (await wait(read.objectStore('checks').getAll())).filter((check) => check.photos.length);
  const [picture] = await wait(read.objectStore('photos').getAll());
  const each = Math.ceil(photos / checks);
  for (let place = 0; place < checks; place += 1) {{
    const write = database.transaction(['checks', 'outbox', 'photos'], 'readwrite');
    const id = real.id.slice(0, -6) + String(place).padStart(6, '0');
    const hashes = Array.from({{ length: each }}, (_, at) => String(place * each + at).padStart(64, '0'));
    const [claim] = real.photos;
    const statement = JSON.parse(real.text);
    statement.id = id;
    const named = hashes.map((sha256) => ({{ ...claim, sha256, received: false, sent: 0 }}));
    const shown = statement.results.find(({{ photos }}) => photos?.length);
    shown.photos = hashes.map((sha256) => ({{ ...shown.photos[0], sha256 }}));
    const text = JSON.stringify(statement);
    write.objectStore('checks').put({{ ...real, id, text, digest: hashes[0], day: '2026-01-01', photos: named }});
    write.objectStore('outbox').put({{ person: real.person, id, digest: hashes[0], text }});
    for (const sha256 of hashes) write.objectStore('photos').put({{ ...picture, sha256, data: picture.data.slice(0) }});
    await new Promise((resolve) => {{ write.oncomplete = resolve; }});
  }}
  database.close();
}}
"""


def lengthen_list(page: Page, courtyards: int) -> None:
    page.evaluate(LENGTHEN, courtyards)


def fill_store(page: Page) -> None:
    """The phone must hold a saved check with a photo."""
    page.evaluate(FILL, COUNT)
