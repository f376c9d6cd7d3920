"""One check with all that is needed to judge it: what it says, what was last time, who decided what."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.domain.rules.label import Named
from webapp.domain.scoring.amendment import Amendment
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Finding, ReceivedEntry, Review, TypedCheck, WalkSheet
from webapp.queries.accounts import courtyard_holders
from webapp.queries.checks import approved_before, checks_of_others, replaced_by, reviews_of
from webapp.queries.paper_walks import sheets_of, typed_check
from webapp.queries.review_desk import DeskCheck
from webapp.queries.rule_books import rule_book_in_force, rule_book_of_version


@dataclass(frozen=True, slots=True)
class CaseRow:
    """An item that this check or the last one says something of; `cost` is what it takes off if approved.

    `others` are the results of the other inspectors of that week, in the case's order.
    """

    item: Item
    result: str
    last_result: str | None
    finding: Finding | None
    cost: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A check as its page shows it; `passed` counts the items that have no row."""

    desk: DeskCheck
    book: RuleBook
    holder: str
    last: Check | None
    rows: list[CaseRow]
    passed: int
    reviews: list[Review]
    replaces: Check | None
    entry: ReceivedEntry
    reasons: tuple[Named, ...]
    others: list[Check]
    typed: TypedCheck | None
    sheets: list[WalkSheet]

    @property
    def check(self) -> Check:
        return self.desk.check

    @property
    def photos(self) -> list[CheckPhoto]:
        """Those that have arrived."""
        return [photo for photo in self.check.photos if photo.sha256 not in self.desk.missing]

    @property
    def pictures(self) -> list[tuple[Check, CheckPhoto]]:
        """Item by item, the last check's before this one's: how it was and how it is stand side by side."""
        place = {item.code: at for at, item in enumerate(self.book.items)}
        then = [(self.last, photo) for photo in self.last.photos] if self.last else []
        seen = [*then, *((self.check, photo) for photo in self.photos)]
        return sorted(seen, key=lambda each: place.get(each[1].item, len(place)))

    @property
    def faults(self) -> list[CaseRow]:
        """What a decision may amend."""
        return [row for row in self.rows if row.finding is not None and row.result == "fault"]

    @property
    def amended(self) -> dict[str, str]:
        """By item what it counts as, where the approval changed it."""
        return {change.item: change.result for change in Amendment.from_text(self.check.amendment).changes}

    def item(self, code: str) -> Item | None:
        return self.book.item(code)


def case_of(desk: DeskCheck) -> Case:
    """Everything about the check on the desk."""
    check, last = desk.check, approved_before(desk.check)
    book = rule_book_of_version(check.community_id, check.rule_version)
    assert book is not None, "checks of unknown rule versions are rejected on arrival"
    others = checks_of_others(check)
    rows = _rows(book, check, last, others)
    return Case(
        desk=desk,
        book=book,
        holder=courtyard_holders(check.community_id, check.day).get(check.courtyard_id, ""),
        last=last,
        rows=rows,
        passed=len(book.items) - len(rows) if check.judged in ("whole", "lane") else 0,
        reviews=reviews_of(check),
        replaces=replaced_by(check),
        entry=db.session.get_one(ReceivedEntry, check.entry_id),
        reasons=rule_book_in_force(check.community_id, check.month)[1].return_reasons,
        others=others,
        typed=typed_check(check.community_id, check.uuid),
        sheets=sheets_of(check.walk),
    )


def _rows(book: RuleBook, check: Check, last: Check | None, others: list[Check]) -> list[CaseRow]:
    if check.judged not in ("whole", "lane"):
        return []
    now = {finding.item: finding for finding in check.findings}
    before = {finding.item: finding.result for finding in last.findings} if last else {}
    beside = [{finding.item: finding.result for finding in other.findings} for other in others]
    return [
        _row(book, item, now.get(item.code), before.get(item.code, "pass") if last else None, beside)
        for item in book.items
        if item.code in now or "fault" in (before.get(item.code), *(each.get(item.code) for each in beside))
    ]


def _row(
    book: RuleBook, item: Item, finding: Finding | None, last_result: str | None, beside: list[dict[str, str]]
) -> CaseRow:
    result = finding.result if finding else "pass"
    others = tuple(each.get(item.code, "pass") for each in beside)
    return CaseRow(item, result, last_result, finding, -_cost(book, finding), others)


def _cost(book: RuleBook, finding: Finding | None) -> int:
    if finding is None or finding.result != "fault":
        return 0
    return book.cost_of(finding.item, finding.severity, finding.count)
