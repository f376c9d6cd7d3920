"""What guards every request: headers, and that a form comes from our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, request

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
ON_THE_PHONE_ITSELF = frozenset({"localhost", "127.0.0.1", "::1"})
# The worker that reads QR codes compiles its reader; no page may. Nothing else is open to it.
READER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.before_request(refuse_foreign_forms)
    app.before_request(limit_plain_bodies)
    app.before_request(refuse_zero_characters)
    app.after_request(add_headers)


def refuse_foreign_forms() -> None:
    """A request that changes something must come from a page of ours; the wire carries tokens, not cookies."""
    if request.method in SAFE_METHODS or request.path.startswith("/api/"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            abort(403)
        return
    # Over plain HTTP on a LAN address browsers send no Sec-Fetch-Site, but they send Origin.
    if _host_of(request.headers.get("Origin", "")) != request.host:
        abort(403)


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _hostname_of(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def limit_plain_bodies() -> None:
    """Only a form with files may be large: any other body is read into memory whole, from whoever sends it."""
    if request.mimetype != "multipart/form-data" and not request.path.startswith("/api/"):
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def refuse_zero_characters() -> None:
    """PostgreSQL holds no U+0000 in a text: nothing is found under such an address; see answer_unstorable()."""
    if "\0" in request.path:
        abort(404)


def can_work_offline(asked: Request) -> bool:
    """Browsers let a page work without a line only when it came over https, or from the phone itself."""
    return asked.is_secure or _hostname_of(asked.host) in ON_THE_PHONE_ITSELF


def add_headers(response: Response) -> Response:
    """What a page or a worker may do stands on it; everything else carries only what it needs, for thin lines."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    if response.mimetype == "text/html" or request.path.endswith("/sw.js"):
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
    if not request.path.startswith("/static/"):
        headers.setdefault("X-Robots-Tag", "noindex")  # also photos, sheets and files
    if response.mimetype == "text/html":
        headers.setdefault("Cache-Control", "no-store")
    return response
