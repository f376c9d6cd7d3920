"""纸质补录: a walk on paper is typed in, courtyard by courtyard, each saved by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from sync.limits import DEFAULT_LIMITS
from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.paper_line import line_from, line_of
from webapp.blueprints.staff.paper_walk import PaperWalk, Stop, paper_walk
from webapp.database import release_connection
from webapp.domain.imports.typed_line import MARKS, LineWrong, TypedLine, statement_of
from webapp.domain.months.cycle import takes_changes
from webapp.domain.rules.book import RuleBook
from webapp.models import User
from webapp.office import paper_words
from webapp.office.frame import row_key
from webapp.operations.add_sheets import add_sheets
from webapp.operations.receive_photo import PhotoRefused
from webapp.operations.type_check import Line, type_check
from webapp.pictures import answer_picture
from webapp.queries.months import states_of
from webapp.queries.paper_walks import inspector_by_id, inspectors_of, sheet_of, sheets_of, typed_walks
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.snapshot_companions import people_beside
from webapp.queries.walks import walk_by_uuid

OLDEST = dt.timedelta(days=365)
LATEST_WALKS = 10
MOST_SHEETS = 10


@blueprint.get("/paper/entry/")
def paper_entry() -> ResponseReturnValue:
    """Who walked, and when; then the walk itself."""
    if "day" not in request.args:
        return _choose()
    inspector, day = _inspector(request.args.get("inspector", "")), _day(request.args.get("day", ""))
    if inspector is None or day is None:
        return _choose("no_inspector" if inspector is None else "no_day"), 422
    return redirect(url_for("staff.paper_walk_page", person=inspector.id, day=day, along=request.args.getlist("along")))


@blueprint.get("/paper/entry/<int:person>/<day>/")
def paper_walk_page(person: int, day: str) -> ResponseReturnValue:
    walk = _walk(person, day)
    stop = walk.find(request.args.get("at", "")) or next(iter(walk.left), None)
    return _page(walk, stop)


@blueprint.post("/paper/entry/<int:person>/<day>/")
def type_line(person: int, day: str) -> ResponseReturnValue:
    walk = _walk(person, day)
    stop = walk.find(request.form.get("courtyard", "")) or abort(404)
    book = _book(walk)
    line = line_from(book, request.form)
    try:
        statement = statement_of(book, walk.day.month, line)
    except LineWrong as wrong:
        return _page(walk, stop, line, wrong), 422
    statement["companions"] = [str(each.id) for each in walk.companions]
    said = Line(walk.inspector.id, walk.day, stop.yard.code, statement, request.form.get("seen", ""))
    taken = type_check(current_user, said) or abort(404)
    if taken.refusal:
        return _page(_walk(person, day), stop, line, LineWrong(taken.refusal, "")), paper_words.status(taken.refusal)
    following = walk.after(stop.yard.code)
    at = following.yard.code if following else None
    return redirect(_address(walk, at=at, done=stop.yard.code), 303)


@blueprint.post("/paper/entry/<int:person>/<day>/sheets")
def add_walk_sheets(person: int, day: str) -> ResponseReturnValue:
    walk = _walk(person, day)
    if walk.walk is None:
        return _page(walk, next(iter(walk.left), None), sheets_problem="no_walk"), 409
    uuid = walk.walk.uuid
    release_connection()  # pictures may come slowly
    try:
        pictures = [each.read() for each in request.files.getlist("sheets") if each.filename]
    except RequestEntityTooLarge:
        return _sheets_refused(person, day, "too_large", 413)
    if not 0 < len(pictures) <= MOST_SHEETS:
        return _sheets_refused(person, day, "too_many" if pictures else "no_file", 422)
    if any(len(data) > DEFAULT_LIMITS.photo_bytes for data in pictures):
        return _sheets_refused(person, day, "too_large", 413)
    try:
        add_sheets(current_user, uuid, pictures)
    except PhotoRefused:
        return _sheets_refused(person, day, "not_a_picture", 422)
    return redirect(_address(walk, sheets=len(pictures)) + "#sheets", 303)


@blueprint.get("/walks/<uuid>/sheets/<sha256>/<size>.jpg")
def walk_sheet(uuid: str, sha256: str, size: str) -> ResponseReturnValue:
    walk = walk_by_uuid(current_user.community_id, uuid) or abort(404)
    sheet_of(walk, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)


def _sheets_refused(person: int, day: str, problem: str, status: int) -> ResponseReturnValue:
    walk = _walk(person, day)
    return _page(walk, next(iter(walk.left), None), sheets_problem=problem), status


def _choose(problem: str = "") -> str:
    community = current_user.community
    return render_template(
        "staff/paper_entry.html",
        inspectors=inspectors_of(community.id),
        people=people_beside(current_user.community_id),
        today=clock.today(community),
        oldest=clock.today(community) - OLDEST,
        walks=typed_walks(community.id, LATEST_WALKS),
        problem=problem,
        paper_words=paper_words,
    )


def _page(
    walk: PaperWalk,
    stop: Stop | None,
    given: TypedLine | None = None,
    wrong: LineWrong | None = None,
    sheets_problem: str = "",
) -> str:
    book = _book(walk)
    line = given or line_of(stop.day.own if stop else None)
    return render_template(
        "staff/paper_walk.html",
        walk=walk,
        stop=stop,
        line=line,
        wrong=wrong,
        items=[item for item in book.items if item.in_season(walk.day.month)],
        marks=MARKS,
        obstacles=book.obstacles,
        done=walk.find(request.args.get("done", "")),
        sheets=sheets_of(walk.walk) if walk.walk else [],
        sheets_problem=sheets_problem,
        most_sheets=MOST_SHEETS,
        is_late=_is_late(walk.day),
        here=lambda **more: _address(walk, **more),
        paper_words=paper_words,
    )


def _walk(person: int, day: str) -> PaperWalk:
    inspector, found = _inspector(str(person)), _day(day)
    if inspector is None or found is None:
        abort(404)
    along = set(request.args.getlist("along"))
    others = [each for each in people_beside(current_user.community_id) if each.id != inspector.id]
    return paper_walk(current_user, inspector, found, [each for each in others if str(each.id) in along])


def _address(walk: PaperWalk, **more: Any) -> str:
    along = [each.id for each in walk.companions]
    return url_for("staff.paper_walk_page", person=walk.inspector.id, day=walk.day, along=along, **more)


def _book(walk: PaperWalk) -> RuleBook:
    _version, book = rule_book_in_force(current_user.community_id, f"{walk.day:%Y-%m}")
    return book


def _is_late(day: dt.date) -> bool:
    """Whether the day's month takes no more checks, so that they count in the running one."""
    state = states_of(current_user.community_id, [f"{day:%Y-%m}"]).get(f"{day:%Y-%m}")
    return state is not None and not takes_changes(state)


def _inspector(key: str) -> User | None:
    try:
        return inspector_by_id(current_user.community_id, row_key(key))
    except ValueError:
        return None


def _day(text: str) -> dt.date | None:
    """A day of the last year, today included."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    today = clock.today(current_user.community)
    return day if today - OLDEST <= day <= today else None
