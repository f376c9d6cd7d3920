"""What a printed address answers when its board was taken down at the end of its time."""

from __future__ import annotations

from flask import make_response, render_template
from werkzeug import Response

from webapp.models import Community


def taken_down(community: Community, month: str) -> Response:
    """410: it hung here, and will not again; the ledger stays."""
    return make_response(render_template("public/taken_down.html", community=community, month=month), 410)
