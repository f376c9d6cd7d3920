"""核对报告: what recomputing a community from its evidence found, with the roots, for the committee to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from flask_babel import force_locale
from markupsafe import Markup

from webapp import clock
from webapp.database import release_connection
from webapp.domain.months.verification import Difference
from webapp.extensions import db
from webapp.models import Community, User
from webapp.paper.codes import code
from webapp.paper.kept_papers import Place, keep
from webapp.paper.notice import Fingerprint
from webapp.paper.press import print_pdf
from webapp.queries.account_labels import account_labels
from webapp.queries.ledger import last_entry
from webapp.queries.publications import all_publications
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts
from webapp.verification.words import counts_words, difference_words

MOST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Rooted:
    """A publication; without a root where a version before there were roots made it."""

    month: str
    number: int
    day: dt.date
    root: Fingerprint | None


@dataclass(frozen=True, slots=True)
class Report:
    """`differences` is how many there are, of which some are `told`; `first` is the first month looked at, or ""."""

    community: str
    address: str
    code: Markup
    at: dt.datetime
    by: str
    version: str
    first: str
    differences: int
    told: list[str]
    looked_at: str
    publications: list[Rooted]
    entries: int
    ledger_head: Fingerprint | None


def print_verification(community_id: int, user: int, token: str, language: str, root: str, first: str) -> None:
    """The job: recompute from month `first` on ("" is all), print what was found, keep it for who ordered it."""
    with force_locale(language):
        report = report_of(community_id, user, root, first)
        release_connection()
        keep(Place(community_id, user, token), print_pdf("verification", report=report))


def report_of(community_id: int, user: int, root: str, first: str) -> Report:
    """Roots and ledger are read in the same moment as everything that is recomputed."""
    counts = Counts()
    found = list(community_differences(community_id, Scope(first), counts, lambda _done, _total: None))
    community, last = db.session.get_one(Community, community_id), last_entry(community_id)
    address = f"{root}/c/{community.slug}/"
    return Report(
        community=community.name,
        address=address,
        code=code(address),
        at=clock.local(community, clock.now()),
        by=db.session.get_one(User, user).name,
        version=version("sanbao"),
        first=first,
        differences=len(found),
        told=list(_told(community, found[:MOST_TOLD])),
        looked_at=counts_words(counts),
        publications=[each for each in _rooted(community) if each.month >= first],
        entries=last.sequence if last else 0,
        ledger_head=Fingerprint(last.digest) if last else None,
    )


def _told(community: Community, found: list[Difference]) -> Iterator[str]:
    keys = {each.account for each in found if each.account is not None}
    labels = account_labels(community.id, clock.today(community), keys)
    for each in found:
        label = labels.get(each.account or 0)
        yield difference_words(each, f"{label.part}{label.name}" if label else "")


def _rooted(community: Community) -> Iterator[Rooted]:
    for each in all_publications(community.id):
        day = clock.local(community, each.published_at).date()
        yield Rooted(each.month.name, each.number, day, Fingerprint(each.root) if each.root else None)
