"""Photos as pages show them: re-encoded, so that no metadata leaves with them, in two widths, kept once made."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from flask import Response, abort, current_app, send_file

from webapp.darkroom import Developed, NotDeveloped, develop
from webapp.database import release_connection
from webapp.photo_store import photos
from webapp.storage import keep_bytes, photo_path

Size = Literal["small", "large"]
SIZES: tuple[Size, ...] = ("small", "large")
# Should a browser ever take a picture for a page, that page may do nothing.
POLICY = "default-src 'none'; sandbox"


def answer_picture(community_id: int, sha256: str, size: str) -> Response:
    """The picture as a response; the caller has authorised it through the finding that names it."""
    release_connection()
    if size not in SIZES:
        abort(404)
    if not photos().has(community_id, sha256):
        # Another server may have let it expire; what this one made of it goes with the first who asks.
        drop_pictures(community_id, sha256)
        abort(404)
    shown = _shown(community_id, sha256, size)
    if not shown.is_file():
        try:
            make_pictures(community_id, sha256)
        except NotDeveloped:
            abort(404)
    if not shown.stat().st_size:
        abort(404)
    response = send_file(shown, mimetype="image/jpeg", etag=f"{sha256}-{size}", conditional=True)
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


def make_pictures(community_id: int, sha256: str) -> Developed:
    """Develop the photo and keep both pictures; of one that can't be shown empty files are kept, so that it is not
    tried again at every look. Raises NotDeveloped.
    """
    try:
        developed = develop(photos().read(community_id, sha256))
    except FileNotFoundError as error:
        raise NotDeveloped("not_found") from error
    except NotDeveloped:
        for size in SIZES:
            keep_bytes(b"", _shown(community_id, sha256, size))
        raise
    keep_bytes(developed.small, _shown(community_id, sha256, "small"))
    keep_bytes(developed.large, _shown(community_id, sha256, "large"))
    return developed


def small_picture(community_id: int, sha256: str) -> bytes:
    """The small picture, made where this server has none yet; nothing of a photo that can't be shown."""
    shown = _shown(community_id, sha256, "small")
    if shown.is_file():
        return shown.read_bytes()
    try:
        return make_pictures(community_id, sha256).small
    except NotDeveloped:
        return b""


def drop_pictures(community_id: int, sha256: str) -> None:
    """What this server made of a photo that has expired."""
    for size in SIZES:
        _shown(community_id, sha256, size).unlink(missing_ok=True)


def _shown(community_id: int, sha256: str, size: Size | str) -> Path:
    return photo_path(current_app.config["SANBAO"].data / "pictures" / size, community_id, sha256)
