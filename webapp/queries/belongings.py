"""What belongs to one household and to nobody else: what it said, did, sent and wished."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, literal, select, union, union_all
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.models import (
    Account,
    AccountHolder,
    Activity,
    Check,
    CheckPhoto,
    Deed,
    DeedPhoto,
    Good,
    HelpPhoto,
    HelpTask,
    Household,
    Membership,
    Objection,
    ObjectionPhoto,
    Person,
    Photo,
    Publication,
    PutRight,
    PutRightPhoto,
    Redemption,
    Reservation,
    Score,
    User,
    WalkSheet,
)


@dataclass(frozen=True, slots=True)
class Belongings:
    """Keys of rows. `people` belong to no other household and are no users; `checks` were made of its courtyard while
    it alone held the account.
    """

    household: Household
    accounts: tuple[int, ...]
    people: tuple[int, ...]
    deeds: tuple[int, ...]
    objections: tuple[int, ...]
    tasks: tuple[int, ...]
    put_rights: tuple[int, ...]
    checks: tuple[int, ...]


def belongings_of(household: Household) -> Belongings:
    community_id, key = household.community_id, household.id
    people = _own_people(household)
    accounts = _own_accounts(household, people)
    of_deeds = (
        (Deed.household_id == key)
        | (Deed.claimed_by == key)
        | Deed.person_id.in_(people)
        | Deed.account_id.in_(accounts)
    )
    of_objections = (Objection.household_id == key) | Objection.account_id.in_(accounts)
    of_tasks = (HelpTask.household_id == key) | (HelpTask.volunteer_id == key)
    rows = db.session.execute(
        union_all(
            select(literal("deed"), Deed.id).where(Deed.community_id == community_id, of_deeds),
            select(literal("objection"), Objection.id).where(Objection.community_id == community_id, of_objections),
            select(literal("task"), HelpTask.id).where(HelpTask.community_id == community_id, of_tasks),
            select(literal("put_right"), PutRight.id).where(
                PutRight.community_id == community_id, PutRight.household_id == key
            ),
        )
    ).all()
    deeds, objections, tasks, put_rights = (
        tuple(sorted(found for kind, found in rows if kind == wanted))
        for wanted in ("deed", "objection", "task", "put_right")
    )
    checks = _own_checks(community_id, accounts)
    return Belongings(household, accounts, people, deeds, objections, tasks, put_rights, checks)


def _keys(found) -> tuple[int, ...]:
    return tuple(db.session.scalars(found))


def _own_people(household: Household) -> tuple[int, ...]:
    elsewhere = aliased(Membership)
    return _keys(
        select(Membership.person_id)
        .where(
            Membership.community_id == household.community_id,
            Membership.household_id == household.id,
            ~select(elsewhere.id)
            .where(
                elsewhere.community_id == household.community_id,
                elsewhere.person_id == Membership.person_id,
                elsewhere.household_id != household.id,
            )
            .exists(),
            ~select(User.id)
            .where(User.community_id == household.community_id, User.person_id == Membership.person_id)
            .exists(),
        )
        .distinct()
    )


def _own_accounts(household: Household, people: Collection[int]) -> tuple[int, ...]:
    """Those it alone holds or held."""
    community_id, other = household.community_id, aliased(AccountHolder)
    held = (
        select(AccountHolder.account_id)
        .where(AccountHolder.community_id == community_id, AccountHolder.household_id == household.id)
        .where(
            ~select(other.id)
            .where(
                other.community_id == community_id,
                other.account_id == AccountHolder.account_id,
                other.household_id != household.id,
            )
            .exists()
        )
    )
    return _keys(
        select(Account.id).where(
            Account.community_id == community_id,
            Account.id.in_(held) | (Account.household_id == household.id) | Account.person_id.in_(people),
        )
    )


def _own_checks(community_id: int, accounts: Collection[int]) -> tuple[int, ...]:
    return _keys(
        select(Check.id)
        .join(Account, Account.courtyard_id == Check.courtyard_id)
        .where(
            Check.community_id == community_id,
            Account.community_id == community_id,
            Account.id.in_(accounts),
            Check.month >= Account.opened_in,
            Account.closed_in.is_(None) | (Check.month <= Account.closed_in),
        )
        .distinct()
    )


# Which photos are a household's own, by what names them; a good's picture and a sheet of many are nobody's.
OWN_PHOTOS = (
    (CheckPhoto, CheckPhoto.check_id, "checks"),
    (DeedPhoto, DeedPhoto.deed_id, "deeds"),
    (HelpPhoto, HelpPhoto.task_id, "tasks"),
    (PutRightPhoto, PutRightPhoto.put_right_id, "put_rights"),
    (ObjectionPhoto, ObjectionPhoto.objection_id, "objections"),
)


def own_photos(own: Belongings) -> list[str]:
    """Hashes of photos that are still here, and named by nothing of anybody else."""
    community_id = own.household.community_id
    named = union(
        *(
            select(line.sha256).where(line.community_id == community_id, key.in_(getattr(own, keys)))
            for line, key, keys in OWN_PHOTOS
        )
    )
    others: CompoundSelect = union(
        *(
            select(line.sha256).where(line.community_id == community_id, key.not_in(getattr(own, keys)))
            for line, key, keys in OWN_PHOTOS
        ),
        select(Activity.sheet).where(Activity.community_id == community_id, Activity.sheet.is_not(None)),
        select(Good.picture).where(Good.community_id == community_id, Good.picture.is_not(None)),
        select(WalkSheet.sha256).where(WalkSheet.community_id == community_id),
    )
    return list(
        db.session.scalars(
            select(Photo.sha256)
            .where(
                Photo.community_id == community_id,
                Photo.expired_at.is_(None),
                Photo.sha256.in_(named),
                Photo.sha256.not_in(others),
            )
            .order_by(Photo.id)
        )
    )


def collected_for(own: Belongings) -> list[Redemption | Reservation]:
    """What it had put by for an account that it shares, and what its people collected for one, by their names."""
    home = own.household
    names = select(Person.name).where(Person.community_id == home.community_id, Person.id.in_(own.people))
    held = select(AccountHolder.account_id).where(
        AccountHolder.community_id == home.community_id, AccountHolder.household_id == home.id
    )
    collected = select(Redemption).where(
        Redemption.community_id == home.community_id,
        Redemption.account_id.in_(held),
        Redemption.picked_up_by.in_(names),
    )
    put_by = select(Reservation).where(
        Reservation.community_id == home.community_id,
        (Reservation.household_id == home.id)
        | (Reservation.account_id.in_(held) & Reservation.picked_up_by.in_(names)),
    )
    return [*db.session.scalars(collected), *db.session.scalars(put_by)]


def scores_with(own: Belongings) -> list[tuple[Score, frozenset[str]]]:
    """Scores that show words of its deeds, each with the deeds' ids as lines name them; words of an entry that came
    from a phone stay.
    """
    community_id = own.household.community_id
    found = db.session.execute(
        select(Deed.id, Deed.account_id, Deed.courtyard_id).where(
            Deed.community_id == community_id, Deed.id.in_(own.deeds), Deed.entry_id.is_(None)
        )
    ).all()
    credited = select(Account.id).where(
        Account.community_id == community_id,
        Account.id.in_({row.account_id for row in found} | set(own.accounts))
        | Account.courtyard_id.in_({row.courtyard_id for row in found}),
    )
    parents = select(Account.parent_id).where(Account.community_id == community_id, Account.id.in_(credited))
    scores = db.session.scalars(
        select(Score).where(
            Score.community_id == community_id, Score.account_id.in_(credited) | Score.account_id.in_(parents)
        )
    )
    wordless = {str(row.id) for row in found}
    named = ((score, _sources(score) & wordless) for score in scores)
    return [(score, sources) for score, sources in named if sources]


def _sources(score: Score) -> frozenset[str]:
    return frozenset(source for line in score.lines for source in line["sources"])


def publications_with(score: Score) -> list[int]:
    """Keys of the publications that showed this score."""
    found = select(Publication.id).where(
        Publication.community_id == score.community_id, Publication.month_id == score.month_id
    )
    return list(db.session.scalars(found))
