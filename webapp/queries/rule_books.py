"""Which version of the rule book is in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import bindparam, func, select

from webapp.domain.calendar_month import next_month
from webapp.domain.months.cycle import State
from webapp.domain.rules.book import RuleBook
from webapp.extensions import db
from webapp.models import Check, Deed, Month, RuleBookDraft, RuleBookVersion
from webapp.rulebooks import load_rule_book

DIGEST_OF_VERSION = select(RuleBookVersion.digest).where(
    RuleBookVersion.community_id == bindparam("community"), RuleBookVersion.version == bindparam("version")
)


def version_in_force(community_id: int, month: str) -> RuleBookVersion:
    """The latest version effective from `month` (YYYY-MM) or earlier, else the first one."""
    versions = select(RuleBookVersion).where(RuleBookVersion.community_id == community_id)
    in_force = versions.where(RuleBookVersion.effective_from <= month).order_by(RuleBookVersion.version.desc())
    found = db.session.scalar(in_force.limit(1)) or db.session.scalar(versions.order_by(RuleBookVersion.version))
    if found is None:
        raise LookupError(f"community {community_id} has no rule book")
    return found


def rule_book_in_force(community_id: int, month: str) -> tuple[int, RuleBook]:
    """Its version number and the rule book itself."""
    version = version_in_force(community_id, month)
    return version.version, _parsed(version.digest, version.text)


def rule_book_of_version(community_id: int, version: int) -> RuleBook | None:
    digest = db.session.connection().scalar(DIGEST_OF_VERSION, {"community": community_id, "version": version})
    return _of_digest(digest) if digest else None


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of a community's rule book, the oldest first: number, month it is effective from, digest."""

    known: tuple[tuple[int, str, str], ...]

    def numbered(self, version: int) -> RuleBook | None:
        return next((_of_digest(digest) for number, _, digest in self.known if number == version), None)

    def in_force(self, month: str) -> tuple[int, RuleBook]:
        """The number and book of the latest effective from `month` (YYYY-MM) or earlier, else of the first one."""
        number, _, digest = [each for each in self.known if each[1] <= month or each is self.known[0]][-1]
        return number, _of_digest(digest)

    def that_scored(self, month: Month) -> RuleBook:
        book = self.numbered(month.rule_version)
        assert book is not None, "the month was scored by a version that exists"
        return book


def rule_book_versions(community_id: int) -> Versions:
    """For who needs several of them: asked at once."""
    of = RuleBookVersion
    rows = db.session.execute(
        select(of.version, of.effective_from, of.digest).where(of.community_id == community_id).order_by(of.version)
    )
    return Versions(tuple((number, begin, digest) for number, begin, digest in rows))


def rule_book_scored_by(month: Month) -> RuleBook:
    """The rule book that a scored month was scored by."""
    book = rule_book_of_version(month.community_id, month.rule_version)
    assert book is not None, "the month was scored by a version that exists"
    return book


def rule_books(community_id: int) -> dict[int, RuleBook]:
    """Every version by its number."""
    versions = db.session.scalars(select(RuleBookVersion).where(RuleBookVersion.community_id == community_id))
    return {version.version: _parsed(version.digest, version.text) for version in versions}


def versions_of(community_id: int) -> list[RuleBookVersion]:
    """All versions, the newest first."""
    found = select(RuleBookVersion).where(RuleBookVersion.community_id == community_id)
    return list(db.session.scalars(found.order_by(RuleBookVersion.version.desc())))


def version_numbered(community_id: int, version: int) -> RuleBookVersion | None:
    return db.session.scalar(
        select(RuleBookVersion).where(RuleBookVersion.community_id == community_id, RuleBookVersion.version == version)
    )


def draft_of(community_id: int) -> RuleBookDraft | None:
    return db.session.scalar(select(RuleBookDraft).where(RuleBookDraft.community_id == community_id))


def first_free_month(community_id: int, running: str) -> str:
    """The earliest month (YYYY-MM) from which another version can be in force: what was checked keeps its rules."""
    checked = db.session.scalar(select(func.max(Check.month)).where(Check.community_id == community_id))
    done = db.session.scalar(select(func.max(Deed.month)).where(Deed.community_id == community_id))
    scored = db.session.scalar(
        select(func.max(Month.name)).where(Month.community_id == community_id, Month.state != State.OPEN.value)
    )
    used = max((month for month in (checked, done, scored) if month), default="")
    return running if used < running else next_month(used)


@lru_cache(maxsize=64)
def _parsed(_digest: str, text: str) -> RuleBook:
    """Parsing YAML takes tens of milliseconds and versions never change, so each is parsed once."""
    return load_rule_book(text)


@lru_cache(maxsize=64)
def _of_digest(digest: str) -> RuleBook:
    """The same without reading the text each time."""
    text = db.session.scalars(select(RuleBookVersion.text).where(RuleBookVersion.digest == digest).limit(1)).one()
    return _parsed(digest, text)
