"""发到群里: what the group's robot would say of a published month, and what it said."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.chat.message import group_markdown
from webapp.chat.send import GROUPS_LANGUAGE, notice_said, send_message
from webapp.jobs import start_job
from webapp.models import GroupMessage, Publication
from webapp.office import group_words
from webapp.operations.ask_group_message import FORMS, MARKDOWN, Wanted, ask_message
from webapp.queries.group_messages import SENDING, WAITING, messages_of, robot_of
from webapp.queries.publications import publications_of


@blueprint.get("/months/<name>/group/")
def group(name: str) -> ResponseReturnValue:
    return _page(name, _newest(name))


@blueprint.post("/months/<name>/group/")
def send_to_group(name: str) -> ResponseReturnValue:
    """`number` is the publication that the page showed, `nth` how often its form had been asked for."""
    newest, form = _newest(name), request.form.get("form", "")
    if form not in FORMS:
        abort(400)
    if request.form.get("number") != str(newest.number):
        return _page(name, newest, "changed"), 409
    nth = request.form.get("nth", 0, int)
    if not 0 <= nth <= _asked(_of(name, newest), form):
        abort(400)
    content = _text(name, newest) if form == MARKDOWN else ""
    message = ask_message(current_user, newest, Wanted(form, nth, content, _root()))
    if message is None:
        return _page(name, newest, "no_robot"), 409
    start_job(send_message, current_user.community_id, message.id)
    return redirect(url_for("staff.group", name=name), 303)


def _page(name: str, newest: Publication, problem: str = "") -> str:
    messages = messages_of(current_user.community_id, name)
    current = [each for each in messages if each.publication_id == newest.id]
    text = _text(name, newest)
    return render_template(
        "staff/group.html",
        month=name,
        publication=newest,
        text=text,
        size=len(text.encode()),
        messages=messages,
        asked={form: _asked(current, form) for form in FORMS},
        is_moving=any(each.state in (WAITING, SENDING) for each in messages),
        robot=robot_of(current_user.community_id),
        problem=problem,
        group_words=group_words,
    )


def _newest(name: str) -> Publication:
    return next(iter(publications_of(current_user.community_id, name)), None) or abort(404)


def _of(name: str, publication: Publication) -> list[GroupMessage]:
    return [each for each in messages_of(current_user.community_id, name) if each.publication_id == publication.id]


def _asked(messages: list[GroupMessage], form: str) -> int:
    return sum(each.form == form for each in messages)


def _text(name: str, publication: Publication) -> str:
    """In the group's language, not in that of who looks at it."""
    with force_locale(GROUPS_LANGUAGE):
        return group_markdown(notice_said(current_user.community_id, name, publication.number, _root()))


def _root() -> str:
    return url_for("public.home", _external=True).rstrip("/")
