"""What one delivery is judged against: who sends, what is known already, the roster, the rule books."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.clock import community_day, corrected, is_plausible
from sync.entry import CheckEntry
from sync.reasons import Rejection, rejection
from sync.statement import Checklist, judge_statement
from webapp.models import Check, Community, Courtyard, Device, ReceivedEntry, User, Walk
from webapp.queries import intake as queries
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
    walks: dict[str, Walk] = field(default_factory=dict)
    kept: dict[tuple[str, str], ReceivedEntry] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)
    checklists: dict[int, Checklist | None] = field(default_factory=dict)

    @classmethod
    def open(cls, sender: Sender, checks: list[CheckEntry], digests: set[str], arrival: int, offset: int) -> Intake:
        """`digests` are those of all texts, readable or not; `arrival` and `offset` are milliseconds."""
        community = sender.user.community
        ids = {check.id for check in checks} | {check.replaces for check in checks if check.replaces}
        return cls(
            sender=sender,
            community=community,
            arrival=arrival,
            clock_offset=offset,
            courtyards=queries.courtyards_by_code(community.id, {check.courtyard for check in checks}),
            checks=queries.checks_by_uuid(community.id, ids),
            walks=queries.walks_by_uuid(community.id, {check.walk for check in checks}),
            kept={(row.entry_id, row.digest): row for row in queries.kept_entries(sender.user, ids, digests)},
            photos=queries.photos_here(community.id, {claim.sha256 for check in checks for claim in check.photos}),
        )

    def known_digests(self, identity: str) -> list[str]:
        """The texts that stand or were put aside under an id, in order of arrival; refused ones are judged anew."""
        return [
            digest for (kept_id, digest), row in self.kept.items() if kept_id == identity and row.outcome != "rejected"
        ]

    def judge(self, check: CheckEntry) -> Rejection | None:
        """Why this check can't be taken, or None; the caller has seen that its text is new."""
        return (
            self._judge_owner(check)
            # First of all the time: one that is not plausible may have no day at all.
            or self._judge_time(check)
            or self._judge_courtyard(check)
            or judge_statement(check, self._checklist(check.rule_version))
        )

    def missing(self, check: Check) -> tuple[str, ...]:
        """The hashes of its manifest that have not arrived."""
        named = dict.fromkeys(photo.sha256 for photo in check.photos)
        unknown = set(named) - self.photos
        if unknown:
            self.photos |= queries.photos_here(self.community.id, unknown)
        return tuple(sha256 for sha256 in named if sha256 not in self.photos)

    def _judge_owner(self, check: CheckEntry) -> Rejection | None:
        walk = self.walks.get(check.walk)
        other = self.checks.get(check.id)
        if other is not None or (walk is not None and walk.user_id != self.sender.user.id):
            return rejection("walk_belongs_to_other", "walk", check.id)
        replaced = self.checks.get(check.replaces or "")
        if replaced is not None and (
            replaced.courtyard.code != check.courtyard or replaced.inspector_id != self.sender.user.id
        ):
            return rejection("replaced_check_differs", "replaces", check.id)
        return None

    def _judge_courtyard(self, check: CheckEntry) -> Rejection | None:
        courtyard = self.courtyards.get(check.courtyard)
        if courtyard is None:
            return rejection("unknown_courtyard", "courtyard", check.id)
        time = min(corrected(check.saved_at, self.clock_offset), self.arrival)
        day = community_day(time, self.community.timezone)
        if not courtyard.enrolled_in(f"{day:%Y-%m}"):
            return rejection("courtyard_not_enrolled", "courtyard", check.id)
        if courtyard.id in recused_courtyards(self.sender.user, day):
            return rejection("not_your_courtyard", "courtyard", check.id)
        if courtyard.grid_id not in {grid.id for grid in grids_of(self.sender.user, day)}:
            return rejection("courtyard_not_assigned", "courtyard", check.id)
        return None

    def _judge_time(self, check: CheckEntry) -> Rejection | None:
        zone = self.community.timezone
        if is_plausible(check.day, check.saved_at, self.clock_offset, self.arrival, zone):
            return None
        return rejection("day_implausible", "day", check.id)

    def _checklist(self, version: int) -> Checklist | None:
        if version not in self.checklists:
            self.checklists[version] = self._read_checklist(version)
        return self.checklists[version]

    def _read_checklist(self, version: int) -> Checklist | None:
        book = rule_book_of_version(self.community.id, version)
        if book is None:
            return None
        from_lane = {item.code: item.from_lane for item in book.items}
        return Checklist(version, from_lane, {obstacle.code: obstacle.judged for obstacle in book.obstacles})
