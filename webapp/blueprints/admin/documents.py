"""Pledges and rules: written here, shown on the board."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.document_text import document_html
from webapp.domain.versions import in_force
from webapp.models import PublicDocument
from webapp.operations.withdraw_document import withdraw_document
from webapp.operations.write_document import LONGEST, DocumentWords, write_document
from webapp.queries.documents import document_numbered, documents_of, next_document_number


@blueprint.get("/documents/")
def documents():
    today = clock.today(current_user.community)
    found = [(each, in_force(each.versions, today)) for each in documents_of(current_user.community_id)]
    return render_template("admin/documents.html", documents=found, done=request.args.get("done", 0, int))


@blueprint.get("/documents/new")
def new_document():
    return _form(next_document_number(current_user.community_id), 1)


@blueprint.get("/documents/<int:number>/")
def edit_document(number: int):
    """The last version's text, to write the next one from."""
    found = document_numbered(current_user.community_id, number) or abort(404)
    return _form(number, len(found.versions) + 1, found)


@blueprint.post("/documents/<int:number>/")
def keep_document(number: int):
    version = request.form.get("version", 0, int)
    if "look" in request.form:
        return _form(number, version, _found(number), look=document_html(request.form.get("text", "")[:LONGEST]))
    problem = write_document(current_user, number, version, _typed())
    if problem:
        return _form(number, version, _found(number), problem), 409 if problem == "changed" else 422
    return redirect(url_for("admin.documents", done=number), 303)


@blueprint.post("/documents/<int:number>/withdraw")
def set_withdrawn(number: int):
    withdraw_document(current_user, number, "restore" not in request.form) or abort(404)
    return redirect(url_for("admin.documents"), 303)


def _found(number: int) -> PublicDocument | None:
    return document_numbered(current_user.community_id, number)


def _typed() -> DocumentWords:
    day = None
    with suppress(ValueError):
        day = dt.date.fromisoformat(request.form.get("effective_on", ""))
    return DocumentWords(request.form.get("title", ""), request.form.get("text", ""), day)


def _form(number: int, version: int, found: PublicDocument | None = None, problem: str = "", look: str = "") -> str:
    return render_template(
        "admin/document.html",
        number=number,
        version=version,
        document=found,
        last=found.versions[-1] if found else None,
        said=request.form,
        today=clock.today(current_user.community),
        problem=problem,
        look=look,
        longest=LONGEST,
    )
