"""A walk along the street with a phone that is killed at every stop."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.e2e.faults.killable import Killable
from tests.e2e.faults.line import Line
from tests.e2e.faults.notes import Notes, read_page
from tests.e2e.faults.phone_store import PhoneStore, read_store
from tests.e2e.faults.street import Street, make_picture
from tests.e2e.faults.walking import ITEMS, check_with_photos, open_courtyard, send_everything, take_photo, tap

# The longest time from the tap to the kill, in seconds.
MOMENTS = {"tick": 0.3, "photo": 0.6, "photo half kept": 0.6, "save": 0.3, "send": 1.0}
LONGEST = 1500
LINE_IS_UP = 0.3
DIES_WHEN_SHOWN = 0.5
ALL_DECODE = "() => Promise.all([...document.querySelectorAll('figure.shot img')].map((image) => image.decode()))"
# The photo was handed to the store, the draft that names it not yet.
DIES_HALFWAY = """
() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...row) {
    if (this.name === 'photos') window.dieNow();
    return put.apply(this, row);
  };
}
"""


class KilledWalk:
    """`died` counts the kills by moment; those at the very instant at which something was shown by themselves."""

    def __init__(self, killable: Killable, line: Line, street: Street, folder: Path, seed: int) -> None:
        self.killable, self.line, self.street, self.folder = killable, line, street, folder
        self.chance = random.Random(seed)
        self.notes = Notes(self._changed)
        self.dies_when_shown = False
        self.pictures = 0
        self.died: Counter[str] = Counter()

    def kill_at(self, moment: str) -> None:
        page = self.reopen()
        acts = {"tick": self._tick, "save": self._save, "send": self._send}
        act = acts.get(moment, self._photo)
        self._prepare(page, moment)
        self._set_the_trap(page, moment)
        with suppress(Error):
            act(page)
            page.wait_for_timeout(LONGEST)
        self.dies_when_shown = False
        self.killable.bury()

    def reopen(self) -> Page:
        """The browser opened anew at the courtyard in hand, after a look at all that was shown before."""
        page = self.killable.open()
        self._compare(page)
        self.notes.wanted, self.notes.is_adding = {}, False
        self.notes.listen(page)
        return page

    def finish(self) -> PhoneStore:
        """The last look, the last check saved, everything sent; what the phone holds then."""
        page = self.reopen()
        self.line.is_up = True
        check_with_photos(page, "W1", [])
        store = send_everything(page, self.line.address)
        self.killable.close()
        return store

    def _compare(self, page: Page) -> None:
        notes = self.notes
        open_courtyard(page, self.line.address, notes.draft.courtyard if notes.draft else self.street.codes[0])
        now = read_page(page)
        if now.courtyard is None:
            # The save was kept though its answer was never seen: the courtyard's address shows the saved check.
            assert notes.draft is not None
            assert f"/inspect/checks/{notes.draft.draft}/" in page.url
            notes.note_saved()
            open_courtyard(page, self.line.address, self._following(notes.draft.courtyard))
            notes.draft = now = read_page(page)
        store = read_store(page)
        if notes.draft:
            notes.assert_still_there(now)
        notes.draft = now
        page.evaluate(ALL_DECODE)
        assert set(notes.saved) <= set(store.checks)
        assert store.lost() == [], store

    def _following(self, code: str | None) -> str:
        return self.street.codes[self.street.codes.index(str(code)) + 1]

    def _prepare(self, page: Page, moment: str) -> None:
        """What has to be there before the moment, done in peace."""
        self.line.is_up = self.chance.random() < LINE_IS_UP
        if moment == "send":
            self.line.is_up = False
            check_with_photos(page, self._item(), [self._picture(), self._picture()])
            self.line.is_up = True
        if moment == "save" and self.chance.random() < 0.7:
            item = self._item()
            if item not in self.notes.draft.faults:
                tap(page, item, "fault")
                page.wait_for_selector(f"#item-{item}.is-fault")
                page.wait_for_timeout(50)

    def _set_the_trap(self, page: Page, moment: str) -> None:
        if moment == "photo half kept":
            self.died[moment] += 1
            page.expose_function("dieNow", self.killable.kill)
            page.evaluate(DIES_HALFWAY)
            return
        self.dies_when_shown = self.chance.random() < DIES_WHEN_SHOWN
        self.died[f"{moment} shown" if self.dies_when_shown else moment] += 1
        if not self.dies_when_shown:
            self.killable.kill_after(self.chance.uniform(0, MOMENTS[moment]))

    def _changed(self) -> None:
        if self.dies_when_shown:
            self.killable.kill()

    def _tick(self, page: Page) -> None:
        for item in self.chance.sample(ITEMS, self.chance.randint(1, 4)):
            self._want(page, item, item not in self.notes.draft.faults)

    def _photo(self, page: Page) -> None:
        item = self._item()
        pictures = [self._picture() for _ in range(self.chance.randint(1, 2))]
        if item not in self.notes.draft.faults:
            self._want(page, item, True)
        self.notes.is_adding = True
        take_photo(page, item, pictures)

    def _save(self, page: Page) -> None:
        page.locator("#save").click()

    def _send(self, page: Page) -> None:
        page.goto(f"{self.line.address}/inspect/outbox/")

    def _want(self, page: Page, item: str, is_fault: bool) -> None:
        self.notes.wanted[item] = is_fault
        tap(page, item, "fault" if is_fault else "pass")

    def _item(self) -> str:
        return self.chance.choice(ITEMS)

    def _picture(self) -> Path:
        self.pictures += 1
        return make_picture(self.folder, self.pictures)
