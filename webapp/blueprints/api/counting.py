"""Counts what uploads bring, by the answers they get."""

from __future__ import annotations

from flask import Response, request

from webapp import metrics

OF_UPLOADS = frozenset({"api.files", "api.file"})


def count_uploads(response: Response) -> Response:
    """Bytes by the offset that was answered; an end by the photo's receipt, or by the status that refused it."""
    if request.endpoint not in OF_UPLOADS or request.method not in {"POST", "PATCH"}:
        return response
    before = request.headers.get("Upload-Offset", "0")
    after = response.headers.get("Upload-Offset", "")
    if response.status_code in {201, 204} and before.isdecimal() and after.isdecimal() and request.content_length:
        metrics.UPLOAD_BYTES.inc(max(0, int(after) - int(before)))
    if "Photo-Receipt" in response.headers:
        metrics.PHOTOS.labels("kept").inc()
    elif response.status_code >= 400:
        metrics.PHOTOS.labels(str(response.status_code)).inc()
    return response
