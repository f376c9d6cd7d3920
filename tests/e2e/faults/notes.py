"""What the phone has shown as kept: noted outside of the browser while it lives, compared after it was killed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

# An input's attribute comes with the answer only; the class of an item is lent to the next page's while htmx settles.
# `sent` is of no use but to tell that something moved on a page about sending.
READ = """
() => {
  const codes = (query) => [...document.querySelectorAll(query)].map(({ id }) => id.slice(id.indexOf('-') + 1));
  const form = document.querySelector('#check');
  const courtyard = form && form.getAttribute('action').split('/').at(-2);
  const draft = form && form.querySelector('[name=id]').value;
  const marks = form ? [] : [...document.querySelectorAll('.pill, .track .now, progress')];
  const sent = marks.map(({ textContent }) => textContent).join();
  return JSON.stringify({ courtyard, draft, faults: codes('input.fail[checked]'), photos: codes('figure.shot'), sent });
}
"""
# Tells of every change in the microtask after it: sooner than an eye could see it.
TELL = f"""
(() => {{
  const read = {READ};
  let last = '';
  const look = () => {{
    const now = read();
    if (now === last) return;
    last = now;
    window.tellTest(now);
  }};
  new MutationObserver(look).observe(document, {{ subtree: true, childList: true, attributes: true }});
}})()
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: the draft of a courtyard with its faults and photos (item, hash); `courtyard` is None on other pages."""

    courtyard: str | None
    draft: str | None
    faults: frozenset[str]
    photos: frozenset[tuple[str, str]]

    def photos_to_send(self) -> frozenset[tuple[str, str]]:
        """Photos of an item that passes after all stay behind when the check is saved."""
        return frozenset((item, sha256) for item, sha256 in self.photos if item in self.faults)


def shown_by(told: str) -> Shown:
    said = json.loads(told)
    photos = frozenset(tuple(each.split("-", 1)) for each in said["photos"])
    return Shown(said["courtyard"], said["draft"], frozenset(said["faults"]), photos)


def read_page(page: Page) -> Shown:
    return shown_by(page.evaluate(READ))


@dataclass
class Notes:
    """`draft` is the last page shown of the courtyard in hand, `saved` the drafts whose successor's page was shown.

    `wanted` says what taps under way want of items, `is_adding` that a photo is under way.
    """

    on_change: Callable[[], None]
    draft: Shown | None = None
    saved: dict[str, Shown] = field(default_factory=dict)
    wanted: dict[str, bool] = field(default_factory=dict)
    is_adding: bool = False

    def listen(self, page: Page) -> None:
        page.expose_function("tellTest", self.take)
        page.add_init_script(TELL)
        page.evaluate(TELL)

    def take(self, told: str) -> None:
        shown = shown_by(told)
        if shown.courtyard is not None:
            self.turn_to(shown)
        self.on_change()

    def turn_to(self, shown: Shown) -> None:
        """Another courtyard's page says that the one before it is saved."""
        if self.draft is not None and self.draft.courtyard != shown.courtyard:
            self.note_saved()
        self.draft = shown

    def note_saved(self) -> None:
        before = self.draft
        assert before is not None
        assert before.draft is not None
        self.saved[before.draft] = before

    def assert_still_there(self, now: Shown) -> None:
        """What was shown is shown again; what was under way may have been kept or not."""
        before = self.draft
        assert before is not None
        if before.faults or before.photos:
            assert now.draft == before.draft
        for item in before.faults | now.faults | set(self.wanted):
            shown, kept = item in before.faults, item in now.faults
            assert kept in (shown, self.wanted.get(item, shown)), (item, before, now, self.wanted)
        assert before.photos <= now.photos, (before, now)
        assert self.is_adding or before.photos == now.photos, (before, now)
