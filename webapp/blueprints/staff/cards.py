"""The counter for who comes without a phone: find the household, read its card out, print it on one page."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.models import Household
from webapp.office.paper_pages import pdf_answer
from webapp.office.read_out import read_out
from webapp.operations.draw_pin import seen_pin
from webapp.operations.note_counter_visit import note_counter_visit
from webapp.operations.note_paper import note_paper
from webapp.paper.pin_slips import place_of
from webapp.paper.press import print_pdf
from webapp.queries.files import household_by_id
from webapp.queries.households import access_of
from webapp.queries.pins import heads_of
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
    household = card_holder(key)
    note_counter_visit(current_user, household)
    return render_template("staff/card.html", **_shown(household), seen=seen_pin(access_of(household)))


@blueprint.post("/cards/<int:key>/summary.pdf")
def card_summary(key: int) -> Response:
    household = card_holder(key)
    note_counter_visit(current_user, household)
    shown = _shown(household)
    note_paper(current_user, "summary", shown["card"].month, 1)
    community = current_user.community
    pdf = print_pdf("summary", community=community, day=clock.today(community), **shown)
    return pdf_answer(pdf, "sanbao-card.pdf")


def card_holder(key: int) -> Household:
    return household_by_id(current_user.community_id, key) or abort(404)


def _shown(household: Household) -> dict:
    community = current_user.community
    return {
        "household": household,
        "place": place_of(household),
        "head": heads_of(community.id, clock.today(community)).get(household.id, ""),
        "card": read_out(community, household),
    }
