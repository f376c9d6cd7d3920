"""What one delivery is judged against: who sends, what is known already, the roster, the rule books."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sync.clock import community_day, corrected, is_plausible
from sync.entry import CheckEntry, Entry
from sync.reasons import Rejection, rejection
from sync.statement import Checklist
from webapp.models import Check, Community, Courtyard, Deed, Device, ReceivedEntry, User, Walk
from webapp.queries import intake as queries
from webapp.queries.quarantine import dismissed_texts
from webapp.queries.rule_books import rule_book_of_version
from webapp.queries.users import grids_of, recused_courtyards


@dataclass(frozen=True, slots=True)
class Sender:
    """A person, and the phone they send from; without a phone it is a form of our own pages."""

    user: User
    device: Device | None = None

    @property
    def is_revoked(self) -> bool:
        return self.device is not None and self.device.is_stopped


@dataclass(slots=True)
class Intake:
    """Looked up once per delivery; kept up to date as its entries are taken one after another."""

    sender: Sender
    community: Community
    arrival: int
    clock_offset: int
    courtyards: dict[str, Courtyard] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    deeds: dict[str, Deed] = field(default_factory=dict)
    walks: dict[str, Walk] = field(default_factory=dict)
    companions: dict[int, User] = field(default_factory=dict)
    kept: dict[tuple[str, str], ReceivedEntry] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)
    dismissed: set[str] = field(default_factory=set)
    checklists: dict[int, Checklist | None] = field(default_factory=dict)

    @classmethod
    def open(cls, sender: Sender, entries: list[Entry], digests: set[str], arrival: int, offset: int) -> Intake:
        """`digests` are those of all texts, readable or not; `arrival` and `offset` are milliseconds."""
        community = sender.user.community
        ids = {entry.id for entry in entries} | {entry.replaces for entry in entries if entry.replaces}
        checks = [entry for entry in entries if isinstance(entry, CheckEntry)]
        kept = {(row.entry_id, row.digest): row for row in queries.kept_entries(sender.user, ids, digests)}
        refused = {row.entry_id for row in kept.values() if row.outcome == "rejected"}
        return cls(
            sender=sender,
            community=community,
            arrival=arrival,
            clock_offset=offset,
            courtyards=queries.courtyards_by_code(community.id, {entry.courtyard for entry in entries}),
            checks=queries.checks_by_uuid(community.id, ids),
            deeds=queries.deeds_by_uuid(community.id, ids),
            walks=queries.walks_by_uuid(community.id, {entry.walk for entry in entries}),
            companions=queries.users_by_id(community.id, {int(one) for check in checks for one in check.companions}),
            kept=kept,
            photos=queries.photos_here(community.id, {claim.sha256 for check in checks for claim in check.photos}),
            dismissed=dismissed_texts(community.id, sender.user.id, refused),
        )

    def known_digests(self, identity: str) -> list[str]:
        """The texts that stand or were put aside under an id, in order of arrival; refused ones are judged anew."""
        return [
            digest for (kept_id, digest), row in self.kept.items() if kept_id == identity and row.outcome != "rejected"
        ]

    def missing(self, check: Check) -> tuple[str, ...]:
        """The hashes of its manifest that have not arrived."""
        named = dict.fromkeys(photo.sha256 for photo in check.photos)
        unknown = set(named) - self.photos
        if unknown:
            self.photos |= queries.photos_here(self.community.id, unknown)
        return tuple(sha256 for sha256 in named if sha256 not in self.photos)

    def day_of(self, entry: Entry) -> dt.date:
        """The true day on which it was saved, which is never later than its arrival."""
        time = min(corrected(entry.saved_at, self.clock_offset), self.arrival)
        return community_day(time, self.community.timezone)

    def judge_owner(self, entry: Entry) -> Rejection | None:
        """A walk is one person's, and an id names one thing; the caller has seen that the text is new."""
        walk = self.walks.get(entry.walk)
        is_taken = entry.id in self.checks or entry.id in self.deeds
        if entry.id in self.dismissed:
            return rejection("entry_dismissed", "id", entry.id)
        if is_taken or (walk is not None and walk.user_id != self.sender.user.id):
            return rejection("walk_belongs_to_other", "walk", entry.id)
        return None

    def judge_time(self, entry: Entry) -> Rejection | None:
        zone = self.community.timezone
        if is_plausible(entry.day, entry.saved_at, self.clock_offset, self.arrival, zone):
            return None
        return rejection("day_implausible", "day", entry.id)

    def judge_courtyard(self, entry: Entry, concerned: dt.date) -> Rejection | None:
        """`concerned` is the day whose month the courtyard must take part in."""
        courtyard = self.courtyards.get(entry.courtyard)
        if courtyard is None:
            return rejection("unknown_courtyard", "courtyard", entry.id)
        day = self.day_of(entry)
        if not courtyard.enrolled_in(f"{concerned:%Y-%m}"):
            return rejection("courtyard_not_enrolled", "courtyard", entry.id)
        if self.is_recused(self.sender.user, courtyard, day):
            return rejection("not_your_courtyard", "courtyard", entry.id)
        if courtyard.grid_id not in {grid.id for grid in grids_of(self.sender.user, day)}:
            return rejection("courtyard_not_assigned", "courtyard", entry.id)
        return None

    def is_recused(self, user: User, courtyard: Courtyard, day: dt.date) -> bool:
        """On the day it tells of and on the day it comes: a phone's clock must not lead around 回避."""
        today = community_day(self.arrival, self.community.timezone)
        return any(courtyard.id in recused_courtyards(user, each) for each in {day, today})

    def checklist(self, version: int) -> Checklist | None:
        if version not in self.checklists:
            self.checklists[version] = self._read_checklist(version)
        return self.checklists[version]

    def _read_checklist(self, version: int) -> Checklist | None:
        book = rule_book_of_version(self.community.id, version)
        if book is None:
            return None
        return Checklist(
            version,
            from_lane={item.code: item.from_lane for item in book.items},
            obstacles={obstacle.code: obstacle.judged for obstacle in book.obstacles},
            severities={item.code: [each.code for each in item.severity] for item in book.items},
            most={item.code: item.count.most for item in book.items if item.count},
            deeds={deed.code: (deed.least, deed.most) for deed in book.deeds},
        )
