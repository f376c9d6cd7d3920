"""Entries that were put aside: conflicts, and what was refused, until staff have settled them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from webapp.extensions import db
from webapp.models import Device, ReceivedEntry, Settlement, User

ASIDE = ("conflict", "rejected")
READMITTED = "readmitted"
DISMISSED = "dismissed"
# Put aside, and not settled by staff.
IS_WAITING = ReceivedEntry.outcome.in_(ASIDE) & (
    ~select(Settlement.id)
    .where(Settlement.community_id == ReceivedEntry.community_id, Settlement.entry_id == ReceivedEntry.id)
    .exists()
)


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry put aside, who sent it and from which phone; `settlement` once there is one, and by whom."""

    entry: ReceivedEntry
    sender: User
    device: str
    settlement: Settlement | None = None
    settler: str = ""


def waiting_entries(community_id: int, page: int, size: int) -> list[Aside]:
    """One page of those that nobody has settled, the oldest first; one more than `size` when there is a next page."""
    waiting = _with_sender(community_id).where(IS_WAITING).order_by(ReceivedEntry.id).offset((page - 1) * size)
    found = db.session.execute(waiting.limit(size + 1))
    return [Aside(entry, sender, device or "") for entry, sender, device in found]


def count_of_aside(community_id: int) -> Select[int]:
    return select(func.count(ReceivedEntry.id)).where(ReceivedEntry.community_id == community_id, IS_WAITING)


def settled_entries(community_id: int, most: int) -> list[Aside]:
    """Those settled last, the newest first."""
    found = (
        select(Settlement, ReceivedEntry, User, Device.name)
        .join(ReceivedEntry, ReceivedEntry.id == Settlement.entry_id)
        .join(User, User.id == ReceivedEntry.user_id)
        .outerjoin(Device, Device.id == ReceivedEntry.device_id)
        .where(Settlement.community_id == community_id, ReceivedEntry.community_id == community_id)
        .order_by(Settlement.id.desc())
        .limit(most)
    )
    rows = db.session.execute(found).all()
    names = _names(community_id, {settlement.settled_by for settlement, *_ in rows})
    return [
        Aside(entry, sender, device or "", settlement, names.get(settlement.settled_by, ""))
        for settlement, entry, sender, device in rows
    ]


def aside_by_key(community_id: int, key: int) -> Aside | None:
    """One that is, or was, put aside in this community."""
    settled = (Settlement.entry_id == ReceivedEntry.id) & (Settlement.community_id == community_id)
    found = _with_sender(community_id).add_columns(Settlement).outerjoin(Settlement, settled)
    row = db.session.execute(found.where(ReceivedEntry.id == key)).first()
    if row is None or (row.Settlement is None and row.ReceivedEntry.outcome not in ASIDE):
        return None
    entry, sender, device, settlement = row
    names = _names(community_id, {settlement.settled_by}) if settlement else {}
    return Aside(entry, sender, device or "", settlement, "".join(names.values()))


def entry_to_settle(community_id: int, key: int) -> ReceivedEntry | None:
    """The entry; None when it is not aside or was settled before."""
    found = select(ReceivedEntry).where(ReceivedEntry.community_id == community_id, ReceivedEntry.id == key)
    entry = db.session.scalar(found)
    if entry is None or entry.outcome not in ASIDE or settlement_of(community_id, key) is not None:
        return None
    return entry


def settlement_of(community_id: int, key: int) -> Settlement | None:
    return db.session.scalar(
        select(Settlement).where(Settlement.community_id == community_id, Settlement.entry_id == key)
    )


def standing_text(entry: ReceivedEntry) -> ReceivedEntry | None:
    """The text that stands under the same id, with which this one is in conflict."""
    return db.session.scalar(
        select(ReceivedEntry)
        .where(
            ReceivedEntry.community_id == entry.community_id,
            ReceivedEntry.user_id == entry.user_id,
            ReceivedEntry.entry_id == entry.entry_id,
            ReceivedEntry.outcome == "accepted",
        )
        .order_by(ReceivedEntry.id)
        .limit(1)
    )


def who_readmitted(community_id: int, taken: Collection[int]) -> dict[int, int]:
    """By the key of the text that was taken: the user who let it in."""
    found = select(Settlement.taken_id, Settlement.settled_by).where(
        Settlement.community_id == community_id, Settlement.taken_id.in_(taken)
    )
    return {key: user for key, user in db.session.execute(found) if key is not None} if taken else {}


def readmitted_as(community_id: int, aside: Collection[int]) -> dict[int, str]:
    """Of these texts, by key, those that staff took in: the id that the text they became stands under."""
    found = (
        select(Settlement.entry_id, ReceivedEntry.entry_id)
        .join(ReceivedEntry, ReceivedEntry.id == Settlement.taken_id)
        .where(
            Settlement.community_id == community_id,
            ReceivedEntry.community_id == community_id,
            Settlement.entry_id.in_(aside),
        )
    )
    return dict(db.session.execute(found).all()) if aside else {}


def dismissed_texts(community_id: int, users: Collection[int], ids: Collection[str]) -> set[tuple[int, str]]:
    """Of these ids, with whose they are, those of which staff dismissed a text."""
    found = (
        select(ReceivedEntry.user_id, ReceivedEntry.entry_id)
        .join(Settlement, Settlement.entry_id == ReceivedEntry.id)
        .where(
            Settlement.community_id == community_id,
            Settlement.verdict == DISMISSED,
            ReceivedEntry.community_id == community_id,
            ReceivedEntry.user_id.in_(users),
            ReceivedEntry.entry_id.in_(ids),
            ReceivedEntry.outcome == "rejected",
        )
    )
    return {(user, identity) for user, identity in db.session.execute(found)} if ids else set()


def _with_sender(community_id: int) -> Select:
    return (
        select(ReceivedEntry, User, Device.name)
        .join(User, User.id == ReceivedEntry.user_id)
        .outerjoin(Device, Device.id == ReceivedEntry.device_id)
        .where(ReceivedEntry.community_id == community_id)
    )


def _names(community_id: int, users: Collection[int]) -> dict[int, str]:
    found = select(User.id, User.name).where(User.community_id == community_id, User.id.in_(users))
    return dict(db.session.execute(found).all()) if users else {}
