"""A household claims a deed of its own, or takes a claim back; the working group decides about it like any other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.models import Community, Deed, DeedPhoto, Household
from webapp.models.deed import CLAIM
from webapp.operations.consent_to_photos import keep_consent
from webapp.operations.note_change import note_own_act
from webapp.operations.plain_words import why_not_these
from webapp.operations.record_deeds import Origin, Record, keep_records, refuse_records
from webapp.operations.transaction import transaction
from webapp.queries.claims import belongs_to, claim_by_token, claim_of, count_open_claims
from webapp.queries.crediting import account_to_credit
from webapp.queries.deeds import WAITING, WITHDRAWN
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.uploads import photo_here

MOST_PHOTOS = 3
MOST_OPEN = 20  # a card left open must not flood the desk


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody did in their own words, and photos that are kept already, by hash; `token` is of the form.
    `people_agree` says that whoever can be recognised in them does.
    """

    text: str
    kind: str
    day: dt.date
    token: str
    photos: tuple[str, ...] = ()
    points: int = 0
    quantity: int | None = None
    person: int | None = None
    people_agree: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """The deed, also when the same form came twice; or the code of why there is none."""

    deed: Deed | None
    refusal: str | None = None


def claim_deed(by: Household, claim: Claim) -> Claimed:
    """Whoever has the household's card claims for the household, or for `person`, one of its people."""
    with transaction(by.community_id) as session:
        known = claim_by_token(by.community_id, claim.token)
        if known is not None:
            return Claimed(known) if known.claimed_by == by.id else Claimed(None, "changed")
        community = session.get_one(Community, by.community_id)
        refusal = _refuse(by, claim)
        record = None if refusal else _record(by, claim)
        if record is None:
            return Claimed(None, refusal or "no_account")
        [refusal] = refuse_records(community, None, [record])
        if refusal is not None:
            return Claimed(None, refusal)
        return Claimed(_keep(session, community, by, claim, record))


def take_back_claim(by: Household, key: int) -> str | None:
    """None when it is taken back, also when it was before; what is decided stays."""
    with transaction(by.community_id) as session:
        deed = claim_of(by, key)
        if deed is None:
            return "unknown"
        if deed.state == WITHDRAWN:
            return None
        if deed.state != WAITING:
            return "decided"
        deed.state, deed.version = WITHDRAWN, deed.version + 1
        note_own_act(session, by.community_id, "claim_taken_back", "deed", str(deed.id), household=by.id)
    return None


def _refuse(by: Household, claim: Claim) -> str | None:
    if wrong := why_not_these(claim.text) or _refuse_kind(by, claim):
        return wrong
    if claim.person is not None and not belongs_to(by, claim.person, claim.day):
        return "no_person"
    if len(claim.photos) > MOST_PHOTOS:
        return "too_many_photos"
    if any(photo_here(by.community_id, sha256) is None for sha256 in claim.photos):
        return "no_photo"
    return "too_many_open" if count_open_claims(by) >= MOST_OPEN else None


def _refuse_kind(by: Household, claim: Claim) -> str | None:
    """By the rules of the day on which it was done."""
    book = rule_book_in_force(by.community_id, f"{claim.day:%Y-%m}")[1]
    rule = book.deed(claim.kind)
    if rule is None:
        return "no_kind"
    return None if book.is_claimable(rule) else "not_claimable"


def _record(by: Household, claim: Claim) -> Record | None:
    month = f"{claim.day:%Y-%m}"
    account = account_to_credit(by, month, rule_book_in_force(by.community_id, month)[1], claim.person)
    if account is None:
        return None
    what = (claim.kind, claim.day, claim.points, claim.quantity, claim.text)
    return Record(account.id, *what, household=by.id, person=claim.person)


def _keep(session: Session, community: Community, by: Household, claim: Claim, record: Record) -> Deed:
    origin = Origin(CLAIM, claimed_by=by.id, token=claim.token)
    [deed] = keep_records(session, community, None, [record], origin)
    session.add_all(
        DeedPhoto(community_id=community.id, deed_id=deed.id, sha256=sha256, position=position)
        for position, sha256 in enumerate(dict.fromkeys(claim.photos))
    )
    if claim.people_agree:
        keep_consent(session, by, claim.photos)
    note_own_act(session, community.id, "deed_claimed", "deed", str(deed.id), household=by.id)
    return deed
