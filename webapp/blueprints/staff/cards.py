"""The counter for who comes without a phone: find the household, read its card out, print it on one page."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.office.paper_pages import pdf_answer
from webapp.office.read_out import read_out
from webapp.operations.draw_pin import seen_pin
from webapp.operations.note_counter_visit import note_counter_visit
from webapp.operations.note_paper import note_paper
from webapp.paper.pin_slips import place_of
from webapp.paper.press import print_pdf
from webapp.queries.pins import AtCounter, heads_of, household_at_counter
from webapp.queries.visitors import households_found

LONGEST = 120  # a scanned address is longer than what people type


@blueprint.get("/cards/")
def cards() -> str:
    """Without a question, how to ask."""
    text, today = request.args.get("q", "").strip()[:LONGEST], clock.today(current_user.community)
    found = households_found(current_user.community_id, text) if text else []
    heads = heads_of(current_user.community_id, today) if found else {}
    return render_template("staff/cards.html", q=text, found=found, heads=heads, longest=LONGEST, place_of=place_of)


@blueprint.get("/cards/<int:key>/")
def card(key: int) -> str:
    """In words large enough to be read to somebody; the household sees in its own log that the counter looked."""
    found = card_holder(key)
    page = render_template("staff/card.html", **_shown(found), seen=seen_pin(found.household.access))
    note_counter_visit(current_user, found.household)  # at last, because a transaction forgets what was loaded
    return page


@blueprint.post("/cards/<int:key>/summary.pdf")
def card_summary(key: int) -> Response:
    found = card_holder(key)
    note_counter_visit(current_user, found.household)
    shown = _shown(found)
    note_paper(current_user, "summary", shown["card"].month, 1)
    community = current_user.community
    pdf = print_pdf("summary", community=community, day=clock.today(community), **shown)
    return pdf_answer(pdf, "sanbao-card.pdf")


def card_holder(key: int) -> AtCounter:
    community = current_user.community
    return household_at_counter(community.id, key, clock.today(community)) or abort(404)


def _shown(found: AtCounter) -> dict:
    return {
        "household": found.household,
        "place": place_of(found.household),
        "head": found.head,
        "card": read_out(current_user.community, found.household),
    }
