"""Taking in a file: choose it, see what it would do, confirm; the bad rows come back in a file."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.blueprints.admin import blueprint
from webapp.domain.imports.judged_row import Fate
from webapp.office import file_words
from webapp.office.error_file import error_lines
from webapp.operations.import_file import (
    KINDS,
    Changed,
    KeptFile,
    drop_file,
    keep_file,
    kept_file,
    preview,
    read_file,
    take_file,
)
from webapp.tables.limits import MOST_BYTES, TableRefused
from webapp.tables.write import MEDIA_TYPES, write_table

FORM_BYTES = 1 << 16
SHOWN = 200  # rows of a kind on the page; the file has all


@blueprint.get("/import/")
def imports():
    return _page()


@blueprint.post("/import/")
def upload():
    request.max_content_length = MOST_BYTES + FORM_BYTES
    try:
        file, kind = request.files.get("file"), request.form.get("kind", "")
    except RequestEntityTooLarge:
        return _page("too_large"), 413
    if kind not in KINDS:
        abort(400)
    if file is None or not file.filename:
        return _page("no_file", kind), 422
    try:
        token = keep_file(current_user, read_file(current_user.community, kind, file.read()))
    except TableRefused as refused:
        return _page(refused.code, kind), 422
    return redirect(url_for("admin.preview_import", token=token), 303)


@blueprint.get("/import/<token>/")
def preview_import(token: str):
    return _preview(token, _kept(token))


@blueprint.post("/import/<token>/")
def take(token: str):
    file = _kept(token)
    try:
        taken = take_file(current_user.community_id, current_user, file, request.form.get("seen", ""))
    except Changed:
        return _preview(token, file, changed=True), 409
    told: dict[str, Any] = {
        "new": taken.counts[Fate.NEW],
        "changed": taken.counts[Fate.CHANGED],
        "bad": taken.counts[Fate.BAD],
    }
    if taken.counts[Fate.BAD]:
        return redirect(url_for("admin.preview_import", token=token, **told), 303)
    drop_file(current_user, token)
    return redirect(url_for("admin.imports", **told), 303)


@blueprint.get("/import/<token>/problems")
def problems(token: str) -> Response:
    """The file again in its own form, with what is wrong in a last column."""
    file = _kept(token)
    headers, lines, marked = error_lines(preview(current_user.community, current_user, file))
    return Response(
        b"".join(write_table(file.form, headers, lines, marked)),
        content_type=MEDIA_TYPES[file.form],
        headers={
            "Content-Disposition": f'attachment; filename="problems-{file.kind}.{file.form}"',
            "Cache-Control": "no-store",
        },
    )


def _kept(token: str) -> KeptFile:
    return kept_file(current_user, token) or abort(404)


def _page(problem: str = "", kind: str = KINDS[0]) -> str:
    words = file_words.refused(problem) if problem else ""
    return render_template(
        "admin/import.html", problem=words, kind=kind, kinds=KINDS, file_words=file_words, done=_done()
    )


def _preview(token: str, file: KeptFile, changed: bool = False) -> str:
    judged = preview(current_user.community, current_user, file)
    by_fate = {fate: [row for row in judged.rows if row.fate == fate] for fate in Fate}
    columns = [each for each in zip(file.table.fields, file.table.headers, strict=True) if each[0]]
    return render_template(
        "admin/import_preview.html",
        token=token,
        judged=judged,
        rows=by_fate,
        texts=dict(file.table.records()),
        columns=columns,
        shown=SHOWN,
        file_words=file_words,
        fates=Fate,
        done=_done(),
        changed=changed,
    )


def _done() -> dict[str, int] | None:
    """What was just taken, as the address tells."""
    told = {name: request.args.get(name, 0, int) for name in ("new", "changed", "bad")}
    return told if "new" in request.args else None
