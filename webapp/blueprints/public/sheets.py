"""The published month on paper and as a picture: for whoever wants to hang it up, keep it or pass it on."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request, url_for
from werkzeug import Response

from webapp.blueprints.public import blueprint
from webapp.blueprints.public.caching import kept_while
from webapp.blueprints.public.taken_down import taken_down
from webapp.database import release_connection
from webapp.extensions import limiter
from webapp.i18n import language
from webapp.paper.notice import Notice, notice_of
from webapp.paper.notice_sheet import SHEETS, notice_pdf, notice_picture
from webapp.paper.shelf import Shelf
from webapp.queries.boards import community_by_slug, months_on_board
from webapp.queries.publications import publications_of

PDF, PNG = "application/pdf", "image/png"
shelf = Shelf()


@blueprint.get("/c/<slug>/<month>/notice-<paper>.pdf")
@limiter.limit("60 per minute")
def notice_sheet(slug: str, month: str, paper: str) -> Response:
    if paper not in SHEETS:
        abort(404)
    return _answer(slug, month, f"{paper}.pdf", PDF, lambda notice: notice_pdf(notice, paper))


@blueprint.get("/c/<slug>/<month>/notice.png")
@limiter.limit("60 per minute")
def notice_long_picture(slug: str, month: str) -> Response:
    return _answer(slug, month, "phone.png", PNG, notice_picture)


def _answer(slug: str, month: str, form: str, media_type: str, make: Callable[[Notice], bytes]) -> Response:
    """Printed once for each language; a browser that has it is not sent it again."""
    found = community_by_slug(slug) or abort(404)
    publications = publications_of(found.id, month) or abort(404)
    if month not in months_on_board(found):
        return taken_down(found, month)
    notice = notice_of(found, publications, url_for("public.publication", slug=slug, month=month, _external=True))
    key = f"{notice.digest[:32]}-{language()}-{form}"
    if request.if_none_match.contains_weak(key):
        return kept_while(key, Response(mimetype=media_type))
    release_connection()
    answer = Response(shelf.take(key, lambda: make(notice)), mimetype=media_type)
    answer.headers["Content-Disposition"] = f'inline; filename="sanbao-{slug}-{month}-{form}"'
    return kept_while(key, answer)
