"""Reading a rule book from a parsed document."""

from __future__ import annotations

from typing import Any

from webapp.domain.rule_book import RuleBook
from webapp.domain.rule_book_checks import check_whole
from webapp.domain.rules.accounts import POINTS, Base, Bucket, RollUp, Subject
from webapp.domain.rules.checklist import Aggregation, Item, Obstacle
from webapp.domain.rules.deeds import Breach, Category, Deed, Escalation
from webapp.domain.rules.document import Document
from webapp.domain.rules.exchange import Budget, Exchange
from webapp.domain.rules.label import Label, Named
from webapp.domain.rules.limits import NONE, Limits, read_span
from webapp.domain.rules.ratings import Commendation, Rating
from webapp.domain.span import MONTH

FIELDS = (
    *("title", "subject", "roll_up", "base", "floor", "bonus_cap", "restore_days", "publication_days"),
    *("objection_days", "answer_days", "appeal_days", "groups", "items", "aggregation", "judges", "obstacles"),
    *("categories", "deeds", "breaches", "escalations", "veto", "buckets", "commendation", "ratings", "settlement"),
    *("exchange", "budget"),
    "return_reasons",
)
DAYS = 5
RESTORE_DAYS = 3


def read_rule_book(data: Any) -> RuleBook:
    """The rule book of a parsed document; raises RuleBookError with the field that is wrong."""
    document = Document(data).fields(*FIELDS)
    book = RuleBook(
        title=Label.read(document.child("title")),
        subject=Subject(document.maybe("subject", lambda found: found.one_of(tuple(Subject))) or Subject.COURTYARD),
        roll_up=document.maybe("roll_up", RollUp.read),
        start=document.maybe("base", Base.read) or Base(),
        floor=document.maybe("floor", lambda found: found.integer(-1_000_000, 1_000_000)),
        bonus=document.maybe("bonus_cap", Limits.of_caps) or NONE,
        restore_days=_days(document, "restore_days", RESTORE_DAYS, least=0),
        publication_days=_days(document, "publication_days", DAYS),
        objection_days=_days(document, "objection_days", DAYS),
        answer_days=_days(document, "answer_days", DAYS),
        appeal_days=_days(document, "appeal_days", DAYS),
        groups=document.each("groups", Named.read),
        items=document.each("items", Item.read),
        aggregation=document.maybe("aggregation", Aggregation.read) or Aggregation(),
        judges=document.maybe("judges", lambda found: found.integer(1, 9)) or 1,
        obstacles=document.each("obstacles", Obstacle.read),
        categories=document.each("categories", Category.read),
        deeds=document.each("deeds", Deed.read),
        breaches=document.each("breaches", Breach.read),
        escalations=document.each("escalations", Escalation.read),
        veto=document.flag("veto"),
        buckets=document.each("buckets", Bucket.read) or (POINTS,),
        commendation=document.maybe("commendation", Commendation.read),
        ratings=document.each("ratings", Rating.read),
        settlement=document.maybe("settlement", read_span) or MONTH,
        exchange=document.maybe("exchange", Exchange.read),
        budget=document.maybe("budget", Budget.read),
        return_reasons=document.each("return_reasons", Named.read),
    )
    check_whole(book)
    return book


def _days(document: Document, name: str, usual: int, least: int = 1) -> int:
    found = document.maybe(name, lambda each: each.integer(least, 31))
    return usual if found is None else found
