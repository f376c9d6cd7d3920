"""Put right (报改好): from a line of the card, with a photo of now; it asks for a re-check and changes no score."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.blueprints.resident import blueprint
from webapp.blueprints.resident import taking_part_words as say
from webapp.blueprints.resident.limits import slowly
from webapp.blueprints.resident.put_right_list import listed
from webapp.blueprints.resident.views import household
from webapp.i18n import language
from webapp.models import Check
from webapp.models.types import NOTE
from webapp.office.photo_uploads import NONE, Uploads, is_about_photos, read_uploads
from webapp.operations.make_entry import new_id
from webapp.operations.report_put_right import Report, fault_to_put_right, report_put_right, take_back_report
from webapp.pictures import answer_picture
from webapp.queries.cards import community_of
from webapp.queries.put_rights import has_put_right_photo, put_right_by_id
from webapp.queries.rule_books import rule_book_in_force, rule_book_versions


@blueprint.get("/put-right/")
def put_rights() -> ResponseReturnValue:
    return _list()


@blueprint.get("/put-right/<uuid:check>/<item>")
def new_put_right(check: UUID, item: str) -> ResponseReturnValue:
    return _form(_fault(check, item), item)


@blueprint.post("/put-right/<uuid:check>/<item>")
@slowly
def keep_put_right(check: UUID, item: str) -> ResponseReturnValue:
    own, found = household(), _fault(check, item)
    uploads = read_uploads(own)
    problem = uploads.problem
    if problem is None:
        token, text = request.form.get("token", "")[:36], request.form.get("text", "")
        report = Report(
            found.uuid, item, uploads.photos, token or new_id(clock.now_milliseconds()), text, uploads.people_agree
        )
        problem = report_put_right(own, report).refusal
    if problem is None:
        return redirect(url_for("resident.put_rights", sent="1"), 303)
    return _form(found, item, uploads, problem), 422


@blueprint.post("/put-right/<int:key>/back")
@slowly
def take_put_right_back(key: int) -> ResponseReturnValue:
    problem = take_back_report(household(), key)
    if problem == "unknown":
        abort(404)
    return (_list(problem), 409) if problem else redirect(url_for("resident.put_rights"), 303)


@blueprint.get("/put-right/<int:key>/photos/<sha256>")
def put_right_photo(key: int, sha256: str) -> ResponseReturnValue:
    own = household()
    found = put_right_by_id(own.community_id, key)
    if found is None or found.household_id != own.id or not has_put_right_photo(own.community_id, key, sha256):
        abort(404)
    return answer_picture(own.community_id, sha256, request.args.get("size", "small"))


def _fault(check: UUID, item: str) -> Check:
    own = household()
    return fault_to_put_right(own, str(check), item, clock.today(community_of(own))) or abort(404)


def _list(problem: str = "") -> str:
    said = say.put_right_problem(problem) if problem else ""
    sent = bool(request.args.get("sent"))
    own = household()
    rows = listed(own, rule_book_versions(own.community_id), with_photos=True)
    return render_template("resident/put_rights.html", rows=rows, problem=said, sent=sent)


def _form(check: Check, item: str, uploads: Uploads = NONE, problem: str = "") -> str:
    rule = rule_book_in_force(check.community_id, check.month)[1].item(item)
    return render_template(
        "resident/put_right_form.html",
        check=check,
        item=item,
        title=rule.fault.text(language()) if rule else item,
        before=[photo for photo in check.photos if photo.item == item and not photo.is_expired][:1],
        token=request.form.get("token", "")[:36] or new_id(clock.now_milliseconds()),
        text=request.form.get("text", "")[:NOTE],
        sent=uploads.sent,
        agreed=uploads.people_agree,
        problem=problem,
        is_photo=is_about_photos(problem),
        why=say.put_right_problem(problem) if problem else "",
    )
