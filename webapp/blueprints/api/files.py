"""/api/v1/files/: photos by tus. The rules are sync.tus; here bytes are read and answers written."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, request, url_for
from werkzeug.exceptions import ClientDisconnected

from sync import tus
from sync.limits import DEFAULT_LIMITS
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.token import current_device
from webapp.errors import answer_reason
from webapp.models import Upload
from webapp.operations.receive_photo import PhotoRefused, append_to_upload, create_upload, finish_upload
from webapp.queries.uploads import photo_here, upload_of

PIECE = 1 << 16


@blueprint.route("/files/", methods=["POST", "OPTIONS"], provide_automatic_options=False)
def files():
    if request.method == "OPTIONS":
        return answer(tus.options(DEFAULT_LIMITS.photo_bytes))
    create = tus.read_creation(headers(), DEFAULT_LIMITS.photo_bytes)
    if isinstance(create, tus.Answer):
        return answer(create)
    device = current_device()
    if photo_here(device.community_id, create.sha256):
        return answer(tus.already_here(create, url_for("api.files") + create.sha256))
    upload = create_upload(device, create)
    location = url_for("api.file", identity=upload.uuid)
    return store(upload, tus.Append(0, create.length if create.has_body else 0), location)


@blueprint.route("/files/<identity>", methods=["HEAD", "PATCH", "POST", "OPTIONS"], provide_automatic_options=False)
def file(identity: str):
    method = tus.method_of(request.method, headers())
    if method == "OPTIONS":
        return answer(tus.options(DEFAULT_LIMITS.photo_bytes))
    upload = upload_of(current_device(), identity)
    known = state_of(upload) if upload else received_photo(identity)
    if method == "HEAD":
        return answer(tus.head(known, headers()))
    append = tus.read_append(known, headers())
    if isinstance(append, tus.Answer):
        return answer(append)
    if upload is None:
        # An empty PATCH at the end of a photo that is here.
        assert known is not None, "an unknown upload was refused above"
        return answer(tus.finished(known, known.sha256))
    return store(upload, append)


def store(upload: Upload, append: tus.Append, location: str | None = None) -> Response:
    """Read what the request brings, keep it, and finish when it was the last of it."""
    offset = append_to_upload(upload, append.start, pieces(append.most))
    if offset is None:
        now = upload_of(current_device(), upload.uuid)
        return answer(tus.offset_differs(state_of(now)) if now else tus.refuse("upload_unknown"))
    state = tus.Upload(offset, upload.length, upload.sha256)
    following = tus.appended(state, location)
    if isinstance(following, tus.Answer):
        return answer(following)
    try:
        finish_upload(current_device(), upload)
    except PhotoRefused as refused:
        return answer(tus.refuse(refused.reason.name))
    return answer(tus.finished(state, state.sha256, location))


def pieces(most: int) -> Iterator[bytes]:
    """The body in pieces, at most `most` bytes; where the line was cut it just ends."""
    while most > 0:
        try:
            piece = request.stream.read(min(PIECE, most))
        except ClientDisconnected:
            return
        if not piece:
            return
        most -= len(piece)
        yield piece


def headers() -> dict[str, str]:
    return dict(request.headers)


def state_of(upload: Upload) -> tus.Upload:
    return tus.Upload(upload.offset, upload.length, upload.sha256)


def received_photo(sha256: str) -> tus.Upload | None:
    """A photo that is here answers under its hash as an upload that is done."""
    photo = photo_here(current_device().community_id, sha256)
    return tus.Upload(photo.size, photo.size, photo.sha256, received=True) if photo else None


def answer(decided: tus.Answer) -> Response:
    response = Response(status=decided.status)
    if decided.reason is not None:
        body, _status = answer_reason(decided.reason, decided.status)
        response = body
        response.status_code = decided.status
    response.headers.update(decided.headers)
    return response
