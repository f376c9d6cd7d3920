"""How often others saw what an inspector saw; who got how much, and what went to the families of those in office."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.domain.calendar_month import year_until
from webapp.office.export_files import send_table
from webapp.office.shares_page import SHARES_FILES, shares_page
from webapp.queries.agreement import agreement_of
from webapp.queries.rule_books import rule_book_in_force


@blueprint.get("/agreement/")
def agreement():
    month = f"{clock.today(current_user.community):%Y-%m}"
    _version, book = rule_book_in_force(current_user.community_id, month)
    months = year_until(month)
    found = agreement_of(current_user.community_id, months, book)
    return render_template("oversight/agreement.html", found=found, book=book, first=months[0])


@blueprint.get("/shares/")
def shares():
    return render_template("oversight/shares.html", **shares_page())


@blueprint.get("/shares/<what>.<form>")
def shares_file(what: str, form: str):
    return send_table(SHARES_FILES, what, form)
