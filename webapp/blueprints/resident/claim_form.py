"""The form of a claim: which kinds there are, what each asks for, and what was typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import request

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Deed
from webapp.domain.rules.values import MINUTES, MOST_PIECES, Chosen, Hourly
from webapp.models.types import NOTE
from webapp.office.photo_uploads import Uploads, is_about_photos
from webapp.operations.claim_deed import Claim
from webapp.operations.record_deeds import OLDEST

FIELDS = {
    **dict.fromkeys(("no_words", "identity_number"), "text"),
    **dict.fromkeys(("points_differ",), "points"),
    **dict.fromkeys(("no_quantity",), "quantity"),
    **dict.fromkeys(("day_implausible", "no_kind", "not_claimable"), "day"),
    **dict.fromkeys(("no_person",), "person"),
}


def claimable(book: RuleBook) -> list[Deed]:
    """The kinds of deeds that residents claim themselves, in the order of the rule book."""
    return [each for each in book.deeds if book.is_claimable(each)]


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """What stands in the form, as it was typed."""

    kind: str
    token: str
    text: str = ""
    when: str = "today"
    day: str = ""
    points: str = ""
    quantity: str = ""
    hours: str = ""

    @classmethod
    def sent(cls) -> ClaimForm:
        form, short = request.form, ("kind", "when", "day", "points", "quantity", "hours")
        said = {name: form.get(name, "")[:40] for name in short}
        return cls(token=form.get("token", "")[:36], text=form.get("text", "")[:NOTE], **said)

    @staticmethod
    def shape_of(rule: Deed) -> str:
        """What the rule asks for beside words: nothing, points within a range, time, or a number of something."""
        if isinstance(rule.value, Hourly):
            return "time"
        if isinstance(rule.value, Chosen):
            return "points" if rule.least < rule.most else ""
        return "count"

    @staticmethod
    def field_of(problem: str) -> str:
        """The field that a problem is about; "" for all of it."""
        return "photo" if is_about_photos(problem) else FIELDS.get(problem, "")

    def claim(self, today: dt.date, book: RuleBook, uploads: Uploads, person: int | None) -> Claim | str:
        """The claim, or the code of what is wrong before anybody else looks at it."""
        day, rule = self._day(today), book.deed(self.kind)
        if rule is None or not self.token:
            return "no_kind"
        if day is None:
            return "day_implausible"
        shape = self.shape_of(rule)
        points = _number(self.points) if shape == "points" else rule.least
        quantity = self._quantity(shape)
        sent = uploads.photos, points or 0, quantity, person, uploads.people_agree
        return Claim(self.text, self.kind, day, self.token, *sent)

    def _day(self, today: dt.date) -> dt.date | None:
        if self.when != "other":
            return today - dt.timedelta(days=self.when == "yesterday")
        try:
            day = dt.date.fromisoformat(self.day)
        except ValueError:
            return None
        return day if today - OLDEST <= day <= today else None

    def _quantity(self, shape: str) -> int | None:
        if shape == "time":
            return ((_number(self.hours) or 0) * MINUTES + (_number(self.quantity) or 0)) or None
        return _number(self.quantity) if shape == "count" else None


def _number(text: str) -> int | None:
    """A whole number within reason; None for what is none."""
    text = text.strip()
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return found if found is not None and found <= MOST_PIECES else None
