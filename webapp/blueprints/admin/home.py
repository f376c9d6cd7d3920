"""What is to be done before the first walk, the roster in figures, people and their roles, phones, the rule book."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask_login import current_user

from webapp.blueprints.admin import blueprint
from webapp.office.first_steps import first_steps
from webapp.operations.revoke_device import revoke_device
from webapp.queries.roster import devices_of, roster_counts, users_of
from webapp.queries.rule_books import versions_of


@blueprint.get("/")
def home():
    community_id = current_user.community_id
    return render_template(
        "admin/home.html",
        first=first_steps(),
        counts=roster_counts(community_id),
        users=users_of(community_id),
        devices=devices_of(community_id),
        versions=versions_of(community_id),
    )


@blueprint.post("/devices/<public_id>/revoke")
def revoke(public_id: str):
    revoke_device(current_user, public_id) or abort(404)
    return redirect(url_for("admin.home"), 303)
