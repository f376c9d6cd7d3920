"""One delivery as it is taken: who sends it and when, judged against what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sync.clock import community_day, corrected, is_plausible, moment
from sync.delivery import Delivered
from sync.digest import digest_text
from sync.entry import Entry
from sync.reasons import Rejection, rejection
from sync.schemas import load_entry
from webapp.models import Courtyard, Device, User
from webapp.operations.known import Known, KnownWalk


@dataclass(frozen=True, slots=True)
class Sender:
    """A person, and the phone they send from, without rows that would hold a connection while a delivery comes slowly.

    Without a phone it is a form of our own pages.
    """

    community_id: int
    user_id: int
    device_id: int | None = None

    @classmethod
    def of(cls, user: User, device: Device | None = None) -> Sender:
        return cls(user.community_id, user.id, device.id if device else None)

    @property
    def keys(self) -> tuple[int, int | None]:
        return self.user_id, self.device_id


@dataclass(frozen=True, slots=True)
class Arrived:
    """An entry after reading: as it came, the digest its text really has, what it says or why it can't be taken."""

    entry: Delivered
    digest: str
    loaded: Entry | Rejection

    @property
    def id(self) -> str:
        """ "" when the text was too broken to name one."""
        return self.loaded.id or ""

    @property
    def is_intact(self) -> bool:
        """Whether the text is the one that the phone hashed."""
        return self.digest == self.entry.digest


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one delivery brought, by keys, so that any thread may take it. Times are milliseconds.

    Once the phone `sent_from` is stopped, all of it is only set aside; once the phone `made_on` is, what is new of it.
    """

    user_id: int
    device_id: int | None
    arrival: int
    clock_offset: int
    arrived: tuple[Arrived, ...]
    sent_from: int | None = None
    made_on: int | None = None


def read(entry: Delivered) -> Arrived:
    """What it says, or what is wrong with it by itself."""
    digest, loaded = digest_text(entry.text), load_entry(entry.text)
    is_intact = digest == entry.digest
    return Arrived(entry, digest, loaded if is_intact else rejection("entry_digest_differs", "digest", loaded.id))


@dataclass(frozen=True, slots=True)
class Intake:
    """A parcel against what is known."""

    known: Known
    parcel: Parcel

    @property
    def user_id(self) -> int:
        return self.parcel.user_id

    @property
    def is_revoked(self) -> bool:
        return self.parcel.sent_from in self.known.stopped

    def judge_maker(self, entry: Entry) -> Rejection | None:
        """Whether the phone that made it was stopped; the caller has seen that the text is new."""
        is_stopped = self.parcel.made_on in self.known.stopped
        return rejection("maker_stopped", "device", entry.id) if is_stopped else None

    def told_time(self, entry: Entry) -> int:
        """When it was saved, by the server's clock; it may lie in the future."""
        return corrected(entry.saved_at, self.parcel.clock_offset)

    def time_of(self, entry: Entry) -> int:
        """When it was truly saved, which is never later than its arrival."""
        return min(self.told_time(entry), self.parcel.arrival)

    def day_of(self, entry: Entry) -> dt.date:
        return community_day(self.time_of(entry), self.known.community.timezone)

    def judge_owner(self, entry: Entry) -> Rejection | None:
        """A walk is one person's, and an id names one thing; the caller has seen that the text is new."""
        walk = self.known.walks.get(entry.walk)
        is_taken = entry.id in self.known.checks or entry.id in self.known.deeds
        if (self.user_id, entry.id) in self.known.dismissed:
            return rejection("entry_dismissed", "id", entry.id)
        if is_taken or (walk is not None and walk.user_id != self.user_id):
            return rejection("walk_belongs_to_other", "walk", entry.id)
        return None

    def judge_time(self, entry: Entry) -> Rejection | None:
        zone = self.known.community.timezone
        if is_plausible(entry.day, entry.saved_at, self.parcel.clock_offset, self.parcel.arrival, zone):
            return None
        return rejection("day_implausible", "day", entry.id)

    def judge_courtyard(self, entry: Entry, concerned: dt.date) -> Rejection | None:
        """`concerned` is the day whose month the courtyard must take part in."""
        courtyard = self.known.courtyards.get(entry.courtyard)
        if courtyard is None:
            return rejection("unknown_courtyard", "courtyard", entry.id)
        day = self.day_of(entry)
        if not courtyard.enrolled_in(f"{concerned:%Y-%m}"):
            return rejection("courtyard_not_enrolled", "courtyard", entry.id)
        if self.is_recused(self.user_id, courtyard, day):
            return rejection("not_your_courtyard", "courtyard", entry.id)
        if not self.known.walks_there(self.user_id, courtyard, day):
            return rejection("courtyard_not_assigned", "courtyard", entry.id)
        return None

    def is_recused(self, user_id: int, courtyard: Courtyard, day: dt.date) -> bool:
        """On the day it tells of and on the day it comes: a phone's clock must not lead around 回避."""
        today = community_day(self.parcel.arrival, self.known.community.timezone)
        return any(self.known.is_recused(user_id, courtyard, each) for each in {day, today})

    def join_walk(self, entry: Entry, day: dt.date) -> None:
        """The walk that an entry belongs to; the first entry makes it."""
        if entry.walk not in self.known.walks:
            row = {
                "community_id": self.known.community.id,
                "uuid": entry.walk,
                "user_id": self.user_id,
                "device_id": self.parcel.device_id,
                "day": day,
                "first_received_at": moment(self.parcel.arrival),
            }
            self.known.walks[entry.walk] = KnownWalk(self.user_id, row=row)
