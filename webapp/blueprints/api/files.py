"""/api/v1/files/: photos by tus. The rules are sync.tus; here bytes are read and answers written."""

from __future__ import annotations

from flask import Response, request, url_for

from sync import tus
from sync.limits import DEFAULT_LIMITS
from sync.tus_headers import VERSION, PhotoNamed, write_metadata
from webapp import clock
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.bodies import ChunkDiffers, Overrun, body_pieces
from webapp.blueprints.api.token import current_device
from webapp.errors import answer_reason
from webapp.operations.receive_photo import PhotoRefused
from webapp.operations.receive_upload import append_to_upload, begin_upload, finish_upload
from webapp.queries.uploads import Owner, open_uploads, photo_here, state_of, upload_of

# Which of them is meant may stand in a header, so all are let in, and what tus does not know is refused below.
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@blueprint.after_request
def mark_as_tus(response: Response) -> Response:
    """Every answer at these addresses says so, a refused token too: a proxy's page is told from ours by it."""
    if request.endpoint in ("api.files", "api.file"):
        response.headers.setdefault("Tus-Resumable", VERSION)
    return response


@blueprint.route("/files/", methods=METHODS, provide_automatic_options=False)
def files():
    method = tus.method_of(request.method, headers())
    if method == "OPTIONS":
        return answer(tus.options(DEFAULT_LIMITS.photo_bytes))
    if method != "POST":
        return method_unknown("POST, OPTIONS")
    create = tus.read_creation(headers(), DEFAULT_LIMITS.photo_bytes)
    if isinstance(create, tus.Answer):
        return answer(create)
    owner = Owner.of(current_device())
    if photo_here(owner.community_id, create.sha256):
        return answer(tus.already_here(create, location_of(create.sha256)))
    begun = begun_before(owner, create) if create.has_body else None
    if begun is not None:
        identity, offset = begun
        rest = tus.Append(offset, create.length - offset, create.checksum)
        return store(owner, identity, rest, location_of(identity), passed_over=offset)
    return begin(owner, create)


@blueprint.route("/files/<identity>", methods=METHODS, provide_automatic_options=False)
def file(identity: str):
    method = tus.method_of(request.method, headers())
    if method == "OPTIONS":
        return answer(tus.options(DEFAULT_LIMITS.photo_bytes))
    if method not in ("HEAD", "PATCH"):
        return method_unknown("HEAD, PATCH, OPTIONS")
    owner = Owner.of(current_device())
    known, now = known_upload(owner, identity), int(clock.now().timestamp())
    if method == "HEAD":
        return answer(tus.head(known, headers(), now))
    append = tus.read_append(known, headers(), now)
    if isinstance(append, tus.Answer):
        return answer(append)
    if known is not None and known.received:
        # An empty PATCH at the end of a photo that is here.
        return answer(tus.finished(known, known.sha256))
    return store(owner, identity, append)


def begun_before(owner: Owner, create: tus.Create) -> tuple[str, int] | None:
    """The upload of the same photo whose address this device has lost, and how far it came."""
    now = int(clock.now().timestamp())
    for upload in open_uploads(owner):
        same = (upload.sha256, upload.length, upload.media_type) == (create.sha256, create.length, create.type)
        if same and not state_of(upload).is_expired(now):
            return upload.uuid, upload.offset
    return None


def begin(owner: Owner, create: tus.Create) -> Response:
    """Make the upload of what a creation brings."""
    try:
        identity, state = begin_upload(
            owner, create, body_pieces(create.length if create.has_body else 0, create.checksum)
        )
    except Overrun:
        return answer(tus.refuse("upload_overrun"))
    except ChunkDiffers:
        return answer(tus.chunk_differs(None))
    except PhotoRefused as refused:
        return answer(tus.refuse(refused.reason.name))
    following = tus.appended(state, location_of(identity))
    assert isinstance(following, tus.Answer), "a photo that came whole is kept already"
    return answer(following)


def store(
    owner: Owner, identity: str, append: tus.Append, location: str | None = None, passed_over: int = 0
) -> Response:
    """Read what the request brings, keep it, and finish when it was the last of it."""
    try:
        pieces = body_pieces(append.most, append.checksum, passed_over)
        state = append_to_upload(owner, identity, append.start, pieces)
    except (Overrun, ChunkDiffers) as refused:
        known = known_upload(owner, identity)
        refusal = tus.chunk_differs if isinstance(refused, ChunkDiffers) else tus.overrun
        return answer(refusal(known) if known else tus.refuse("upload_unknown"))
    if state is None:
        known = known_upload(owner, identity)
        # What a creation found again has just given way: the client knows no address yet, so it asks once more.
        gone = "upload_unknown" if location is None else "try_again_later"
        return answer(tus.offset_differs(known) if known else tus.refuse(gone))
    following = tus.appended(state, location)
    if isinstance(following, tus.Answer):
        return answer(following)
    try:
        finish_upload(owner, identity)
    except PhotoRefused as refused:
        return answer(tus.refuse(refused.reason.name))
    return answer(tus.finished(state, state.sha256, location))


def known_upload(owner: Owner, identity: str) -> tus.Upload | None:
    """An upload of this device, or a photo that is here, which answers under its hash as an upload that is done."""
    upload = upload_of(owner, identity)
    if upload is not None:
        return state_of(upload)
    photo = photo_here(owner.community_id, identity)
    if photo is None:
        return None
    metadata = write_metadata(PhotoNamed(photo.sha256, photo.media_type))
    return tus.Upload(photo.size, photo.size, photo.sha256, received=True, metadata=metadata)


def location_of(identity: str) -> str:
    """The whole address: not every client can do with a path."""
    return url_for("api.file", identity=identity, _external=True)


def headers() -> dict[str, str]:
    return dict(request.headers)


def method_unknown(allowed: str) -> Response:
    return answer(tus.refuse("method_unknown", {"Allow": allowed}))


def answer(decided: tus.Answer) -> Response:
    response = Response(status=decided.status)
    if decided.reason is not None:
        body, _status = answer_reason(decided.reason, decided.status)
        response = body
        response.status_code = decided.status
    response.headers.update(decided.headers)
    return response
