"""What is known while deliveries are taken: looked up once for all of them, kept up to date as each is taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from sync.entry import CheckEntry, DeedEntry, Entry
from sync.statement import Checklist
from webapp.models import Community, Courtyard
from webapp.operations.place_in_month import place_in_month
from webapp.queries import intake as queries
from webapp.queries.quarantine import ASIDE, dismissed_texts, readmitted_as
from webapp.queries.rule_books import rule_book_of_version
from webapp.queries.users import is_within

Values = dict[str, Any]


@dataclass(slots=True)
class KnownThing:
    """A check or deed that is here; `courtyard` is its code, `user_id` who made it, `photos` its manifest."""

    courtyard: str
    user_id: int
    state: str
    photos: tuple[str, ...] = ()


@dataclass(slots=True)
class KnownWalk:
    """`id` is None until the walk is written, as `row` says."""

    user_id: int
    id: int | None = None
    row: Values = field(default_factory=dict)


@dataclass(slots=True)
class Posted:
    """The rows that follow from a text; `walk` is the uuid of its walk, `withdraws` that of a deed it takes back."""

    kind: str
    walk: str
    row: Values
    findings: list[Values] = field(default_factory=list)
    photos: list[Values] = field(default_factory=list)
    companions: list[Values] = field(default_factory=list)
    withdraws: str | None = None


@dataclass(slots=True)
class KeptText:
    """A text, kept once however often it comes; `id` is None until it is written, as `row` says."""

    outcome: str
    reason: str | None = None
    id: int | None = None
    row: Values = field(default_factory=dict)
    posted: Posted | None = None


# Who delivered it, and the id it names ("" when it names none); below that texts by digest, in order of arrival.
TextKey = tuple[int, str]
Texts = dict[TextKey, dict[str, KeptText]]


@dataclass(slots=True)
class Known:
    """The community under its lock, and of everything else what the entries name.

    `readmitted` are texts that staff took in after all: the id of what they became.
    """

    community: Community
    courtyards: dict[str, Courtyard]
    checks: dict[str, KnownThing]
    deeds: dict[str, KnownThing]
    replaced_deeds: set[tuple[str, int | None, str]]
    walks: dict[str, KnownWalk]
    kept: Texts
    readmitted: dict[tuple[TextKey, str], str]
    photos: set[str]
    dismissed: set[TextKey]
    stopped: set[int]
    people: set[int]
    grids: queries.Dated
    recusals: queries.Dated
    checklists: dict[int, Checklist | None] = field(default_factory=dict)
    months: dict[str, tuple[str, bool]] = field(default_factory=dict)
    # Texts that are new, or whose outcome changed: what is to be written, in the order of their entries.
    touched: dict[tuple[TextKey, str], KeptText] = field(default_factory=dict)

    def known_digests(self, key: TextKey) -> list[str]:
        """The texts that stand or were put aside under an id, in order of arrival; refused ones are judged anew."""
        return [digest for digest, text in self.kept.get(key, {}).items() if text.outcome != "rejected"]

    def is_recused(self, user_id: int, courtyard: Courtyard, day: dt.date) -> bool:
        return _holds(self.recusals, user_id, courtyard.id, day)

    def walks_there(self, user_id: int, courtyard: Courtyard, day: dt.date) -> bool:
        return _holds(self.grids, user_id, courtyard.grid_id, day)

    def missing(self, check: KnownThing) -> tuple[str, ...]:
        """The hashes of its manifest that have not arrived."""
        return tuple(sha256 for sha256 in check.photos if sha256 not in self.photos)

    def month_of(self, session: Session, day: dt.date) -> tuple[str, bool]:
        """(name of the month, whether that is another than the day's own), see place_in_month."""
        name = f"{day:%Y-%m}"
        if name not in self.months:
            self.months[name] = place_in_month(session, self.community, day)
        return self.months[name]

    def checklist(self, version: int) -> Checklist | None:
        if version not in self.checklists:
            self.checklists[version] = _checklist(self.community.id, version)
        return self.checklists[version]


def look_up(
    session: Session,
    community_id: int,
    senders: Collection[tuple[int, int | None]],
    texts: Collection[tuple[str, str]],
    entries: Collection[Entry],
) -> Known:
    """`senders` are users with their phones, `texts` ids ("" without) with digests, `entries` those that were read."""
    ids = {entry.id for entry in entries} | {entry.replaces for entry in entries if entry.replaces}
    users, phones = {user for user, _ in senders}, {phone for _, phone in senders if phone is not None}
    companions = {int(one) for entry in entries if isinstance(entry, CheckEntry) for one in entry.companions}
    named = {claim.sha256 for entry in entries if isinstance(entry, CheckEntry) for claim in entry.photos}
    kept = _kept(community_id, users, texts)
    refused = {key[1] for key, each in kept.items() if any(text.outcome == "rejected" for text in each.values())}
    readmitted = _readmitted(community_id, kept)
    checks, deeds = _things(community_id, ids | set(readmitted.values()))
    return Known(
        community=session.get_one(Community, community_id),
        courtyards=queries.courtyards_by_code(community_id, {entry.courtyard for entry in entries}),
        checks=checks,
        deeds=deeds,
        replaced_deeds=_replaced_deeds(community_id, entries),
        walks={
            uuid: KnownWalk(row.user_id, row.id)
            for uuid, row in queries.walks_by_uuid(community_id, {entry.walk for entry in entries}).items()
        },
        kept=kept,
        readmitted=readmitted,
        photos=queries.photos_here(community_id, named.union(*(check.photos for check in checks.values()))),
        dismissed=dismissed_texts(community_id, users, refused),
        stopped=queries.stopped_devices(community_id, phones),
        people=queries.users_here(community_id, companions),
        grids=queries.walked_grids(community_id, users),
        recusals=queries.recused_by_user(community_id, users | companions),
    )


def _things(community_id: int, ids: Collection[str]) -> tuple[dict[str, KnownThing], dict[str, KnownThing]]:
    """Checks and deeds by uuid."""
    found = queries.things_by_uuid(community_id, ids)
    photos = queries.manifests(community_id, [row.id for (kind, _), row in found.items() if kind == "check"])
    checks: dict[str, KnownThing] = {}
    deeds: dict[str, KnownThing] = {}
    for (kind, uuid), row in found.items():
        thing = KnownThing(row.courtyard, row.user_id, row.state)
        if kind == "check":
            thing.photos = photos.get(row.id, ())
        (checks if kind == "check" else deeds)[uuid] = thing
    return checks, deeds


def _replaced_deeds(community_id: int, entries: Collection[Entry]) -> set[tuple[str, int | None, str]]:
    deeds = {entry.id for entry in entries if isinstance(entry, DeedEntry)}
    return queries.replaced_deeds(community_id, deeds)


def _kept(community_id: int, users: Collection[int], texts: Collection[tuple[str, str]]) -> Texts:
    ids = {identity for identity, _ in texts if identity}
    nameless = {digest for identity, digest in texts if not identity}
    kept: Texts = {}
    for row in queries.kept_texts(community_id, users, ids, nameless):
        kept.setdefault((row.user_id, row.entry_id), {})[row.digest] = KeptText(row.outcome, id=row.id)
    return kept


def _readmitted(community_id: int, kept: Texts) -> dict[tuple[TextKey, str], str]:
    aside = {
        text.id: (key, digest)
        for key, texts in kept.items()
        for digest, text in texts.items()
        if text.id is not None and text.outcome in ASIDE
    }
    return {aside[each]: taken for each, taken in readmitted_as(community_id, aside).items()}


def _holds(facts: queries.Dated, key: int, thing: int, day: dt.date) -> bool:
    return any(each == thing and is_within(day, since, until) for each, since, until in facts.get(key, ()))


def _checklist(community_id: int, version: int) -> Checklist | None:
    book = rule_book_of_version(community_id, version)
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
