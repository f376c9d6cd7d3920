"""The inspectors' phones: named, last seen, stopped; and the code with which an inspector signs in on a new one."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.office.frame import picture_of, row_key
from webapp.operations.rename_device import rename_device
from webapp.operations.revoke_device import revoke_device
from webapp.operations.sign_in_by_code import make_code
from webapp.queries.phones import phones_of
from webapp.queries.sign_in_codes import plain_inspectors


@blueprint.get("/devices/")
def devices():
    community = current_user.community_id
    return render_template("staff/devices.html", phones=phones_of(community), inspectors=plain_inspectors(community))


@blueprint.post("/devices/<public_id>/")
def change_device(public_id: str):
    verb = request.form.get("do")
    if verb == "rename":
        found = rename_device(current_user, public_id, request.form.get("name", ""))
    elif verb == "revoke":
        found = revoke_device(current_user, public_id)
    else:
        abort(400)
    if found is None:
        abort(404)
    return redirect(url_for("staff.devices"), 303)


@blueprint.post("/devices/code/")
def make_sign_in_code():
    key = request.form.get("inspector", 0, row_key)
    names = {user.id: user.name for user in plain_inspectors(current_user.community_id)}
    code = make_code(current_user, key) if key in names else None
    if code is None:
        abort(404)
    picture = picture_of(url_for("auth.code", code=code, _external=True))
    return render_template("staff/sign_in_code.html", code=code, name=names[key], picture=picture)
