"""Activities, their sheets, and what posting one would give everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.domain.months.cycle import takes_changes
from webapp.domain.scoring.carried import NOTHING
from webapp.domain.scoring.evaluation import book_for
from webapp.domain.scoring.observation import DeedClaim
from webapp.domain.scoring.score import score_month
from webapp.extensions import db
from webapp.models import Account, Activity, Attendance, Community, Courtyard, Deed, Household
from webapp.queries.accounts import accounts_by_id
from webapp.queries.deeds import account_claims, deed_claims
from webapp.queries.months import states_of
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.scoring_input import before

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ListedActivity:
    """An activity with how many signed in, and for how many of them a deed was posted."""

    activity: Activity
    people: int
    posted: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the sheet; `asked` is what the rule gives, `given` what the caps leave. Posted, it has a deed."""

    sign_in: Attendance
    deed: Deed | None
    asked: int
    given: int


def listed_activities(community_id: int, page: int = 1) -> tuple[list[ListedActivity], bool]:
    """The latest day first, and whether there are more."""
    counted = (
        select(
            Attendance.activity_id,
            func.count(Attendance.id).label("people"),
            func.count(Attendance.deed_id).label("posted"),
        )
        .where(Attendance.community_id == community_id)
        .group_by(Attendance.activity_id)
        .subquery()
    )
    found = db.session.execute(
        select(Activity, counted.c.people, counted.c.posted)
        .outerjoin(counted, counted.c.activity_id == Activity.id)
        .where(Activity.community_id == community_id)
        .order_by(Activity.day.desc(), Activity.id.desc())
        .offset((page - 1) * AT_ONCE)
        .limit(AT_ONCE + 1)
    )
    rows = [ListedActivity(activity, people or 0, posted or 0) for activity, people, posted in found]
    return rows[:AT_ONCE], len(rows) > AT_ONCE


def activity_by_id(community_id: int, key: int) -> Activity | None:
    return db.session.scalar(select(Activity).where(Activity.community_id == community_id, Activity.id == key))


def activity_by_token(community_id: int, token: str) -> Activity | None:
    return db.session.scalar(select(Activity).where(Activity.community_id == community_id, Activity.token == token))


def sign_ins_of(activity: Activity) -> list[Attendance]:
    """In the order they were written down."""
    found = select(Attendance).where(
        Attendance.community_id == activity.community_id, Attendance.activity_id == activity.id
    )
    loaded = (
        joinedload(Attendance.account).joinedload(Account.courtyard).joinedload(Courtyard.lane),
        joinedload(Attendance.person),
        joinedload(Attendance.household).joinedload(Household.courtyard),
    )
    return list(db.session.scalars(found.order_by(Attendance.id).options(*loaded)))


def deeds_of_sheet(activity: Activity) -> list[Deed]:
    """All that were posted for it, also those taken back."""
    found = select(Deed).where(Deed.community_id == activity.community_id, Deed.activity_id == activity.id)
    return list(db.session.scalars(found.order_by(Deed.id)))


def sheet_rows(community: Community, activity: Activity, month: str = "") -> list[SheetRow]:
    """The sheet as it stands; `given` counts with what is accepted in `month`, in which it would count now, not with
    what still waits.
    """
    month = month or counting_month(community, activity)
    sign_ins, deeds = sign_ins_of(activity), {deed.id: deed for deed in deeds_of_sheet(activity)}
    open_ones = [each for each in sign_ins if each.deed_id is None]
    gains = _gains(community, activity, month, open_ones)
    rows = []
    for each in sign_ins:
        deed = deeds.get(each.deed_id or 0)
        asked, given = gains[each.id] if deed is None else (deed.asked_points or deed.points, deed.points)
        rows.append(SheetRow(each, deed, asked, given))
    return rows


def _gains(
    community: Community, activity: Activity, month: str, sign_ins: Sequence[Attendance]
) -> dict[int, tuple[int, int]]:
    """(asked, within caps) by sign-in. Of several of one account the later ones get what the earlier ones leave."""
    _, book = rule_book_in_force(community.id, month)
    in_yards, of_accounts = deed_claims(community.id, month), account_claims(community.id, month)
    carried = before(community.id, month, book).carried
    accounts = accounts_by_id(community.id, {each.account_id for each in sign_ins})
    claims: dict[int, list[DeedClaim]] = {
        key: [*in_yards.get(each.courtyard_id or 0, ()), *of_accounts.get(key, ())] for key, each in accounts.items()
    }
    had: dict[int, int] = {}
    gains = {}

    def bonus(key: int) -> int:
        own = book_for(book, accounts[key].kind)
        return score_month(own, month, (), claims[key], None, carried.get(key, NOTHING)).bonus

    for each in sign_ins:
        key = each.account_id
        had.setdefault(key, bonus(key))
        claim = _claim(activity, each)
        claims[key].append(claim)
        now = bonus(key)
        rule = book.deed(activity.kind)
        asked = rule.value.worth(claim.points, claim.quantity).asked if rule else claim.points
        gains[each.id] = (asked, now - had[key])
        had[key] = now
    return gains


def _claim(activity: Activity, each: Attendance) -> DeedClaim:
    quantity = each.quantity or activity.quantity
    return DeedClaim(f"sheet-{each.id}", activity.kind, activity.day, activity.points, activity.title, quantity)


def counting_month(community: Community, activity: Activity) -> str:
    """The month in which posting it now would count: its own, else the earliest that takes changes."""
    own, running = f"{activity.day:%Y-%m}", f"{clock.today(community):%Y-%m}"
    states = states_of(community.id, {own})
    if own >= running or (own in states and takes_changes(states[own])):
        return own
    return running


def posted_counts(rows: Sequence[SheetRow]) -> dict[str, int]:
    """How many lines of the sheet stand in which state; "" are not posted."""
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row.deed.state if row.deed else ""] += 1
    return found
