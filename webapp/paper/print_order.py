"""From an order to its PDF: what it says is read at once, then printed batch by batch without the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from webapp import clock
from webapp.database import release_connection
from webapp.extensions import db
from webapp.jobs import report
from webapp.models import Community
from webapp.pages import whole_day_words
from webapp.paper.certificates import certificates_of, final_day
from webapp.paper.checklists import checklists_of
from webapp.paper.handbooks import handbooks_of
from webapp.paper.order import CERTIFICATES, CHECKLISTS, HANDBOOKS, PLATES, SLIPS, Batch, Order
from webapp.paper.plates import Grid, plates_of
from webapp.paper.press import bind, numbered, print_pdf
from webapp.paper.slips import Slip, slips_of
from webapp.queries.months import month_named, month_shown
from webapp.queries.publications import publications_of

AT_ONCE = 40  # doors of a batch: what is laid out at once, and a step of a job's progress


class NothingToPrint(Exception):
    """There is no such month, or nobody in this lane."""


def batches_of(order: Order) -> list[Batch]:
    """All that the sheets will say. Raises NothingToPrint."""
    community = db.session.get_one(Community, order.community_id)
    with force_locale(order.language):
        batches = list(BATCHES[order.kind](community, order))
    if not batches:
        raise NothingToPrint
    return batches


def print_order(order: Order) -> bytes:
    """Raises NothingToPrint."""
    return print_batches(order, batches_of(order))


def print_batches(order: Order, batches: list[Batch]) -> bytes:
    """One PDF of all; a job tells after each batch how far it is."""
    release_connection()
    printed = []
    with force_locale(order.language):
        for number, batch in enumerate(batches, 1):
            printed.append(print_pdf(batch.template, batch.rules, **batch.shown))
            report(number, len(batches))
    return bind(printed)


def _slips(community: Community, order: Order) -> Iterator[Batch]:
    """Batches end with their lane, so that a lane's slips lie together."""
    month = month_named(community.id, order.month)
    publications = publications_of(community.id, order.month) if month else []
    if month is None or not publications:
        return
    shown = {
        "community": community.name,
        "contact": community.contact,
        "month": month.name,
        "open_until": publications[0].open_until,
        "is_open": clock.today(community) <= publications[0].open_until,
        "full": json.loads(publications[0].document)["full"],
    }
    slips = slips_of(community, month, publications[0], order)
    for _lane, of_lane in groupby(slips, key=_lane_of):
        for some in _by(of_lane):
            yield Batch("slips", {**shown, "slips": some}, len(some))


def _handbooks(community: Community, order: Order) -> Iterator[Batch]:
    day, numbers = clock.today(community), numbered(_("第%(page)s页", page='" counter(leaf) "'))
    for some in _by(handbooks_of(community, day, order)):
        yield Batch("handbooks", {"community": community.name, "day": day, "handbooks": some}, len(some), numbers)


def _checklists(community: Community, order: Order) -> Iterator[Batch]:
    found = list(checklists_of(community, order.month, clock.today(community), order.lane))
    if found:
        doors = sum(len(each.lines) for each in found)
        yield Batch("checklists", {"community": community.name, "month": order.month, "checklists": found}, doors)


def _plates(community: Community, order: Order) -> Iterator[Batch]:
    grid = Grid(order.columns, order.rows)
    month = f"{clock.today(community):%Y-%m}"
    plates = plates_of(community, month, order)
    # Whole sheets, so that no label of the stock is left empty before the end.
    for some in _by(plates, max(1, AT_ONCE // (grid.columns * grid.rows)) * grid.columns * grid.rows):
        yield Batch("plates", {"community": community.name, "plates": some, "grid": grid}, len(some), grid.rules)


def _certificates(community: Community, order: Order) -> Iterator[Batch]:
    month = month_shown(community.id, order.month)
    day = final_day(community, month) if month else None
    if month is None or day is None:
        return
    newest = publications_of(community.id, order.month)[0]
    shown = {
        "community": community.name,
        "month": month.name,
        "full": json.loads(newest.document)["full"],
        "day": whole_day_words(day),
    }
    for some in _by(certificates_of(community, newest, order)):
        yield Batch("certificates", {**shown, "certificates": some}, len(some))


BATCHES = {CERTIFICATES: _certificates, SLIPS: _slips, HANDBOOKS: _handbooks, CHECKLISTS: _checklists, PLATES: _plates}


def _lane_of(slip: Slip) -> str:
    return slip.lane


def _by(things: Iterable[Any], most: int = AT_ONCE) -> Iterator[list[Any]]:
    things = iter(things)
    while some := list(islice(things, most)):
        yield some
