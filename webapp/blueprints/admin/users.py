"""Users: the list, one user's page, and everything that changes one."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.domain.roles import OFFICES, ROLES
from webapp.models import User
from webapp.office import user_words
from webapp.office.frame import row_key
from webapp.operations.change_grids import change_grids
from webapp.operations.change_roles import change_roles
from webapp.operations.link_person import link_person
from webapp.operations.recuse_user import end_recusal, recuse_user
from webapp.operations.require_second_step import require_second_step, reset_second_step
from webapp.operations.stop_user import readmit_user, stop_user
from webapp.operations.user_affairs import UserRefused
from webapp.queries.audit import events_about
from webapp.queries.invitations import pending_of
from webapp.queries.roster import courtyards_of
from webapp.queries.second_steps import has_second_step
from webapp.queries.sign_ins import sign_ins_of
from webapp.queries.user_desk import all_grids, assignments_of, listed_users, phones_in_use, state_of, user_by_key
from webapp.queries.user_ties import recused_yards, resident_of, residents_named

EVENTS = 20
CONFLICTS = {"changed": 409, "not_admin": 403, "own_account": 403}


@blueprint.get("/users/")
def users():
    return _list()


@blueprint.post("/users/second-step")
def demand_second_step():
    try:
        require_second_step(_me(), request.form.get("required") == "1")
    except UserRefused as refused:
        return _list(refused.reason), status_of(refused)
    return redirect(url_for("admin.users"), 303)


@blueprint.get("/users/<int:key>/")
def user(key: int):
    return _page(found(key))


@blueprint.post("/users/<int:key>/roles")
def set_roles(key: int):
    roles = request.form.getlist("role")
    return _changed(key, lambda: change_roles(_me(), key, roles, request.form.get("seen", "").split()), roles=roles)


@blueprint.post("/users/<int:key>/grids")
def set_grids(key: int):
    codes = request.form.getlist("grid")
    seen = filter(None, request.form.get("seen", "").split(","))
    return _changed(key, lambda: change_grids(_me(), key, codes, frozenset(seen)))


@blueprint.post("/users/<int:key>/person")
def set_person(key: int):
    person, seen = _key_or_none("person"), _key_or_none("seen")
    return _changed(key, lambda: link_person(_me(), key, person, seen))


@blueprint.post("/users/<int:key>/recusals")
def set_recusal(key: int):
    """Adds one, or ends it."""
    yard, reason = _key_or_none("courtyard") or 0, request.form.get("reason", "")
    verb = end_recusal if request.form.get("do") == "end" else recuse_user
    return _changed(key, lambda: verb(_me(), key, yard, reason), said={"courtyard": yard, "reason": reason})


@blueprint.post("/users/<int:key>/state")
def set_state(key: int):
    verbs = {"stop": stop_user, "readmit": readmit_user, "reset": reset_second_step}
    verb = verbs.get(request.form.get("do", "")) or abort(400)
    return _changed(key, lambda: verb(_me(), key))


def found(key: int) -> User:
    return user_by_key(current_user.community_id, key) or abort(404)


def status_of(refused: UserRefused) -> int:
    return CONFLICTS.get(refused.reason, 422)


def _me() -> User:
    return current_user._get_current_object()


def _key_or_none(name: str) -> int | None:
    return request.form.get(name, None, row_key)


def _changed(key: int, change, **typed):
    """Back to the user's page; what is refused is said there, beside what was typed."""
    found(key)
    try:
        change() or abort(404)
    except UserRefused as refused:
        return _page(found(key), refused.reason, **typed), status_of(refused)
    return redirect(url_for("admin.user", key=key, done=1), 303)


def _list(problem: str = "") -> str:
    community = current_user.community
    listed = listed_users(community.id, clock.now())
    return render_template(
        "admin/users.html",
        listed=listed,
        problem=user_words.refusal(problem) if problem else "",
        lacking=[each for each in listed if each.user.has_role(*OFFICES) and not each.has_second_step],
        user_words=user_words,
    )


def _page(shown: User, problem: str = "", roles: list[str] | None = None, said: dict | None = None) -> str:
    community, today, now = current_user.community, clock.today(current_user.community), clock.now()
    links = pending_of(community.id, shown.id)
    wanted = request.args.get("person", "").strip()
    return render_template(
        "admin/user.html",
        shown=shown,
        is_self=shown.id == current_user.id,
        state=state_of(shown, links[0] if links else None, now),
        link=next((each for each in links if each.expires_at > now), None),
        problem=user_words.refusal(problem) if problem else "",
        done="done" in request.args,
        roles=ROLES,
        chosen=shown.role_names if roles is None else roles,
        said=said or {},
        grids=all_grids(community.id),
        walked=sorted({each.grid.code for each in assignments_of(shown, today)}),
        lives=resident_of(shown, today),
        wanted=wanted,
        residents=residents_named(community.id, wanted, today) if wanted else [],
        recused=recused_yards(shown),
        courtyards=courtyards_of(community.id),
        has_second_step=has_second_step(shown),
        sign_ins=sign_ins_of(shown, 1),
        phones=phones_in_use(shown),
        events=events_about(community.id, shown.id, EVENTS),
        user_words=user_words,
    )
