"""The evidence of an objection: the checks and deeds in question, and who had a part in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from webapp.domain.months.objection import Subject
from webapp.domain.months.rulings import CHECK, DEED, FINDING, Effect
from webapp.extensions import db
from webapp.models import Account, Check, Deed, Finding, Objection, Review
from webapp.queries.checks import WHOLE
from webapp.queries.quarantine import who_readmitted


@dataclass(frozen=True, slots=True)
class Dispute:
    """What it is about: approved checks in order of time, and deeds, also such as do not count."""

    objection: Objection
    checks: list[Check]
    deeds: list[Deed]

    def findings(self, check: Check) -> list[Finding]:
        """The faults of a check that a ruling can set aside."""
        code = self.objection.code if self.objection.subject == Subject.FINDING else None
        return [each for each in check.faults if code in (None, each.item)]

    @property
    def all_findings(self) -> list[Effect]:
        return [Effect(FINDING, check.uuid, each.item) for check in self.checks for each in self.findings(check)]

    def can_change(self, effect: Effect) -> bool:
        """Whether the ruling may touch that; points are for whoever knows the rule."""
        if effect.on == FINDING:
            return effect in self.all_findings
        if effect.on == CHECK:
            return any(check.uuid == effect.key for check in self.checks)
        return effect.on == DEED and any(str(deed.id) == effect.key for deed in self.deeds)


def dispute_of(objection: Objection) -> Dispute:
    """Of one line its own checks and deeds, of a whole score all of that account in that month."""
    community_id, sources = objection.community_id, objection.sources
    checks: ColumnElement[bool] = Check.uuid.in_([each for each in sources if not each.isdigit()])
    deeds: ColumnElement[bool] = Deed.id.in_([int(each) for each in sources if each.isdigit()])
    if objection.subject == Subject.SCORE:
        checks |= (Check.courtyard_id == objection.account.courtyard_id) & (Check.month == objection.month)
        deeds |= of_account(objection.account) & (Deed.month == objection.month)
    found = db.session.scalars(
        select(Check)
        .where(Check.community_id == community_id, Check.state == "approved", checks)
        .order_by(Check.corrected_at)
        .options(*WHOLE)
    )
    done = db.session.scalars(select(Deed).where(Deed.community_id == community_id, deeds).order_by(Deed.day, Deed.id))
    return Dispute(objection, list(found.unique()), [deed for deed in done if deed.state != "withdrawn"])


def of_account(account: Account) -> ColumnElement[bool]:
    """The deeds that credit it, whatever was decided about them."""
    own = Deed.account_id == account.id
    if account.courtyard_id is None:
        return own
    return own | (Deed.account_id.is_(None) & (Deed.courtyard_id == account.courtyard_id))


def involved_in(dispute: Dispute) -> set[int]:
    """Ids of those who made, came along on, let in or decided about the disputed checks and deeds."""
    checks, deeds = dispute.checks, dispute.deeds
    people = {check.inspector_id for check in checks} | {each.user_id for check in checks for each in check.companions}
    people |= {key for deed in deeds for key in (deed.logged_by, deed.decided_by) if key is not None}
    entries = {check.entry_id for check in checks} | {deed.entry_id for deed in deeds if deed.entry_id}
    readmitted = who_readmitted(dispute.objection.community_id, entries)
    return people | set(readmitted.values()) | _reviewers(dispute.objection.community_id, [each.id for each in checks])


def _reviewers(community_id: int, checks: Collection[int]) -> set[int]:
    found: Iterable[int] = db.session.scalars(
        select(Review.reviewer_id).where(Review.community_id == community_id, Review.check_id.in_(checks))
    )
    return set(found)
