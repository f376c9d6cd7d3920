"""The notice board and the door plates, open to everybody."""

from __future__ import annotations

from flask import abort, render_template, request
from werkzeug import Response

from webapp import clock
from webapp.blueprints.public import blueprint
from webapp.blueprints.public.board import build_board
from webapp.blueprints.public.caching import cacheable
from webapp.blueprints.public.door import build_door
from webapp.blueprints.public.hanging import hang
from webapp.blueprints.public.read_aloud import door_sentences, row_sentences
from webapp.blueprints.public.taken_down import taken_down
from webapp.domain.household_code import normalise
from webapp.domain.versions import in_force
from webapp.models import Community, Courtyard
from webapp.queries.boards import (
    communities,
    community_by_slug,
    community_of,
    courtyard_by_code,
    months_on_board,
)
from webapp.queries.districts import district_names
from webapp.queries.documents import documents_of
from webapp.queries.publications import publications_of


@blueprint.get("/")
def home() -> Response:
    """The board of the only community, or the list of all."""
    found = communities()
    if len(found) == 1:
        return hang(found[0], _only, lambda: _latest(found[0]))
    return cacheable(render_template("public/communities.html", communities=found, districts=district_names()), "")


@blueprint.get("/c/<slug>/")
def community(slug: str) -> Response:
    """The newest month of this community."""
    found = community_by_slug(slug) or abort(404)
    return hang(found, lambda: community_by_slug(slug), lambda: _latest(found))


@blueprint.get("/c/<slug>/<month>/")
def publication(slug: str, month: str) -> Response:
    """A printed address: it shows this month in its newest correction; past the time for boards it says so."""
    found = community_by_slug(slug) or abort(404)
    return hang(found, lambda: community_by_slug(slug), lambda: _board(found, month))


@blueprint.get("/d/<code>/")
def door(code: str) -> Response:
    """A door plate's row of the latest publication."""
    courtyard = _courtyard(code) or abort(404)
    owner = community_of(courtyard)
    if code != courtyard.code:  # of all the ways to write it one hangs
        return _door(owner, courtyard)
    return hang(owner, lambda: owner if _courtyard(code) else None, lambda: _door(owner, courtyard))


def _only() -> Community | None:
    """The community, where there is but one."""
    found = communities()
    return found[0] if len(found) == 1 else None


def _courtyard(code: str) -> Courtyard | None:
    return courtyard_by_code(normalise(code))


def _door(owner: Community, courtyard: Courtyard) -> Response:
    page = build_door(owner, courtyard, clock.today(owner))
    spoken = door_sentences(page)
    return cacheable(render_template("public/door.html", door=page, sentences=spoken), page.digest)


def _latest(found: Community) -> Response:
    months = months_on_board(found)
    if months:
        return _board(found, months[0])
    return cacheable(render_template("public/empty.html", community=found, documents=_documents(found)), "")


def _documents(found: Community) -> list[tuple[int, str]]:
    """Number and title of what hangs beside the months."""
    today = clock.today(found)
    hanging = [each for each in documents_of(found.id) if each.withdrawn_at is None]
    return [(each.number, (in_force(each.versions, today) or each.versions[0]).title) for each in hanging]


def _board(found: Community, month: str) -> Response:
    publications = publications_of(found.id, month) or abort(404)
    hanging = months_on_board(found)
    if month not in hanging:
        return taken_down(found, month)
    asked = request.args.get("lane", "")[:40], request.args.get("number", "")[:40]
    board = build_board(found, publications, hanging, clock.today(found), asked)
    shown = {"board": board, "community": found, "documents": _documents(found), "sentences": row_sentences(board)}
    page = render_template("public/board.html", **shown)
    return cacheable(page, publications[0].digest)
