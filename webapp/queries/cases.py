"""One check with all that is needed to judge it: what it says, what was last time, who decided what."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.domain.rules.label import Named
from webapp.domain.scoring.amendment import Amendment
from webapp.models import Check, CheckPhoto, Finding, ReceivedEntry, Review, TypedCheck, WalkSheet
from webapp.queries.checks import checks_around, past_of
from webapp.queries.holders import Holders, holders_of
from webapp.queries.review_desk import DeskCheck
from webapp.queries.rule_books import rule_book_versions


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


def case_of(desk: DeskCheck, holders: Holders | None = None) -> Case:
    """Everything about the check on the desk; `holders` of its courtyard where the page knows them already."""
    check, around = desk.check, checks_around(desk.check)
    books = rule_book_versions(check.community_id)
    book = books.numbered(check.rule_version)
    assert book is not None, "checks of unknown rule versions are rejected on arrival"
    holders = holders or holders_of(check.community_id, {check.courtyard_id})
    entry, typed, reviews = past_of(check)
    rows = _rows(book, check, around.last, around.others)
    return Case(
        desk=desk,
        book=book,
        holder=holders.on(check.day).get(check.courtyard_id, ""),
        last=around.last,
        rows=rows,
        passed=len(book.items) - len(rows) if check.judged in ("whole", "lane") else 0,
        reviews=reviews,
        replaces=around.replaced,
        entry=entry,
        reasons=books.in_force(check.month)[1].return_reasons,
        others=around.others,
        typed=typed,
        sheets=check.walk.sheets,
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
