"""A household's own data at the counter: a copy to take home, its photos to take back, and the request to delete."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, send_file, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.models import Household
from webapp.office import erasure_pages
from webapp.office.own_data_file import own_data_file
from webapp.operations.consent_to_photos import withdraw_photo
from webapp.operations.erase_household import ask_erasure
from webapp.operations.give_own_data import give_own_data
from webapp.pictures import answer_picture
from webapp.queries import files
from webapp.queries.belongings import belongings_of
from webapp.queries.erasures import last_erasure, obstacles
from webapp.queries.own_data import consents_of
from webapp.queries.sent_photos import sent_photos


@blueprint.get("/files/households/<int:key>/data/")
def own_data(key: int):
    return _page(_household(key))


@blueprint.post("/files/households/<int:key>/data/file")
def own_data_copy(key: int):
    household = _household(key)
    file = own_data_file(current_user.community, household)
    give_own_data(current_user, household)
    name = f"sanbao-{household.code}-{clock.today(current_user.community)}.zip"
    answer = send_file(file, "application/zip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/files/households/<int:key>/data/photos/<sha256>.jpg")
def sent_photo(key: int, sha256: str):
    if sha256 not in sent_photos(_household(key)):
        abort(404)
    return answer_picture(current_user.community_id, sha256, "small")


@blueprint.post("/files/households/<int:key>/data/withdraw")
def withdraw_sent_photo(key: int):
    if withdraw_photo(current_user, key, request.form.get("sha256", "")):
        abort(404)
    return redirect(url_for("staff.own_data", key=key, done="photo"), 303)


@blueprint.post("/files/households/<int:key>/data/erase")
def ask_to_erase(key: int):
    household = _household(key)
    problem = ask_erasure(current_user, key, request.form.get("reason", ""))
    if problem:
        return _page(household, problem), 422
    return redirect(url_for("staff.own_data", key=key), 303)


@blueprint.get("/erasures/")
def erasures():
    return erasure_pages.erasures_page()


@blueprint.post("/erasures/<int:key>/")
def decide_erasure(key: int):
    return erasure_pages.decide("staff", key)


def _household(key: int) -> Household:
    return files.household_by_id(current_user.community_id, key) or abort(404)


def _page(household: Household, problem: str = "") -> str:
    own = belongings_of(household)
    heads = [
        each.person.name
        for each in files.memberships(household.community_id, {household.id})[household.id]
        if each.role == "head"
    ]
    return render_template(
        "staff/own_data.html",
        household=household,
        head=heads[0] if heads else "",
        photos=sent_photos(household),
        consents=consents_of(household),
        erasure=last_erasure(household),
        standing=[erasure_pages.obstacle_words(each) for each in obstacles(own, clock.today(current_user.community))],
        problem=erasure_pages.problem_words(problem) if problem else "",
        reason=request.form.get("reason", ""),
        reason_words=erasure_pages.reason_words,
    )
