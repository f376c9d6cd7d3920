"""Objections on the card: making one, reading the answer, passing it on to oversight."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.blueprints.resident import blueprint
from webapp.blueprints.resident.limits import slowly
from webapp.blueprints.resident.objected import note_seen, objected_to, objection_card
from webapp.blueprints.resident.objecting import MOST_WORDS, ObjectionForm, objection_form
from webapp.blueprints.resident.views import household
from webapp.models import Objection
from webapp.office import objection_words
from webapp.office.photo_uploads import NONE, Uploads, photo_problem, read_uploads
from webapp.operations.pass_on_objection import appeal_objection
from webapp.operations.take_objection import Complaint, take_objection
from webapp.operations.withdraw_objection import withdraw_objection
from webapp.pictures import answer_picture
from webapp.queries.accounts import account_of_household
from webapp.queries.cards import community_of
from webapp.queries.objections import has_photo, is_on_card, objection_by_id, objections_of_account
from webapp.queries.rule_books import rule_book_versions

# What is not on this card is not there.
MISSING = frozenset({"no_account", "not_published", "no_line", "unknown"})
STATUS = dict.fromkeys(
    ("no_words", "identity_number", "too_long", "choose_line", "too_late", "too_many_photos", "no_photo"), 422
)


@blueprint.get("/objections/")
def objections() -> str:
    own = household()
    community = community_of(own)
    account = account_of_household(own, f"{clock.today(community):%Y-%m}")
    found = objections_of_account(account) if account else []
    shown = objected_to(community, found, rule_book_versions(community.id))
    return render_template("resident/objections.html", objections=shown, community=community)


@blueprint.get("/objections/new")
def new_objection() -> ResponseReturnValue:
    form = objection_form(household(), request.args.get("month", "")[:7]) or abort(404)
    asked = request.args.get("line", "")
    chosen = form.chosen(asked) if asked else None
    if asked and chosen is None:
        abort(404)
    if chosen and chosen.known:
        return redirect(url_for("resident.objection", key=chosen.known))
    return _form(form, line=chosen.name if chosen else "")


@blueprint.post("/objections/new")
@slowly
def keep_objection() -> ResponseReturnValue:
    own, sent = household(), request.form
    form = objection_form(own, sent.get("month", "")[:7]) or abort(404)
    line, text = sent.get("line", ""), sent.get("text", "").replace("\r\n", "\n")
    uploads = read_uploads(own)
    problem = uploads.problem or _unfinished(line, text)
    if problem is None:
        of = form.month, form.account.id, line, text, "", "late" in sent
        found = take_objection(own, Complaint(*of, uploads.photos, uploads.people_agree))
        if found.objection is not None:
            return redirect(url_for("resident.objection", key=found.objection.id, done="taken"), 303)
        problem = found.refusal or ""
    if problem in MISSING:
        abort(404)
    status = 422 if photo_problem(problem) else STATUS.get(problem, 409)
    return _form(form, line, text, uploads, problem), status


@blueprint.get("/objections/<int:key>/")
def objection(key: int) -> str:
    found = _find(key)
    note_seen(found)
    return _page(found)


@blueprint.post("/objections/<int:key>/")
@slowly
def pass_on(key: int) -> ResponseReturnValue:
    _find(key)
    words = request.form.get("words", "").replace("\r\n", "\n")
    problem = "too_long" if len(words) > MOST_WORDS else appeal_objection(household(), key, words)
    if problem is None:
        return redirect(url_for("resident.objection", key=key, done="appeal"), 303)
    return _page(_find(key), problem, words), STATUS.get(problem, 409)


@blueprint.post("/objections/<int:key>/withdraw")
@slowly
def withdraw(key: int) -> ResponseReturnValue:
    _find(key)
    problem = withdraw_objection(household(), key)
    if problem is None:
        return redirect(url_for("resident.objection", key=key, done="withdrawn"), 303)
    return _page(_find(key), withdrawing=problem), 409


@blueprint.get("/objections/<int:key>/photos/<sha256>/<size>.jpg")
def objection_photo(key: int, sha256: str, size: str) -> Response:
    """Only for the household that sent it."""
    found = _find(key)
    if found.household_id != household().id or not has_photo(found, sha256):
        abort(404)
    return answer_picture(found.community_id, sha256, size)


def _unfinished(line: str, text: str) -> str | None:
    if not line:
        return "choose_line"
    return "too_long" if len(text) > MOST_WORDS else None


def _find(key: int) -> Objection:
    """One of the account that is on this card; any other is not there."""
    own = household()
    found = objection_by_id(own.community_id, key) or abort(404)
    return found if is_on_card(found, own) else abort(404)


def _form(form: ObjectionForm, line: str, text: str = "", uploads: Uploads = NONE, problem: str = "") -> str:
    return render_template(
        "resident/objection_new.html",
        form=form,
        line=line,
        text=text,
        late="late" in request.form,
        sent=uploads.sent,
        agreed=uploads.people_agree,
        problem=problem,
        photo_why=photo_problem(problem),
        words=objection_words.household_problem(problem),
    )


def _page(found: Objection, problem: str = "", words: str = "", withdrawing: str = "") -> str:
    return render_template(
        "resident/objection.html",
        card=objection_card(community_of(household()), household(), found),
        problem=objection_words.household_problem(problem),
        not_withdrawn=objection_words.household_problem(withdrawing),
        words=words,
        done=request.args.get("done", ""),
    )
