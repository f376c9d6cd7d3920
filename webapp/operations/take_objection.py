"""Take an objection to a published score: from the household itself, or at the counter on its behalf."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import SHOWN
from webapp.domain.months.cycle import State as MonthState
from webapp.domain.months.objection import State, Step, Subject
from webapp.models import Account, Community, Household, Month, Objection, Publication, User
from webapp.models.types import NAME
from webapp.operations.objection_steps import Said, add_step, is_repeat, spoken
from webapp.operations.transaction import transaction
from webapp.queries.accounts import account_of_household, accounts_by_id
from webapp.queries.months import month_named
from webapp.queries.objectionable import Disputable, disputable
from webapp.queries.objections import objections_of
from webapp.queries.publications import publications_of
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import as_score, kept_score


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is said of which line of whose score. `told_by` is who came to the counter; `late` that staff want it noted
    although the last day is past, for oversight to admit.
    """

    month: str
    account: int
    line: str
    text: str
    told_by: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The objection, also when the same was sent twice; or the code of why there is none."""

    objection: Objection | None
    refusal: str | None = None


def take_objection(by: User | Household, complaint: Complaint) -> Taken:
    """By staff at the counter, with the name of who came; or by a household, to its own account's score."""
    with transaction(by.community_id) as session:
        found = _find(by, complaint)
        if isinstance(found, str):
            return Taken(None, found)
        known = _known(by, complaint, found)
        if known is not None:
            return known
        refusal = _refuse(session.get_one(Community, by.community_id), by, complaint, found)
        return Taken(None, refusal) if refusal else Taken(_keep(session, by, complaint, found))


@dataclass(frozen=True, slots=True)
class _Found:
    account: Account
    month: Month
    publication: Publication
    about: Disputable


def _find(by: User | Household, complaint: Complaint) -> _Found | str:
    account = accounts_by_id(by.community_id, [complaint.account]).get(complaint.account)
    month = month_named(by.community_id, complaint.month)
    if account is None or (isinstance(by, Household) and not _is_own(by, account, complaint.month)):
        return "no_account"
    if month is None or month.state not in SHOWN:
        return "not_published"
    score = kept_score(by.community_id, account.id, complaint.month)
    if score is None:
        return "no_account"
    lines = disputable(account, month.name, as_score(score))
    about = next((each for each in lines if each.name == complaint.line), None)
    if about is None:
        return "no_line"
    return _Found(account, month, publications_of(by.community_id, month.name)[0], about)


def _is_own(household: Household, account: Account, month: str) -> bool:
    own = account_of_household(household, month)
    return own is not None and own.id == account.id


def _known(by: User | Household, complaint: Complaint, found: _Found) -> Taken | None:
    """What was objected to of the same line before: once more is the same, anything else is refused."""
    for known in objections_of(by.community_id, found.account.id, found.month.name):
        if not _is_same(known, found.about):
            continue
        if known.version == 1 and is_repeat(known, _maker(by), Step.TAKEN, spoken(complaint.text)):
            return Taken(known)
        if known.state not in (State.CLOSED, State.ANSWERED):
            return Taken(None, "already_open")
        if known.subject != Subject.SCORE:
            return Taken(None, "already_answered")
    return None


def _is_same(known: Objection, about: Disputable) -> bool:
    if known.subject != about.subject or known.code != about.code:
        return False
    return about.subject != Subject.DEED or tuple(known.sources) == about.sources


def _refuse(community: Community, by: User | Household, complaint: Complaint, found: _Found) -> str | None:
    if not spoken(complaint.text):
        return "no_words"
    if isinstance(by, User) and not complaint.told_by.strip():
        return "no_teller"
    is_late = _is_late(community, found)
    return "too_late" if is_late and not (complaint.late and isinstance(by, User)) else None


def _is_late(community: Community, found: _Found) -> bool:
    return found.month.state != MonthState.PUBLISHED or clock.today(community) > found.publication.open_until


def _keep(session: Session, by: User | Household, complaint: Complaint, found: _Found) -> Objection:
    community = session.get_one(Community, by.community_id)
    late = _is_late(community, found)
    days = rule_book_scored_by(found.month).answer_days
    objection = Objection(
        community_id=community.id,
        account_id=found.account.id,
        publication_id=found.publication.id,
        month=found.month.name,
        subject=str(found.about.subject),
        code=found.about.code,
        sources=list(found.about.sources),
        household_id=by.id if isinstance(by, Household) else None,
        told_by="".join(letter for letter in complaint.told_by if letter.isprintable()).strip()[:NAME],
        late=late,
        state=State.LATE if late else State.OPEN,
        version=0,
        answer_until=clock.today(community) + dt.timedelta(days=days),
    )
    session.add(objection)
    session.flush()
    add_step(session, objection, Step.TAKEN, _maker(by), Said(spoken(complaint.text)))
    return objection


def _maker(by: User | Household) -> User | None:
    return by if isinstance(by, User) else None
