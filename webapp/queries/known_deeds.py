"""What a file of deeds is judged against: the rules, whoever has points, and the deeds there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import select

from webapp.domain.imports.deed_rows import KnownAccount, KnownDeeds, Thing, WrittenDeed
from webapp.extensions import db
from webapp.models import Account, Courtyard, Deed, Household, Lane, Team
from webapp.queries.deeds import WITHDRAWN
from webapp.queries.known_roster import known_people, known_roster
from webapp.queries.rule_books import rule_book_in_force


def known_deeds(community_id: int, today: dt.date) -> KnownDeeds:
    _, book = rule_book_in_force(community_id, f"{today:%Y-%m}")
    yards = db.session.execute(
        select(Lane.name, Courtyard.number, Courtyard.id)
        .join(Lane, Lane.id == Courtyard.lane_id)
        .where(Courtyard.community_id == community_id)
        .order_by(Lane.position)
    ).all()
    home_yards = select(Household.id, Household.courtyard_id).where(
        Household.community_id == community_id, Household.courtyard_id.is_not(None)
    )
    teams = select(Team.group_name, Team.name, Team.id).where(Team.community_id == community_id)
    accounts = _accounts(community_id)
    return KnownDeeds(
        today=today,
        rules={rule.code: rule for rule in book.deeds} | {rule.code: rule for rule in book.breaches},
        scored={book.subject, *([book.roll_up.to] if book.roll_up else [])},
        lanes=list(dict.fromkeys(lane for lane, _, _ in yards)),
        yards={(lane, number): key for lane, number, key in yards},
        homes=known_roster(community_id, today).homes,
        home_yards={home: yard for home, yard in db.session.execute(home_yards) if yard is not None},
        people=known_people(community_id, today).people,
        teams={(branch, name): key for branch, name, key in db.session.execute(teams)},
        accounts=_by_thing(accounts),
        there=_there(community_id, {account.id: _thing(account) for account in accounts}),
    )


def _accounts(community_id: int) -> list[Account]:
    found = select(Account).where(Account.community_id == community_id).order_by(Account.opened_in, Account.id)
    return list(db.session.scalars(found))


def _thing(account: Account) -> Thing:
    """It refers to one thing alone."""
    return account.kind, account.courtyard_id or account.household_id or account.person_id or account.team_id or 0


def _by_thing(accounts: list[Account]) -> dict[Thing, list[KnownAccount]]:
    found: dict[Thing, list[KnownAccount]] = defaultdict(list)
    for each in accounts:
        found[_thing(each)].append(KnownAccount(each.id, each.opened_in, each.closed_in))
    return found


def _there(community_id: int, things: dict[int, Thing]) -> frozenset[WrittenDeed]:
    rows = db.session.execute(
        select(Deed.account_id, Deed.courtyard_id, Deed.kind, Deed.day, Deed.points, Deed.quantity, Deed.text).where(
            Deed.community_id == community_id, Deed.state != WITHDRAWN
        )
    )
    return frozenset(
        WrittenDeed(things[account] if account else ("courtyard", courtyard or 0), kind, day, points, quantity, text)
        for account, courtyard, kind, day, points, quantity, text in rows
    )
