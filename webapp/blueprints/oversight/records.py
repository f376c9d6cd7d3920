"""What oversight reads: the ledger's chain and the audit trail."""

from __future__ import annotations

from flask import render_template, request
from flask_login import current_user

from webapp.blueprints.oversight import blueprint
from webapp.queries.audit import audit_lines
from webapp.queries.ledger import chain_break, ledger_lines

PAGE = 50


@blueprint.get("/ledger/")
def ledger():
    page = max(request.args.get("page", 1, int), 1)
    lines = ledger_lines(current_user.community_id, page, PAGE)
    return render_template(
        "oversight/ledger.html",
        lines=lines[:PAGE],
        broken=chain_break(current_user.community_id),
        page_number=page,
        more=len(lines) > PAGE,
    )


@blueprint.get("/audit/")
def audit():
    page = max(request.args.get("page", 1, int), 1)
    lines = audit_lines(current_user.community_id, page, PAGE)
    return render_template("oversight/audit.html", lines=lines[:PAGE], page_number=page, more=len(lines) > PAGE)
