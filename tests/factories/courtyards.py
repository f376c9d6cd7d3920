"""Courtyards with their owner's household, head and account."""

from __future__ import annotations

import datetime as dt
from itertools import count

from tests.factories.communities import grid_of, lane_of
from webapp.domain.numbering import sort_key
from webapp.extensions import db
from webapp.models import Account, AccountHolder, Community, Courtyard, Household, Membership, Person

_numbers = count(1)
SINCE = dt.date(2020, 1, 1)


def make_courtyard(community: Community, number: str | None = None, holder: str = "何桂芳") -> Courtyard:
    """An enrolled courtyard in the community's lane and grid, held by a household whose head is `holder`."""
    place = next(_numbers)
    number = number or str(place)
    courtyard = Courtyard(
        community_id=community.id,
        code=f"Y{place:07d}",
        lane_id=lane_of(community).id,
        grid_id=grid_of(community).id,
        number=number,
        sort_key=sort_key(number),
        walk_position=place,
        latitude=36_200_000 + place,
        longitude=117_090_000 + place,
        enrolled_from="2020-01",
    )
    db.session.add(courtyard)
    db.session.flush()
    household = make_household(courtyard, holder)
    account = Account(community_id=community.id, courtyard_id=courtyard.id, opened_in="2020-01")
    db.session.add(account)
    db.session.flush()
    db.session.add(AccountHolder(community_id=community.id, account_id=account.id, household_id=household.id))
    db.session.commit()
    return courtyard


def make_household(courtyard: Courtyard, head: str, kind: str = "owner") -> Household:
    """Another household in the courtyard, with one person."""
    place = next(_numbers)
    household = Household(
        community_id=courtyard.community_id, courtyard_id=courtyard.id, code=f"H{place:07d}", kind=kind
    )
    person = Person(community_id=courtyard.community_id, name=head)
    db.session.add_all([household, person])
    db.session.flush()
    db.session.add(
        Membership(
            community_id=courtyard.community_id,
            household_id=household.id,
            person_id=person.id,
            role="head",
            since=SINCE,
        )
    )
    db.session.commit()
    return household


def household_of(courtyard: Courtyard) -> Household:
    return db.session.query(Household).filter_by(courtyard_id=courtyard.id).order_by(Household.id).first()


def account_of(courtyard: Courtyard) -> Account:
    return db.session.query(Account).filter_by(courtyard_id=courtyard.id).first()
