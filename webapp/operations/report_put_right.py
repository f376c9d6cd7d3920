"""A household says that a fault is put right, with photos, or takes that back; no score changes by it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.put_right import State, Step, after
from webapp.models import Check, Community, Household, PutRight, PutRightPhoto
from webapp.models.types import NOTE
from webapp.operations.consent_to_photos import keep_consent
from webapp.operations.note_change import note_own_act
from webapp.operations.plain_words import why_not_these
from webapp.operations.transaction import transaction
from webapp.queries.accounts import account_of_household
from webapp.queries.put_rights import check_with_fault, put_right_by_id, put_right_by_token, waits_already
from webapp.queries.uploads import photo_here

MOST_PHOTOS = 3
LOOKS_BACK = dt.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Report:
    """Which fault of which check (by uuid), and what it looks like now: photos that are kept already, by hash."""

    check: str
    item: str
    photos: tuple[str, ...]
    token: str
    text: str = ""
    people_agree: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """What waits, also when the same form came twice; or the code of why nothing does."""

    put_right: PutRight | None
    refusal: str | None = None


def report_put_right(by: Household, report: Report) -> Reported:
    with transaction(by.community_id) as session:
        known = put_right_by_token(by.community_id, report.token)
        if known is not None:
            return Reported(known) if known.household_id == by.id else Reported(None, "changed")
        today = clock.today(session.get_one(Community, by.community_id))
        check = fault_to_put_right(by, report.check, report.item, today)
        if check is None:
            return Reported(None, "unknown")
        refusal = _refuse(by, report, check)
        return Reported(None, refusal) if refusal else Reported(_keep(session, by, report, check, today))


def fault_to_put_right(by: Household, check: str, item: str, today: dt.date) -> Check | None:
    """The check that found it, of the household's own courtyard and not long ago."""
    account = account_of_household(by, f"{today:%Y-%m}")
    found = check_with_fault(account, check, item) if account and account.courtyard_id else None
    return found if found is not None and today - found.day <= LOOKS_BACK else None


def take_back_report(by: Household, key: int) -> str | None:
    """None when it is taken back, also when it was before."""
    with transaction(by.community_id) as session:
        found = put_right_by_id(by.community_id, key)
        if found is None or found.household_id != by.id:
            return "unknown"
        if found.state == State.WITHDRAWN:
            return None
        try:
            found.state = after(found.state, Step.WITHDRAW).value
        except NotAllowed as refused:
            return refused.reason
        found.version += 1
        note_own_act(session, by.community_id, "put_right_withdrawn", "put_right", str(key), household=by.id)
    return None


def _refuse(by: Household, report: Report, check: Check) -> str | None:
    if waits_already(check.courtyard_id, by.community_id, report.item):
        return "waits_already"
    if len(report.photos) > MOST_PHOTOS:
        return "too_many_photos"
    if wrong := why_not_these(report.text, is_needed=False):
        return wrong
    is_here = all(photo_here(by.community_id, sha256) is not None for sha256 in report.photos)
    return None if report.photos and is_here else "no_photo"


def _keep(session: Session, by: Household, report: Report, check: Check, today: dt.date) -> PutRight:
    kept = PutRight(
        community_id=by.community_id,
        household_id=by.id,
        courtyard_id=check.courtyard_id,
        check_id=check.id,
        item=report.item,
        text=report.text.strip()[:NOTE],
        day=today,
        made_at=clock.now(),
        state=State.WAITING.value,
        token=report.token,
    )
    session.add(kept)
    session.flush()
    session.add_all(
        PutRightPhoto(community_id=by.community_id, put_right_id=kept.id, sha256=sha256)
        for sha256 in dict.fromkeys(report.photos)
    )
    if report.people_agree:
        keep_consent(session, by, report.photos)
    note_own_act(session, by.community_id, "put_right_reported", "put_right", str(kept.id), household=by.id)
    return kept
