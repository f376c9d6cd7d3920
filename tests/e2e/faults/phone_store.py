"""Looks into the phone's own database, as no user can: what waits there, and whether its bytes are whole."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

READ = """
async () => {
  const wait = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const database = await wait(indexedDB.open('sanbao'));
  // In one transaction: the sending takes receipts in meanwhile.
  const names = ['checks', 'drafts', 'outbox', 'photos'];
  const transaction = database.transaction(names);
  const all = names.map((name) => wait(transaction.objectStore(name).getAll()));
  const [checks, drafts, outbox, photos] = await Promise.all(all);
  database.close();
  const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const whole = [];
  for (const { sha256, data } of photos) {
    if (hex(await crypto.subtle.digest('SHA-256', data)) === sha256) whole.push(sha256);
  }
  return { checks, drafts: drafts.map(({ id }) => id), outbox: outbox.map(({ id }) => id), photos: whole };
}
"""


@dataclass(frozen=True, slots=True)
class PhoneCheck:
    """A saved check as the phone keeps it; `photos` maps hash to whether the server has it."""

    id: str
    courtyard: str
    digest: str
    state: str
    photos: dict[str, bool]


@dataclass(frozen=True, slots=True)
class PhoneStore:
    checks: dict[str, PhoneCheck]
    drafts: set[str]
    outbox: set[str]
    photos: set[str]

    def lost(self) -> list[str]:
        """What could never be sent any more: checks without their text in the outbox, photos without their bytes."""
        unsent = [each.id for each in self.checks.values() if each.state == "phone" and each.id not in self.outbox]
        owed = {sha for each in self.checks.values() for sha, is_there in each.photos.items() if not is_there}
        return unsent + sorted(owed - self.photos)

    def is_empty(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self.outbox and all(all(each.photos.values()) for each in self.checks.values())


def read_store(page: Page) -> PhoneStore:
    kept = page.evaluate(READ)
    checks = {
        each["id"]: PhoneCheck(
            each["id"],
            each["courtyard"],
            each["digest"],
            each["state"],
            {photo["sha256"]: photo["received"] for photo in each["photos"]},
        )
        for each in kept["checks"]
    }
    return PhoneStore(checks, set(kept["drafts"]), set(kept["outbox"]), set(kept["photos"]))
