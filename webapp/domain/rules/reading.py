"""Reading a rule book from a parsed document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from webapp.domain.rules.accounts import POINTS, Base, Bucket, RollUp, Subject
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Aggregation, Item, Obstacle
from webapp.domain.rules.checks import wrong_in
from webapp.domain.rules.deeds import Breach, Category, Deed, Escalation
from webapp.domain.rules.document import Document, RuleBookError
from webapp.domain.rules.exchange import Budget, Exchange
from webapp.domain.rules.label import Label, Named
from webapp.domain.rules.limits import NONE, Limits, read_span
from webapp.domain.rules.ratings import Commendation, Rating
from webapp.domain.rules.span import MONTH

FIELDS = (
    *("title", "subject", "roll_up", "base", "floor", "bonus_cap", "restore_days", "publication_days"),
    *("objection_days", "answer_days", "appeal_days", "groups", "items", "aggregation", "judges", "obstacles"),
    *("categories", "deeds", "help_deed", "breaches", "escalations", "veto", "buckets", "commendation", "ratings"),
    *("settlement", "exchange", "budget", "return_reasons"),
)
DAYS = 5
RESTORE_DAYS = 3
MOST = 1_000_000

Reader = Callable[[Document], Any]


def read_rule_book(data: Any) -> RuleBook:
    """The rule book of a parsed document; raises RuleBookError with a field that is wrong and all others that are."""
    document = Document(data).fields(*FIELDS)
    parts = {name: _part(document, read) for name, read in PARTS.items()}
    _raise(document.faults)
    book = RuleBook(**parts)
    _raise(wrong_in(book))
    return book


def _part(document: Document, read: Reader) -> Any:
    """What it reads; a fault is noted, so that the parts after it are read too."""
    try:
        return read(document)
    except RuleBookError as error:
        document.faults.append(error)


def _raise(found: Iterable[RuleBookError]) -> None:
    first = RuleBookError.first_of(found)
    if first is not None:
        raise first


def _subject(document: Document) -> str:
    return document.one_of(tuple(Subject))


def _days(document: Document, name: str, usual: int, least: int = 1) -> int:
    found = document.maybe(name, lambda each: each.integer(least, 31))
    return usual if found is None else found


PARTS: dict[str, Reader] = {
    "title": lambda document: Label.read(document.child("title")),
    "subject": lambda document: Subject(document.maybe("subject", _subject) or Subject.COURTYARD),
    "roll_up": lambda document: document.maybe("roll_up", RollUp.read),
    "start": lambda document: document.maybe("base", Base.read) or Base(),
    "floor": lambda document: document.maybe("floor", lambda found: found.integer(-MOST, MOST)),
    "bonus": lambda document: document.maybe("bonus_cap", Limits.of_caps) or NONE,
    "restore_days": lambda document: _days(document, "restore_days", RESTORE_DAYS, least=0),
    "publication_days": lambda document: _days(document, "publication_days", DAYS),
    "objection_days": lambda document: _days(document, "objection_days", DAYS),
    "answer_days": lambda document: _days(document, "answer_days", DAYS),
    "appeal_days": lambda document: _days(document, "appeal_days", DAYS),
    "groups": lambda document: document.each("groups", Named.read),
    "items": lambda document: document.each("items", Item.read),
    "aggregation": lambda document: document.maybe("aggregation", Aggregation.read) or Aggregation(),
    "judges": lambda document: document.maybe("judges", lambda found: found.integer(1, 9)) or 1,
    "obstacles": lambda document: document.each("obstacles", Obstacle.read),
    "categories": lambda document: document.each("categories", Category.read),
    "deeds": lambda document: document.each("deeds", Deed.read),
    "help_deed": lambda document: document.maybe("help_deed", Document.code) or "",
    "breaches": lambda document: document.each("breaches", Breach.read),
    "escalations": lambda document: document.each("escalations", Escalation.read),
    "veto": lambda document: document.flag("veto"),
    "buckets": lambda document: document.each("buckets", Bucket.read) or (POINTS,),
    "commendation": lambda document: document.maybe("commendation", Commendation.read),
    "ratings": lambda document: document.each("ratings", Rating.read),
    "settlement": lambda document: document.maybe("settlement", read_span) or MONTH,
    "exchange": lambda document: document.maybe("exchange", Exchange.read),
    "budget": lambda document: document.maybe("budget", Budget.read),
    "return_reasons": lambda document: document.each("return_reasons", Named.read),
}
