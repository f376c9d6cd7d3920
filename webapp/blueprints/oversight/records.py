"""What oversight reads: the ledger's chain and the audit trail."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.office import user_words
from webapp.office.frame import page_number
from webapp.queries.audit import audit_lines
from webapp.queries.ledger import chain_break, last_entry, ledger_lines
from webapp.queries.roster import users_of
from webapp.queries.rule_books import rule_books

PAGE = 50


@blueprint.get("/ledger/")
def ledger():
    page = page_number()
    lines = ledger_lines(current_user.community_id, page, PAGE, clock.today(current_user.community))
    return render_template(
        "oversight/ledger.html",
        lines=lines[:PAGE],
        last=last_entry(current_user.community_id),
        broken=chain_break(current_user.community_id),
        books=rule_books(current_user.community_id),
        page_number=page,
        more=len(lines) > PAGE,
    )


@blueprint.get("/audit/")
def audit():
    page = page_number()
    lines = audit_lines(current_user.community_id, page, PAGE)
    return render_template(
        "oversight/audit.html",
        lines=lines[:PAGE],
        names={str(user.id): user.name for user in users_of(current_user.community_id)},
        user_words=user_words,
        page_number=page,
        more=len(lines) > PAGE,
    )
