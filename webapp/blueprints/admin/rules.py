"""The rule book: its versions, and the draft of the next one."""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.admin import blueprint
from webapp.i18n import language
from webapp.office.manual import manual
from webapp.office.rule_trouble import read_draft
from webapp.office.rules_page import draft_page, listed_versions
from webapp.operations.draft_rule_book import DraftRefused, discard_draft, save_draft
from webapp.queries.rule_books import draft_of, version_numbered
from webapp.rule_reading import changes, read_back
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_book, shipped_text

NEXT = {"try": "admin.try_rules", "adopt": "admin.adoption"}


@blueprint.get("/rules/")
def rules():
    community_id = current_user.community_id
    draft = draft_of(community_id)
    versions = listed_versions()
    adopted = request.args.get("adopted", 0, int)
    return render_template(
        "admin/rules.html",
        versions=versions,
        adopted=next((each.version for each in versions if each.version.version == adopted), None),
        draft=draft,
        drafted=read_draft(draft.text) if draft else None,
        shipped=[(name, shipped_book(name).title.text(language())) for name in SHIPPED],
    )


@blueprint.get("/rules/<int:version>/")
def rules_version(version: int):
    """A version read back, with what it changed."""
    listed = next((each for each in listed_versions() if each.version.version == version), None) or abort(404)
    before = version_numbered(current_user.community_id, version - 1)
    return render_template(
        "admin/rules_version.html",
        listed=listed,
        parts=read_back(listed.book),
        before=before,
        changes=changes(load_rule_book(before.text), listed.book) if before else [],
    )


@blueprint.get("/rules/<int:version>.yaml")
def rules_file(version: int):
    found = version_numbered(current_user.community_id, version) or abort(404)
    answer = make_response(found.text)
    answer.mimetype = "application/yaml"
    answer.headers["Content-Disposition"] = f"attachment; filename=rules-{version}.yaml"
    return answer


@blueprint.get("/rules/manual/")
def rules_manual():
    return render_template("admin/rules_manual.html", manual=manual())


@blueprint.post("/rules/draft/begin")
def begin_draft():
    """From a version, a shipped example, or a file."""
    file, source = request.files.get("file"), request.form.get("source", "")
    if file and file.filename:
        text = _decoded(file.read())
        if text is None:
            return render_template("admin/rules_draft.html", **draft_page("", problem="not_text")), 422
    else:
        text = _source(source)
    save_draft(current_user, text)
    return redirect(url_for("admin.rules_draft"), 303)


@blueprint.get("/rules/draft/")
def rules_draft():
    draft = draft_of(current_user.community_id)
    if draft is None:
        return redirect(url_for("admin.rules"))
    return render_template("admin/rules_draft.html", **draft_page(draft.text, draft=draft))


@blueprint.post("/rules/draft/")
def write_draft():
    """What stands in the text is kept, whichever button was pressed; only what is sound goes on to the next page."""
    text = request.form.get("text", "")
    try:
        draft = save_draft(current_user, text)
    except DraftRefused as refusal:
        return render_template("admin/rules_draft.html", **draft_page(text, problem=refusal.reason)), 422
    onward = NEXT.get(request.form.get("then", ""))
    if onward and read_draft(draft.text)[0]:
        return redirect(url_for(onward), 303)
    return redirect(url_for("admin.rules_draft", saved=1), 303)


@blueprint.post("/rules/draft/discard")
def discard():
    discard_draft(current_user)
    return redirect(url_for("admin.rules"), 303)


def _source(source: str) -> str:
    kind, _, name = source.partition(":")
    if kind == "shipped" and name in SHIPPED:
        return shipped_text(name)
    if kind == "version" and name.isdecimal():
        found = version_numbered(current_user.community_id, int(name[:9]))
        if found:
            return found.text
    abort(400)


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
