"""What of a published score can be objected to: what cost or gave something, deeds that do not count, all of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.months.objection import Subject
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.score import AccountScore
from webapp.extensions import db
from webapp.models import Account, Deed, Household
from webapp.queries.deeds import REFUSED, WAITING
from webapp.queries.disputes import of_account

OF_CHECKS = (Kind.DEDUCTION, Kind.OUTWEIGHED, Kind.RESTORED, Kind.NO_COST, Kind.ADJUSTMENT)


@dataclass(frozen=True, slots=True)
class Disputable:
    """`line` is what of the explanation it is, `deed` what is not in it; neither is the score as a whole."""

    subject: Subject
    code: str
    sources: tuple[str, ...]
    line: Line | None = None
    deed: Deed | None = None

    @property
    def name(self) -> str:
        """How a form names it."""
        if self.subject == Subject.SCORE:
            return str(self.subject)
        return f"{self.subject}:{self.code if self.subject == Subject.FINDING else self.sources[0]}"


def disputable(account: Account, month: str, score: AccountScore) -> list[Disputable]:
    """In the order of the explanation, then deeds that were refused or that nobody decided on, then everything."""
    lines = [found for found in map(_of_line, score.lines) if found]
    sources = {source: None for line in score.lines if line.kind in OF_CHECKS for source in line.sources}
    checks = tuple(source for source in sources if "-" in source)
    undecided = [Disputable(Subject.DEED, deed.kind, (str(deed.id),), deed=deed) for deed in _undecided(account, month)]
    return [*lines, *undecided, Disputable(Subject.SCORE, "", checks)]


def disputable_by(household: Household, account: Account, month: str, score: AccountScore) -> list[Disputable]:
    """The same for one household: what became of a deed that a neighbour in the yard reported is not its to read."""
    found = disputable(account, month, score)
    return [each for each in found if each.deed is None or each.deed.household_id in (None, household.id)]


def _of_line(line: Line) -> Disputable | None:
    if line.kind == Kind.DEDUCTION or (line.kind == Kind.WARNING and line.result is not None):
        return Disputable(Subject.FINDING, line.code, line.sources, line)
    if line.kind in (Kind.BONUS, Kind.BREACH, Kind.WARNING):
        return Disputable(Subject.DEED, line.code, line.sources, line)
    return None


def _undecided(account: Account, month: str) -> list[Deed]:
    found = db.session.scalars(
        select(Deed)
        .where(
            Deed.community_id == account.community_id,
            Deed.month == month,
            Deed.state.in_((WAITING, REFUSED)),
            of_account(account),
        )
        .order_by(Deed.day, Deed.id)
    )
    return list(found)
