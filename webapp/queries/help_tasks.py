"""Help tasks: at which faults they are opened, and where each stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.domain.months.help_task import UNFINISHED, State
from webapp.extensions import db
from webapp.models import Check, Courtyard, Finding, HelpPhoto, HelpStep, HelpTask, Household

RECENT = 60
WAITING = (State.ASKED, *UNFINISHED)
SHOWN = (
    joinedload(HelpTask.check),
    joinedload(HelpTask.courtyard).joinedload(Courtyard.lane),
    joinedload(HelpTask.household).joinedload(Household.courtyard).joinedload(Courtyard.lane),
    joinedload(HelpTask.volunteer).joinedload(Household.courtyard).joinedload(Courtyard.lane),
    joinedload(HelpTask.person),
    selectinload(HelpTask.steps).joinedload(HelpStep.maker),
    selectinload(HelpTask.photos),
)


@dataclass(frozen=True, slots=True)
class NeedsHelp:
    """A fault of a check at a courtyard where a household in difficulty lives."""

    check: Check
    item: str
    household: int


def faults_that_need_help(community_id: int, checks: Collection[Check]) -> list[NeedsHelp]:
    """Of several households in difficulty in one courtyard the owner's, else the first."""
    by_id = {check.id: check for check in checks}
    homes: dict[int, int] = {}
    rows = db.session.execute(
        select(Household.courtyard_id, Household.id)
        .where(
            Household.community_id == community_id,
            Household.in_difficulty,
            Household.courtyard_id.in_({check.courtyard_id for check in checks}),
        )
        .order_by(Household.kind != "owner", Household.id)
    )
    for courtyard, home in rows:
        homes.setdefault(courtyard or 0, home)
    if not homes:
        return []
    helped = [check.id for check in checks if check.courtyard_id in homes]
    found = db.session.execute(
        select(Finding.check_id, Finding.item)
        .where(Finding.community_id == community_id, Finding.check_id.in_(helped), Finding.result == "fault")
        .order_by(Finding.id)
    )
    return [NeedsHelp(by_id[check], item, homes[by_id[check].courtyard_id]) for check, item in found]


def unfinished_tasks(community_id: int, courtyards: Collection[int]) -> list[HelpTask]:
    found = select(HelpTask).where(
        HelpTask.community_id == community_id,
        HelpTask.courtyard_id.in_(courtyards),
        HelpTask.state.in_(UNFINISHED),
    )
    return list(db.session.scalars(found.order_by(HelpTask.id)))


def tasks_of_checks(community_id: int, checks: Collection[int]) -> list[HelpTask]:
    found = select(HelpTask).where(HelpTask.community_id == community_id, HelpTask.check_id.in_(checks))
    return list(db.session.scalars(found.order_by(HelpTask.id)))


def items_not_passed(community_id: int, checks: Collection[int]) -> set[tuple[int, str]]:
    """(check, item) of every finding but those put right on the spot."""
    found = db.session.execute(
        select(Finding.check_id, Finding.item).where(
            Finding.community_id == community_id, Finding.check_id.in_(checks), Finding.result != "fixed"
        )
    )
    return {(check, item) for check, item in found}


def help_tasks(community_id: int) -> dict[str, list[HelpTask]]:
    """By state: all that are not finished, the oldest first; of the finished the latest."""
    of = select(HelpTask).where(HelpTask.community_id == community_id).options(*SHOWN)
    unfinished = db.session.scalars(of.where(HelpTask.state.in_(WAITING)).order_by(HelpTask.found_on, HelpTask.id))
    finished = (
        of.where(HelpTask.state == state).order_by(HelpTask.id.desc()).limit(RECENT)
        for state in (State.CONFIRMED, State.OVER)
    )
    groups: dict[str, list[HelpTask]] = {}
    for task in [*unfinished, *(task for found in finished for task in db.session.scalars(found))]:
        groups.setdefault(task.state, []).append(task)
    return groups


def help_task_by_id(community_id: int, key: int) -> HelpTask | None:
    found = select(HelpTask).where(HelpTask.community_id == community_id, HelpTask.id == key)
    return db.session.scalar(found.options(*SHOWN))


def open_tasks_for(household: Household) -> list[HelpTask]:
    """What a household can take: open, of others. Whom it is for is told to who has taken it, not before."""
    found = select(HelpTask).where(
        HelpTask.community_id == household.community_id,
        HelpTask.state == State.OPEN,
        HelpTask.household_id != household.id,
    )
    return list(db.session.scalars(found.order_by(HelpTask.found_on, HelpTask.id).options(*SHOWN)))


def count_of_open_help(household: Household) -> Select[int]:
    """What the household could take."""
    return select(func.count(HelpTask.id)).where(
        HelpTask.community_id == household.community_id,
        HelpTask.state == State.OPEN.value,
        HelpTask.household_id != household.id,
    )


def has_help_photo(community_id: int, task: int, sha256: str) -> bool:
    found = select(HelpPhoto.id).where(
        HelpPhoto.community_id == community_id, HelpPhoto.task_id == task, HelpPhoto.sha256 == sha256
    )
    return db.session.scalar(found) is not None


def proved_by(task: HelpTask) -> int | None:
    """Who entered the latest proof; nobody where the volunteer's own card did."""
    return next((step.maker_id for step in reversed(task.steps) if step.step == "prove"), None)


def own_help(household: Household) -> list[HelpTask]:
    """What the household took, and what it wished itself, the newest first."""
    wished = (HelpTask.household_id == household.id) & HelpTask.check_id.is_(None)
    found = select(HelpTask).where(
        HelpTask.community_id == household.community_id, (HelpTask.volunteer_id == household.id) | wished
    )
    return list(db.session.scalars(found.order_by(HelpTask.id.desc()).limit(RECENT).options(*SHOWN)))


def wish_by_token(community_id: int, token: str) -> HelpTask | None:
    return db.session.scalar(select(HelpTask).where(HelpTask.community_id == community_id, HelpTask.token == token))


def count_open_wishes(household: Household) -> int:
    """Wishes of its own that are not fulfilled."""
    found = select(func.count(HelpTask.id)).where(
        HelpTask.community_id == household.community_id,
        HelpTask.household_id == household.id,
        HelpTask.check_id.is_(None),
        HelpTask.state.in_(WAITING),
    )
    return db.session.scalar(found) or 0


def count_taken(household: Household) -> int:
    """What it took and has not proved yet."""
    found = select(func.count(HelpTask.id)).where(
        HelpTask.community_id == household.community_id,
        HelpTask.volunteer_id == household.id,
        HelpTask.state.in_((State.TAKEN, State.DONE)),
    )
    return db.session.scalar(found) or 0
