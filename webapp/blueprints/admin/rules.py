"""The rule book: its versions, and the draft of the next one, written, tried on past months and put in force."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.domain.calendar_month import next_month
from webapp.domain.rule_book import RuleBook
from webapp.domain.rules.document import RuleBookError
from webapp.i18n import language
from webapp.operations.draft_rule_book import DraftRefused, adopt_draft, discard_draft, save_draft, text_digest
from webapp.queries.rule_books import draft_of, first_free_month, version_numbered, versions_of
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

MONTHS_AHEAD = 12
BESIDE = 2  # lines shown above and below the wrong one


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a draft, with the lines around it; `at` is the number of the wrong one."""

    at: int
    field: str
    message: str
    lines: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, error: RuleBookError, text: str) -> Trouble:
        at, lines = error.line or 1, text.split("\n")
        first = max(at - BESIDE, 1)
        around = tuple(enumerate(lines[first - 1 : at + BESIDE], start=first))
        return cls(at, error.field, error.message(language()), around)


@blueprint.get("/rules/")
def rules():
    community_id = current_user.community_id
    return render_template(
        "admin/rules.html",
        versions=[(version, load_rule_book(version.text)) for version in versions_of(community_id)],
        draft=draft_of(community_id),
        shipped=[(name, load_rule_book(shipped_text(name)).title.text(language())) for name in SHIPPED],
        running=_running(),
    )


@blueprint.get("/rules/<int:version>.yaml")
def rules_file(version: int):
    found = version_numbered(current_user.community_id, version) or abort(404)
    answer = make_response(found.text)
    answer.mimetype = "application/yaml"
    answer.headers["Content-Disposition"] = f"attachment; filename=rules-{version}.yaml"
    return answer


@blueprint.post("/rules/draft/begin")
def begin_draft():
    """From a version, a shipped example, or a file."""
    file, source = request.files.get("file"), request.form.get("source", "")
    if file and file.filename:
        text = _decoded(file.read())
        if text is None:
            return render_template("admin/rules_draft.html", **_page("", problem="not_text")), 422
    else:
        text = _source(source)
    save_draft(current_user, text)
    return redirect(url_for("admin.rules_draft"), 303)


@blueprint.get("/rules/draft/")
def rules_draft():
    draft = draft_of(current_user.community_id)
    if draft is None:
        return redirect(url_for("admin.rules"))
    return render_template("admin/rules_draft.html", **_page(draft.text, draft=draft))


@blueprint.post("/rules/draft/")
def write_draft():
    text = request.form.get("text", "")
    try:
        save_draft(current_user, text)
    except DraftRefused as refusal:
        return render_template("admin/rules_draft.html", **_page(text, problem=refusal.reason)), 422
    return redirect(url_for("admin.rules_draft", saved=1), 303)


@blueprint.post("/rules/draft/discard")
def discard():
    discard_draft(current_user)
    return redirect(url_for("admin.rules"), 303)


@blueprint.post("/rules/draft/adopt")
def adopt():
    draft = draft_of(current_user.community_id) or abort(404)
    try:
        adopt_draft(current_user, request.form.get("month", ""), request.form.get("seen", ""))
    except DraftRefused as refusal:
        return render_template("admin/rules_draft.html", **_page(draft.text, draft=draft, problem=refusal.reason)), 409
    except RuleBookError:
        return render_template("admin/rules_draft.html", **_page(draft.text, draft=draft)), 422
    return redirect(url_for("admin.rules", adopted=1), 303)


def _page(text: str, **more: object) -> dict[str, object]:
    book, trouble = _read(text)
    running = _running()
    first = first_free_month(current_user.community_id, running)
    return {
        "text": text,
        "book": book,
        "trouble": trouble,
        "seen": text_digest(text),
        "months": _months_from(first),
        "problem": "",
        "draft": None,
        **more,
    }


def _read(text: str) -> tuple[RuleBook | None, Trouble | None]:
    if not text.strip():
        return None, None
    try:
        return load_rule_book(text), None
    except RuleBookError as error:
        return None, Trouble.of(error, text)


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


def _months_from(first: str) -> list[str]:
    months = [first]
    while len(months) < MONTHS_AHEAD:
        months.append(next_month(months[-1]))
    return months


def _running() -> str:
    return f"{clock.today(current_user.community):%Y-%m}"
