"""The job that draws PINs for many households and prints their slips, sorted by lane and number, as one PDF."""

from __future__ import annotations

from flask_babel import force_locale

from webapp import clock
from webapp.database import release_connection
from webapp.encryption import PIN_SLIP, seal
from webapp.extensions import db
from webapp.jobs import report
from webapp.models import User
from webapp.operations.draw_pins import Drawing, draw_for, keep_pins, seen_pins
from webapp.operations.transaction import transaction
from webapp.paper.kept_papers import Place, keep, take
from webapp.paper.pin_slips import TOGETHER, pin_slip, print_slips
from webapp.queries.pins import heads_of, households_without_pin


def print_pins(community_id: int, user: int, token: str, language: str, root: str, unused_too: int) -> None:
    """The paper is there before the PINs hold: a worker that dies between draws all of them again, on new paper.

    It lies encrypted among the uploads until it is fetched, once. Nothing is done when everybody has a PIN.
    """
    actor = db.session.get_one(User, user)
    month = f"{clock.today(actor.community):%Y-%m}"
    seen = seen_pins(community_id)
    households = [each.id for each in households_without_pin(community_id, month, unused_too=bool(unused_too))]
    if not households:
        return
    release_connection()
    drawn = draw_for(households, report)
    with force_locale(language):
        pdf = _print(actor, unused_too, drawn, root)
    keep(Place(community_id, user, token), seal(pdf, PIN_SLIP))
    keep_pins(actor, drawn, seen)


def take_pins(place: Place) -> bytes | None:
    """The sealed paper, once, however many ask together."""
    with transaction(place.community_id):
        return take(place)


def _print(actor: User, unused_too: int, drawn: Drawing, root: str) -> bytes:
    community, day = actor.community, clock.today(actor.community)
    heads = heads_of(community.id, day)
    households = households_without_pin(community.id, f"{day:%Y-%m}", unused_too=bool(unused_too))
    of = [each for each in households if each.id in drawn]
    slips = [pin_slip(community, each, heads.get(each.id, ""), drawn[each.id][0], root) for each in of]
    return print_slips(community, day, slips, rules=TOGETHER)
