"""Take an objection to a published score: from the household itself, or at the counter on its behalf."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import SHOWN
from webapp.domain.months.cycle import State as MonthState
from webapp.domain.months.objection import State, Step, Subject, is_void
from webapp.domain.scoring.score import AccountScore
from webapp.models import Account, Community, Household, Month, Objection, ObjectionPhoto, Publication, User
from webapp.models.types import NAME
from webapp.operations.consent_to_photos import keep_consent
from webapp.operations.objection_steps import Said, add_step, is_repeat, spoken
from webapp.operations.plain_words import why_not_these
from webapp.operations.transaction import transaction
from webapp.queries.accounts import account_of_household, accounts_by_id
from webapp.queries.months import month_named
from webapp.queries.objectionable import Disputable, disputable, disputable_by
from webapp.queries.objections import objections_of
from webapp.queries.publications import publications_of
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import as_score, kept_score
from webapp.queries.uploads import photo_here

MOST_PHOTOS = 3


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is said of which line of whose score. `told_by` is who came to the counter; `late` that it is to be noted
    although the last day is past, for oversight to admit. `photos` are kept already, by hash.
    """

    month: str
    account: int
    line: str
    text: str
    told_by: str = ""
    late: bool = False
    photos: tuple[str, ...] = ()
    people_agree: bool = False


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
    lines = _lines(by, account, month.name, as_score(score))
    about = next((each for each in lines if each.name == complaint.line), None)
    if about is None:
        return "no_line"
    return _Found(account, month, publications_of(by.community_id, month.name)[0], about)


def _lines(by: User | Household, account: Account, month: str, score: AccountScore) -> list[Disputable]:
    if isinstance(by, Household):
        return disputable_by(by, account, month, score)
    return disputable(account, month, score)


def _is_own(household: Household, account: Account, month: str) -> bool:
    own = account_of_household(household, month)
    return own is not None and own.id == account.id


def _known(by: User | Household, complaint: Complaint, found: _Found) -> Taken | None:
    """What was objected to of the same line before: once more is the same, anything else is refused."""
    for known in objections_of(by.community_id, found.account.id, found.month.name):
        if is_void(known.state, known.outcome) or not _is_same(known, found.about):
            continue
        if (
            known.version == 1
            and known.household_id == _home(by)
            and is_repeat(known, _maker(by), Step.TAKEN, spoken(complaint.text))
        ):
            return Taken(known)
        if known.state not in (State.CLOSED, State.ANSWERED, State.WITHDRAWN):
            return Taken(None, "already_open")
        if known.subject != Subject.SCORE:
            return Taken(None, "already_answered")
    return None


def _is_same(known: Objection, about: Disputable) -> bool:
    if known.subject != about.subject or known.code != about.code:
        return False
    return about.subject != Subject.DEED or tuple(known.sources) == about.sources


def _refuse(community: Community, by: User | Household, complaint: Complaint, found: _Found) -> str | None:
    if refusal := why_not_these(spoken(complaint.text)):
        return refusal
    if isinstance(by, User) and not complaint.told_by.strip():
        return "no_teller"
    if len(complaint.photos) > MOST_PHOTOS:
        return "too_many_photos"
    if any(photo_here(by.community_id, sha256) is None for sha256 in complaint.photos):
        return "no_photo"
    return "too_late" if _is_late(community, found) and not complaint.late else None


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
        household_id=_home(by),
        told_by="".join(letter for letter in complaint.told_by if letter.isprintable()).strip()[:NAME],
        late=late,
        state=State.LATE if late else State.OPEN,
        version=0,
        answer_until=clock.today(community) + dt.timedelta(days=days),
    )
    session.add(objection)
    session.flush()
    session.add_all(
        ObjectionPhoto(community_id=community.id, objection_id=objection.id, sha256=sha256, position=position)
        for position, sha256 in enumerate(dict.fromkeys(complaint.photos))
    )
    if complaint.people_agree and isinstance(by, Household):
        keep_consent(session, by, complaint.photos)
    add_step(session, objection, Step.TAKEN, _maker(by), Said(spoken(complaint.text)))
    return objection


def _home(by: User | Household) -> int | None:
    return by.id if isinstance(by, Household) else None


def _maker(by: User | Household) -> User | None:
    return by if isinstance(by, User) else None
