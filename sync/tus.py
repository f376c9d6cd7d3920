"""The tus 1.0 server as a pure state machine: headers and what is known go in, what to do and to answer comes out.

The caller does the input and output: it looks uploads up, reads streams, and appends by compare-and-set on the offset.
A creation goes read_creation → created or already_here; an append goes read_append → appended → finished.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sync.limits import PICTURE_TYPES
from sync.reasons import REASONS, Reason
from sync.tus_headers import (
    ALGORITHMS,
    UPLOAD_TYPE,
    VERSION,
    Checksum,
    has_body,
    http_date,
    lower,
    media_type,
    parse_checksum,
    parse_metadata,
    whole_number,
)

EXTENSIONS = "creation,creation-with-upload,checksum,expiration"


@dataclass(frozen=True, slots=True)
class Upload:
    """What the server knows of one upload; `received` once its hash was found right and the photo is on the disk.

    `metadata` is what its creator said, word for word; `expires` is in seconds since 1970, None for what stays.
    """

    offset: int
    length: int
    sha256: str
    received: bool = False
    metadata: str = ""
    expires: int | None = None

    def is_expired(self, now: int) -> bool:
        return self.expires is not None and self.expires <= now


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer without a body; `reason` is set when it is a refusal, whose JSON the caller writes."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Create:
    """Make an upload; when `has_body`, its first bytes are in the request: append at most `length` of them.

    With a `checksum` those bytes are kept only if they match it, as in an Append.
    """

    length: int
    sha256: str
    type: str
    has_body: bool
    metadata: str = ""
    checksum: Checksum | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Append at most `most` bytes if the offset is still `start`; a stream that holds more is refused as an overrun.

    Without a `checksum` the bytes of a cut request are kept; with one, all of them match it or none is kept.
    """

    start: int
    most: int
    checksum: Checksum | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """All bytes are there: hash what is stored and ask `finished`."""

    sha256: str


def method_of(method: str, headers: Mapping[str, str]) -> str:
    """The method that is meant; tus lets a client behind a narrow proxy name it in a header."""
    return lower(headers).get("x-http-method-override", method).upper()


def options(most_bytes: int) -> Answer:
    """What this server can do; asked without a version."""
    about = {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(most_bytes),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
    return Answer(204, _with_version(about))


def read_creation(headers: Mapping[str, str], most_bytes: int) -> Create | Answer:
    """What a POST asks for."""
    known = lower(headers)
    if known.get("tus-resumable") != VERSION:
        return refuse("tus_version_differs")
    length, metadata = whole_number(known.get("upload-length")), known.get("upload-metadata", "")
    photo = parse_metadata(metadata)
    # A length that is told later is not among what we announce; without one a photo can't be refused in time.
    if not length or photo is None or "upload-defer-length" in known:
        return refuse("upload_unreadable")
    if length > most_bytes:
        return refuse("photo_too_large")
    if photo.type not in PICTURE_TYPES:
        return refuse("photo_not_an_image")
    checksum = _checksum(known)
    if isinstance(checksum, Answer):
        return checksum
    brings = has_body(known)  # a client may say the sum of the whole photo with every request, this one too
    return _creation(known, Create(length, photo.sha256, photo.type, brings, metadata, checksum if brings else None))


def _creation(known: Mapping[str, str], create: Create) -> Create | Answer:
    if create.has_body and media_type(known.get("content-type")) != UPLOAD_TYPE:
        return refuse("upload_type_differs")
    return refuse("upload_overrun") if _announced(known) > create.length else create


def _announced(known: Mapping[str, str]) -> int:
    """The bytes that come; 0 where the client does not say how many, then the stream is counted."""
    return whole_number(known.get("content-length")) or 0


def _checksum(known: Mapping[str, str]) -> Checksum | Answer | None:
    header = known.get("upload-checksum")
    if header is None:
        return None
    checksum = parse_checksum(header)
    if checksum is None:
        return refuse("upload_unreadable")
    return checksum if checksum.algorithm in ALGORITHMS else refuse("checksum_unknown")


def already_here(create: Create, location: str) -> Answer:
    """The photo is on the disk since an earlier upload: nothing needs to be sent."""
    headers = {"Location": location, "Upload-Offset": str(create.length), "Photo-Receipt": create.sha256}
    return Answer(201, _with_version(headers))


def head(upload: Upload | None, headers: Mapping[str, str], now: int) -> Answer:
    """How far an upload has come; no proxy may remember it."""
    uncached = {"Cache-Control": "no-store"}
    if lower(headers).get("tus-resumable") != VERSION:
        return refuse("tus_version_differs", uncached)
    if upload is None or upload.is_expired(now):
        return refuse("upload_expired" if upload else "upload_unknown", uncached)
    about = {"Upload-Length": str(upload.length), **uncached}
    metadata = {"Upload-Metadata": upload.metadata} if upload.metadata else {}
    return Answer(200, _progress(upload) | about | metadata)


def read_append(upload: Upload | None, headers: Mapping[str, str], now: int) -> Append | Answer:
    """What a PATCH asks for. At the end an empty one is right: it finishes what a crash left unfinished."""
    known = lower(headers)
    misused = _misused(known)
    if misused is not None:
        return refuse(misused, _expiry(upload, now))
    if upload is None or upload.is_expired(now):
        return refuse("upload_expired" if upload else "upload_unknown")
    if whole_number(known["upload-offset"]) != upload.offset:
        return offset_differs(upload)
    checksum = _checksum(known)
    if isinstance(checksum, Answer):
        return replace(checksum, headers=checksum.headers | _expiry(upload, now))
    rest = upload.length - upload.offset
    return overrun(upload) if _announced(known) > rest else Append(upload.offset, rest, checksum)


def _misused(known: Mapping[str, str]) -> str | None:
    if known.get("tus-resumable") != VERSION:
        return "tus_version_differs"
    if media_type(known.get("content-type")) != UPLOAD_TYPE:
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
    return _stored(replace(upload, offset=upload.length, received=True, expires=None), location)


def offset_differs(upload: Upload) -> Answer:
    """The offset is not the one the phone believes in, or another request was faster; nothing was stored."""
    return refuse("upload_offset_differs", {"Upload-Offset": str(upload.offset)} | _expires(upload))


def overrun(upload: Upload) -> Answer:
    """More bytes than are missing; none of them is kept."""
    return refuse("upload_overrun", _expires(upload))


def chunk_differs(upload: Upload | None) -> Answer:
    """The bytes of this request do not match their checksum; none of them is kept. None while it is no upload yet."""
    return refuse("chunk_checksum_differs", _expires(upload) if upload else None)


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
    return _with_version({"Upload-Offset": str(upload.offset)} | receipt | _expires(upload))


def _expiry(upload: Upload | None, now: int) -> dict[str, str]:
    """Upload-Expires also stands on refusals, as long as there is something that will expire."""
    return {} if upload is None or upload.is_expired(now) else _expires(upload)


def _expires(upload: Upload) -> dict[str, str]:
    return {} if upload.expires is None else {"Upload-Expires": http_date(upload.expires)}


def _with_version(headers: Mapping[str, str]) -> dict[str, str]:
    return {"Tus-Resumable": VERSION, **headers}
