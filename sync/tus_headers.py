"""Reads and writes the headers of tus: numbers, metadata, checksums, dates, names in any case."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from hashlib import sha1, sha256

from sync.fields import SHA256

VERSION = "1.0.0"
UPLOAD_TYPE = "application/offset+octet-stream"
ALGORITHMS = {"sha1": sha1, "sha256": sha256}
LONGEST_NUMBER = 15
LONGEST_METADATA = 4096


@dataclass(frozen=True, slots=True)
class PhotoNamed:
    """The photo that Upload-Metadata names."""

    sha256: str
    type: str


@dataclass(frozen=True, slots=True)
class Checksum:
    """What Upload-Checksum says of the bytes in one request."""

    algorithm: str
    digest: bytes

    def is_of(self, chunk: bytes) -> bool:
        return hmac.compare_digest(ALGORITHMS[self.algorithm](chunk).digest(), self.digest)


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers under lower-case names."""
    return {name.lower(): value.strip() for name, value in headers.items()}


def whole_number(text: str | None) -> int | None:
    """A header's number, not negative; None when it is missing or anything else."""
    if text is None or len(text) > LONGEST_NUMBER or not (text.isascii() and text.isdigit()):
        return None
    return int(text)


def media_type(text: str | None) -> str:
    """The content type without its parameters, in small letters."""
    return (text or "").partition(";")[0].strip().lower()


def has_body(known: Mapping[str, str]) -> bool:
    """Whether bytes come with the request; some clients name a content type with none."""
    return known.get("content-length", "0") != "0" or "transfer-encoding" in known


def http_date(seconds: int) -> str:
    """An instant as Upload-Expires writes it, from seconds since 1970."""
    return formatdate(seconds, usegmt=True)


def parse_metadata(header: str) -> PhotoNamed | None:
    """The photo named by `sha256 <base64>,type <base64>`; keys that are not ours are passed over.

    None as well for what is no metadata of tus at all: keys that are empty or repeated, values that are no Base64.
    """
    if len(header) > LONGEST_METADATA:
        return None
    pairs = [_pair(part) for part in header.split(",")]
    named = {key: value for key, value in pairs if key and value is not None}
    photo = PhotoNamed(*(_text(named.get(key, b"")) for key in ("sha256", "type")))
    return photo if len(named) == len(pairs) and SHA256.fullmatch(photo.sha256) and photo.type else None


def parse_checksum(header: str) -> Checksum | None:
    """The checksum; None when it can't be read. The algorithm may be one we do not know."""
    algorithm, _, value = header.partition(" ")
    digest = _decoded(value)
    return Checksum(algorithm.lower(), digest) if algorithm and digest else None


def write_metadata(photo: PhotoNamed) -> str:
    """The metadata that names just this photo."""
    pairs = (("sha256", photo.sha256), ("type", photo.type))
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs)


def _pair(part: str) -> tuple[str, bytes | None]:
    """A key and its value, which may be left out."""
    key, _, value = part.strip(" ").partition(" ")
    return (key, _decoded(value)) if key.isascii() and key.isprintable() else ("", None)


def _decoded(value: str) -> bytes | None:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None


def _text(value: bytes) -> str:
    return value.decode("ascii") if value.isascii() else ""
