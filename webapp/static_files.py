"""Static files, each compressed once as small as brotli can: a phone's first load goes over a thin line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, current_app, request, send_from_directory

from webapp.config import COMPRESSED

SMALLEST = 500  # below this the headers cost more than compressing saves
LARGE = 500_000  # above this the last tenth would take many seconds


def init_app(app: Flask) -> None:
    app.view_functions["static"] = serve


def serve(filename: str) -> Response:
    """The file, revalidated at every use; as brotli where the browser takes it."""
    folder = current_app.static_folder
    assert folder is not None, "the app has a static folder"
    response = send_from_directory(folder, filename, max_age=0)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers.pop("Content-Disposition", None)
    if response.status_code == 200 and _may_shrink(response):
        path = Path(folder) / filename
        response.direct_passthrough = False
        response.set_data(_compressed(path, path.stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "br"
        response.set_etag(response.get_etag()[0] or "", weak=True)
    return response


def _may_shrink(response: Response) -> bool:
    is_text = response.mimetype in COMPRESSED and (response.content_length or 0) > SMALLEST
    return is_text and request.accept_encodings["br"] > 0 and "Range" not in request.headers


@lru_cache(maxsize=64)
def _compressed(path: Path, _modified: int) -> bytes:
    data = path.read_bytes()
    return brotli.compress(data, quality=9 if len(data) > LARGE else 11)
