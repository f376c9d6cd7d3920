"""群机器人: the key with which a month is said in the owners' chat group."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.blueprints.admin import blueprint
from webapp.operations.keep_robot import forget_robot, keep_robot
from webapp.queries.group_messages import key_of, robot_of

SHOWN = 4  # letters of the key, to tell one from another


@blueprint.get("/webhook/")
def robot() -> ResponseReturnValue:
    return _page()


@blueprint.post("/webhook/")
def keep() -> ResponseReturnValue:
    if not keep_robot(current_user, request.form.get("key", "")):
        return _page("bad_key"), 422
    return redirect(url_for("admin.robot", done="kept"), 303)


@blueprint.post("/webhook/forget")
def forget() -> ResponseReturnValue:
    forget_robot(current_user)
    return redirect(url_for("admin.robot", done="forgotten"), 303)


def _page(problem: str = "") -> str:
    found = robot_of(current_user.community_id)
    key = (key_of(found) if found else None) or ""
    return render_template(
        "admin/robot.html",
        robot=found if key else None,
        last=key[-SHOWN:],
        host=urlsplit(current_app.config["SANBAO"].chat_robot).hostname,
        problem=problem,
    )
