"""PINs of the cards: one drawn at the counter, told and printed once; or slips for everybody who has none."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.cards import card_holder
from webapp.encryption import PIN_SLIP, unseal
from webapp.jobs import JobState, progress_of, start_job
from webapp.office.paper_pages import is_token, pdf_answer
from webapp.operations.draw_pin import draw_pin, take_slip
from webapp.operations.note_paper import note_paper
from webapp.paper.kept_papers import Place, kept, new_token
from webapp.paper.pin_slips import ALONE, pin_slip, place_of, print_slips
from webapp.queries.pins import pin_counts
from webapp.reports.print_pins import print_pins, take_pins

PINS = "pins"


@blueprint.get("/pins/")
def pins() -> str:
    return render_template("staff/pins.html", counts=pin_counts(current_user.community_id, _this_month()))


@blueprint.post("/pins/")
def draw_pins() -> ResponseReturnValue:
    """Many at once: a job, because each takes a moment to hash."""
    unused_too = bool(request.form.get("unused"))
    counts = pin_counts(current_user.community_id, _this_month())
    doors = counts.without + (counts.unused if unused_too else 0)
    if not doors:
        return render_template("staff/pins.html", counts=counts, nobody=True), 422
    token, root = new_token(), _root()
    note_paper(current_user, PINS, _this_month(), doors)
    community = current_user.community_id
    key = start_job(print_pins, community, current_user.id, token, str(get_locale()), root, int(unused_too))
    return redirect(url_for("staff.pins_job", key=key, token=token), 303)


@blueprint.get("/pins/<key>/<token>/")
def pins_job(key: str, token: str) -> ResponseReturnValue:
    """How far it is; then the paper, once."""
    progress = progress_of(key)
    if progress is None or progress.community_id != current_user.community_id or not is_token(token):
        abort(404)
    is_done = progress.state == JobState.DONE
    there = is_done and bool(kept(_place(token)))
    return render_template("staff/pins_job.html", progress=progress, token=token, is_done=is_done, there=there)


@blueprint.post("/pins/<token>.pdf")
def pins_paper(token: str) -> ResponseReturnValue:
    """Taken out of its place before it is sent: nobody prints it again."""
    sealed = take_pins(_place(token)) if is_token(token) else None
    if sealed is None:
        abort(404)
    pdf = unseal(sealed, PIN_SLIP)
    if pdf is None:
        return render_template("staff/pins_job.html", progress=None, token="", is_done=True, there=False), 410
    return pdf_answer(pdf, "sanbao-pins.pdf")


@blueprint.post("/cards/<int:key>/pin")
def draw_card_pin(key: int) -> ResponseReturnValue:
    """Told on this page alone; the same form again draws no other one."""
    household = card_holder(key).household
    place, drawn = place_of(household), draw_pin(current_user, household, request.form.get("seen", 0, int))
    page = render_template("staff/pin.html", household=household, place=place, drawn=drawn, is_printed=False)
    return page if drawn else (page, 409)


@blueprint.post("/cards/<int:key>/pin.pdf")
def print_card_pin(key: int) -> ResponseReturnValue:
    """Once: afterwards only another one can be drawn."""
    household, head = card_holder(key)
    pin = take_slip(current_user, household, request.form.get("slip", ""))
    if pin is None:
        place = place_of(household)
        return render_template("staff/pin.html", household=household, place=place, drawn=None, is_printed=True), 409
    community, day = current_user.community, clock.today(current_user.community)
    pdf = print_slips(community, day, [pin_slip(community, household, head, pin, _root())], rules=ALONE)
    return pdf_answer(pdf, "sanbao-pin.pdf")


def _place(token: str) -> Place:
    return Place(current_user.community_id, current_user.id, token)


def _root() -> str:
    return url_for("public.home", _external=True).rstrip("/")


def _this_month() -> str:
    return f"{clock.today(current_user.community):%Y-%m}"
