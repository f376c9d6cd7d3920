"""Public pages may be kept by caches, each as this reader's cookies made it look."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from flask import Flask, current_app, make_response, request
from flask_login import COOKIE_NAME
from werkzeug import Response


def cacheable(page: str, digest: str) -> Response:
    """The page with an ETag from the publication's digest and from what was made of it.

    The same publication looks different by language, size, theme and day, hence Vary and the second half.
    A browser with a session, or one that is remembered, gets it as private: any answer may bring a session's cookie.
    """
    etag = f"{digest[:16]}-{hashlib.sha256(page.encode()).hexdigest()[:16]}"
    return kept_while(etag, make_response(page))


def kept_while(etag: str, response: Response) -> Response:
    """The answer, to be kept while `etag` holds."""
    return to_be_kept(etag, response).make_conditional(request)


def to_be_kept(etag: str, response: Response) -> Response:
    """The same, whole, also for who has it."""
    response.set_etag(etag)
    response.headers["X-Robots-Tag"] = "noindex"  # names stand on sheets and pictures, too
    response.vary.update(("Cookie", "Accept-Language"))
    # Caches ignore Vary more often than not, so each keeps the page but asks whether it still holds.
    response.cache_control.max_age = 0
    response.cache_control.must_revalidate = True
    if is_somebody_s(request.cookies, current_app):
        response.cache_control.private = True
    else:
        response.cache_control.public = True
    return response


def is_somebody_s(cookies: Mapping[str, str], app: Flask) -> bool:
    """Whether this browser may be somebody's: a session, or one that is remembered."""
    return not cookies.keys().isdisjoint((app.config["SESSION_COOKIE_NAME"], COOKIE_NAME))
