"""Photos as pages show them: re-encoded, so that no metadata leaves with them, in two widths, kept once made.

Whoever asks for a picture gets it with its covered areas unrecognisable; the plain ones are for finding a photo again
and for oversight, which says why it looks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from flask import Response, abort, current_app, send_file

from webapp.darkroom import Developed, NotDeveloped, develop
from webapp.database import release_connection
from webapp.domain.evidence.cover import Areas, as_data, mark_of
from webapp.photo_store import photos
from webapp.queries.covers import covered_areas
from webapp.storage import keep_bytes, photo_path

Size = Literal["small", "large"]
SIZES: tuple[Size, ...] = ("small", "large")
# Should a browser ever take a picture for a page, that page may do nothing.
POLICY = "default-src 'none'; sandbox"


def answer_picture(community_id: int, sha256: str, size: str) -> Response:
    """The picture as a response; the caller has authorised it through the finding that names it."""
    if size not in SIZES:
        abort(404)
    areas = covered_areas(community_id, sha256)
    release_connection()
    if not photos().has(community_id, sha256):
        # Another server may have let it expire; what this one made of it goes with the first who asks.
        drop_pictures(community_id, sha256)
        abort(404)
    shown = _shown(community_id, sha256, size, areas)
    if not shown.is_file():
        try:
            make_pictures(community_id, sha256, areas)
        except NotDeveloped:
            abort(404)
    if not shown.stat().st_size:
        abort(404)
    response = send_file(shown, mimetype="image/jpeg", etag=f"{shown.name}-{size}", conditional=True)
    # After signing out on a shared phone it must not be shown again.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def answer_drawing(png: bytes) -> Response:
    """A small drawing that the darkroom has seen and that nothing else is written in, as it was kept."""
    response = Response(png, mimetype="image/png")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def make_pictures(community_id: int, sha256: str, areas: Areas = ()) -> Developed:
    """Develop the photo and keep both pictures, plain or with these areas covered; of one that can't be shown empty
    files are kept, so that it is not tried again at every look. Raises NotDeveloped.
    """
    try:
        developed = develop(photos().read(community_id, sha256), as_data(areas))
    except FileNotFoundError as error:
        raise NotDeveloped("not_found") from error
    except NotDeveloped:
        for size in SIZES:
            keep_bytes(b"", _shown(community_id, sha256, size, areas))
        raise
    keep_bytes(developed.small, _shown(community_id, sha256, "small", areas))
    keep_bytes(developed.large, _shown(community_id, sha256, "large", areas))
    return developed


def small_picture(community_id: int, sha256: str) -> bytes:
    """The small picture as it was taken, for comparing only: made where this server has none yet; nothing of a photo
    that can't be shown.
    """
    return _kept(community_id, sha256, "small", ())


def large_picture(community_id: int, sha256: str) -> bytes:
    """The large picture as it was taken, for oversight, who said why; nothing of a photo that can't be shown."""
    return _kept(community_id, sha256, "large", ())


def shown_picture(community_id: int, sha256: str) -> bytes:
    """The large picture as anybody may see it, for a file that leaves the house."""
    return _kept(community_id, sha256, "large", covered_areas(community_id, sha256))


def drop_pictures(community_id: int, sha256: str) -> None:
    """What this server made of a photo that has expired."""
    for size in SIZES:
        plain = _shown(community_id, sha256, size, ())
        for each in plain.parent.glob(f"{sha256}*"):
            each.unlink(missing_ok=True)


def _kept(community_id: int, sha256: str, size: Size, areas: Areas) -> bytes:
    shown = _shown(community_id, sha256, size, areas)
    if shown.is_file():
        return shown.read_bytes()
    try:
        developed = make_pictures(community_id, sha256, areas)
    except NotDeveloped:
        return b""
    return developed.small if size == "small" else developed.large


def _shown(community_id: int, sha256: str, size: Size | str, areas: Areas) -> Path:
    """Under a name of its own for other areas: on which server ever it was made, it is never another's."""
    plain = photo_path(current_app.config["SANBAO"].data / "pictures" / size, community_id, sha256)
    return plain.with_name(f"{sha256}-{mark_of(areas)}") if areas else plain
