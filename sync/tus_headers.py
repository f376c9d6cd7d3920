"""Reads the headers of tus: numbers, metadata, names in any case."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from sync.fields import SHA256

VERSION = "1.0.0"
UPLOAD_TYPE = "application/offset+octet-stream"
LONGEST_NUMBER = 15
LONGEST_METADATA = 4096


@dataclass(frozen=True, slots=True)
class PhotoNamed:
    """The photo that Upload-Metadata names."""

    sha256: str
    type: str


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers under lower-case names."""
    return {name.lower(): value.strip() for name, value in headers.items()}


def whole_number(text: str | None) -> int | None:
    """A header's number, not negative; None when it is missing or anything else."""
    if text is None or len(text) > LONGEST_NUMBER or not (text.isascii() and text.isdigit()):
        return None
    return int(text)


def parse_metadata(header: str) -> PhotoNamed | None:
    """The photo named by `sha256 <base64>,type <base64>`; keys that are not ours are passed over."""
    if len(header) > LONGEST_METADATA:
        return None
    pairs = dict(_pair(part) for part in header.split(","))
    sha256, picture_type = pairs.get("sha256"), pairs.get("type")
    if sha256 is None or picture_type is None or not SHA256.fullmatch(sha256):
        return None
    return PhotoNamed(sha256, picture_type)


def _pair(part: str) -> tuple[str, str | None]:
    key, _, value = part.strip().partition(" ")
    try:
        return key, base64.b64decode(value, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return key, None
