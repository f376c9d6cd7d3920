"""The tus 1.0 server as a pure state machine: headers and what is known go in, what to do and to answer comes out.

The caller does the input and output: it looks uploads up, reads streams, and appends by compare-and-set on the offset.
A creation goes read_creation → created or already_here; an append goes read_append → appended → finished.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.limits import PICTURE_TYPES
from sync.reasons import REASONS, Reason
from sync.tus_headers import UPLOAD_TYPE, VERSION, lower, parse_metadata, whole_number

EXTENSIONS = "creation,creation-with-upload"


@dataclass(frozen=True, slots=True)
class Upload:
    """What the server knows of one upload; `received` once its hash was found right and the photo is on the disk."""

    offset: int
    length: int
    sha256: str
    received: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer without a body; `reason` is set when it is a refusal, whose JSON the caller writes."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Create:
    """Make an upload; when `has_body`, its first bytes are in the request: append at most `length` of them."""

    length: int
    sha256: str
    type: str
    has_body: bool


@dataclass(frozen=True, slots=True)
class Append:
    """Append at most `most` bytes if the offset is still `start`; a stream that holds more is refused as an overrun."""

    start: int
    most: int


@dataclass(frozen=True, slots=True)
class Finish:
    """All bytes are there: hash what is stored and ask `finished`."""

    sha256: str


def method_of(method: str, headers: Mapping[str, str]) -> str:
    """The method that is meant; tus lets a client behind a narrow proxy name it in a header."""
    return lower(headers).get("x-http-method-override", method).upper()


def options(most_bytes: int) -> Answer:
    """What this server can do."""
    about = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(most_bytes)}
    return Answer(204, _with_version(about))


def read_creation(headers: Mapping[str, str], most_bytes: int) -> Create | Answer:
    """What a POST asks for."""
    known = lower(headers)
    if known.get("tus-resumable") != VERSION:
        return refuse("tus_version_differs")
    length = whole_number(known.get("upload-length"))
    photo = parse_metadata(known.get("upload-metadata", ""))
    if not length or photo is None:
        return refuse("upload_unreadable")
    if length > most_bytes:
        return refuse("photo_too_large")
    if photo.type not in PICTURE_TYPES:
        return refuse("photo_not_an_image")
    return _creation(known, Create(length, photo.sha256, photo.type, "content-type" in known))


def _creation(known: Mapping[str, str], create: Create) -> Create | Answer:
    announced = whole_number(known.get("content-length")) or 0
    if not create.has_body:
        return refuse("upload_type_differs") if announced else create
    if known["content-type"] != UPLOAD_TYPE:
        return refuse("upload_type_differs")
    return refuse("upload_overrun") if announced > create.length else create


def already_here(create: Create, location: str) -> Answer:
    """The photo is on the disk since an earlier upload: nothing needs to be sent."""
    headers = {"Location": location, "Upload-Offset": str(create.length), "Photo-Receipt": create.sha256}
    return Answer(201, _with_version(headers))


def head(upload: Upload | None, headers: Mapping[str, str]) -> Answer:
    """How far an upload has come."""
    if lower(headers).get("tus-resumable") != VERSION:
        return refuse("tus_version_differs")
    if upload is None:
        return refuse("upload_unknown", {"Cache-Control": "no-store"})
    about = {"Upload-Length": str(upload.length), "Cache-Control": "no-store"}
    return Answer(200, _progress(upload) | about)


def read_append(upload: Upload | None, headers: Mapping[str, str]) -> Append | Answer:
    """What a PATCH asks for. At the end an empty one is right: it finishes what a crash left unfinished."""
    known = lower(headers)
    misused = _misused(known)
    if misused is not None:
        return refuse(misused)
    if upload is None:
        return refuse("upload_unknown")
    if whole_number(known["upload-offset"]) != upload.offset:
        return offset_differs(upload)
    rest = upload.length - upload.offset
    if (whole_number(known.get("content-length")) or 0) > rest:
        return refuse("upload_overrun")
    return Append(upload.offset, rest)


def _misused(known: Mapping[str, str]) -> str | None:
    if known.get("tus-resumable") != VERSION:
        return "tus_version_differs"
    if known.get("content-type") != UPLOAD_TYPE:
        return "upload_type_differs"
    return "upload_unreadable" if whole_number(known.get("upload-offset")) is None else None


def appended(upload: Upload, location: str | None = None) -> Answer | Finish:
    """What follows when bytes were stored, `upload` being the state after it; `location` only for a creation."""
    if upload.offset == upload.length and not upload.received:
        return Finish(upload.sha256)
    return _stored(upload, location)


def finished(upload: Upload, actual_sha256: str, location: str | None = None) -> Answer:
    """The last answer: a receipt that names the hash, or 460, after which the caller drops the upload."""
    if actual_sha256 != upload.sha256:
        return refuse("photo_hash_differs")
    return _stored(Upload(upload.length, upload.length, upload.sha256, received=True), location)


def offset_differs(upload: Upload) -> Answer:
    """The offset is not the one the phone believes in, or another request was faster; nothing was stored."""
    return refuse("upload_offset_differs", {"Upload-Offset": str(upload.offset)})


def refuse(name: str, headers: Mapping[str, str] | None = None) -> Answer:
    """A refusal by the reason's name."""
    reason = REASONS[name]
    offered = {"Tus-Version": VERSION} if name == "tus_version_differs" else {}
    return Answer(reason.status or 400, _with_version(offered | dict(headers or {})), reason)


def _stored(upload: Upload, location: str | None) -> Answer:
    if location is None:
        return Answer(204, _progress(upload))
    return Answer(201, _progress(upload) | {"Location": location})


def _progress(upload: Upload) -> dict[str, str]:
    receipt = {"Photo-Receipt": upload.sha256} if upload.received else {}
    return _with_version({"Upload-Offset": str(upload.offset)} | receipt)


def _with_version(headers: Mapping[str, str]) -> dict[str, str]:
    return {"Tus-Resumable": VERSION, **headers}
