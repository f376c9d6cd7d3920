"""What a household claims: the list with what became of each, a new one, and taking one back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.blueprints.resident import blueprint, whom
from webapp.blueprints.resident import taking_part_words as say
from webapp.blueprints.resident.claim_form import ClaimForm, claimable
from webapp.blueprints.resident.limits import slowly
from webapp.blueprints.resident.views import household
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import Deed, Household
from webapp.office.photo_uploads import NONE, Uploads, read_uploads
from webapp.operations.claim_deed import claim_deed, take_back_claim
from webapp.operations.make_entry import new_id
from webapp.pictures import answer_picture
from webapp.queries.cards import community_of
from webapp.queries.claims import claim_of, claims_of, has_deed_photo
from webapp.queries.deeds import ACCEPTED, WAITING
from webapp.queries.rule_books import rule_book_in_force
from webapp.rule_words import worth


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as the list shows it; `got` are the points it brought, None before it is decided."""

    deed: Deed
    title: str
    state: str
    got: int | None

    @property
    def is_open(self) -> bool:
        return self.deed.state == WAITING


@blueprint.get("/claims/")
def claims() -> ResponseReturnValue:
    return _list(household())


@blueprint.get("/claims/new")
def new_claim() -> ResponseReturnValue:
    """First what it is, then what that kind asks for."""
    own, kind = household(), request.args.get("kind", "")
    _, book = _today(own)
    if kind not in {each.code for each in claimable(book)}:
        return _kinds(book)
    return _form(own, ClaimForm(kind=kind, token=new_id(clock.now_milliseconds())))


@blueprint.post("/claims/new")
@slowly
def keep_claim() -> ResponseReturnValue:
    own, form = household(), ClaimForm.sent()
    today, book = _today(own)
    if book.deed(form.kind) is None:
        return _kinds(book), 422
    uploads = read_uploads(own)
    claim = form.claim(today, book, uploads, whom.chosen())
    problem = uploads.problem or (claim if isinstance(claim, str) else claim_deed(own, claim).refusal)
    if problem is None:
        return redirect(url_for("resident.claims", sent="1"), 303)
    return _form(own, form, uploads, problem), 422


@blueprint.post("/claims/<int:key>/back")
@slowly
def take_claim_back(key: int) -> ResponseReturnValue:
    problem = take_back_claim(household(), key)
    if problem == "unknown":
        abort(404)
    return (_list(household(), problem), 409) if problem else redirect(url_for("resident.claims"), 303)


@blueprint.get("/claims/<int:key>/photos/<sha256>")
def claim_photo(key: int, sha256: str) -> ResponseReturnValue:
    own = household()
    if claim_of(own, key) is None or not has_deed_photo(own.community_id, key, sha256):
        abort(404)
    return answer_picture(own.community_id, sha256, request.args.get("size", "small"))


def _kinds(book: RuleBook) -> str:
    kinds = [(each.code, each.label.text(language()), worth(each)) for each in claimable(book)]
    return render_template("resident/claim_kinds.html", kinds=kinds)


def _list(own: Household, problem: str = "") -> str:
    _, book = _today(own)
    rows = [_claimed(each, book) for each in claims_of(own)]
    said = say.claim_problem(problem) if problem else ""
    return render_template("resident/claims.html", rows=rows, problem=said, sent=bool(request.args.get("sent")))


def _claimed(deed: Deed, book: RuleBook) -> Claimed:
    rule = book.rule_of(deed.kind)
    title = rule.label.text(language()) if rule else deed.kind
    return Claimed(deed, title, say.claim_state(deed), deed.points if deed.state == ACCEPTED else None)


def _form(own: Household, form: ClaimForm, uploads: Uploads = NONE, problem: str = "") -> str:
    today, book = _today(own)
    rule = book.deed(form.kind)
    if rule is None:
        abort(404)
    return render_template(
        "resident/claim_form.html",
        form=form,
        rule=rule,
        worth=worth(rule),
        shape=form.shape_of(rule),
        people=whom.choices(own, today, book),
        person=request.form.get("person", whom.FAMILY),
        today=today,
        sent=uploads.sent,
        agreed=uploads.people_agree,
        problem=problem,
        why=say.claim_problem(problem) if problem else "",
        at=form.field_of(problem),
    )


def _today(own: Household) -> tuple[dt.date, RuleBook]:
    today = clock.today(community_of(own))
    return today, rule_book_in_force(own.community_id, f"{today:%Y-%m}")[1]
