"""Reads a rescue file: a stored ZIP of what a phone could not send; whatever the bytes are, the answer is a value."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from sync.delivery import Delivered
from sync.digest import well_formed
from sync.fields import LARGEST_NUMBER, PUBLIC_ID, SHA256, Few, Matching, OneOf, WholeNumber
from sync.limits import DEFAULT_LIMITS, PICTURE_TYPES
from sync.schemas import GrowingSchema
from sync.strict_json import NotReadable, read_json

VERSION = 1
MANIFEST = "manifest.json"
MOST_MEMBERS = 5_000
MOST_BYTES = 104_857_600
_MOST_OF_MANIFEST = 4_194_304
_MOST_OF_DIRECTORY = 2_097_152
# The record at the end of a ZIP without a comment, and the sign of one too large for it just before.
_END_BYTES, _END, _LOCATOR_BYTES, _LOCATOR = 22, b"PK\x05\x06", 20, b"PK\x06\x07"
_ENCRYPTED = 0x1
_NAME = re.compile(r"([a-z]{1,20}/)?[0-9A-Za-z_-]{1,80}\.[a-z0-9]{1,5}", re.ASCII)
# What a damaged or made-up file makes the reader of ZIPs raise.
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError)


class NotARescueFile(Exception):
    """The whole file is refused; the message is a code for which the pages have words."""


@dataclass(frozen=True, slots=True)
class CarriedPhoto:
    """A photo in the file; what it is named by is checked when it is kept."""

    sha256: str
    bytes: int
    type: str
    file: str


@dataclass(frozen=True, slots=True)
class CarriedEntry:
    """An entry in the file: what the phone claims of it, and where its text is."""

    id: str
    digest: str
    seal: str
    file: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file says of itself."""

    community: str
    device: str
    person: str
    number: str
    entries: tuple[CarriedEntry, ...]
    photos: tuple[CarriedPhoto, ...]


class _PersonSchema(GrowingSchema):
    id = fields.String(required=True, validate=validate.Length(1, 40))
    number = fields.String(load_default="", validate=validate.Length(max=40))


class _EntrySchema(GrowingSchema):
    id = fields.String(required=True, validate=validate.Length(max=40))
    digest = Matching(SHA256, required=True)
    seal = fields.String(required=True, validate=validate.Length(max=128))
    file = fields.String(required=True, validate=validate.Length(max=120))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> CarriedEntry:
        return CarriedEntry(**{name: well_formed(value) for name, value in data.items()})


class _PhotoSchema(GrowingSchema):
    sha256 = Matching(SHA256, required=True)
    bytes = WholeNumber(1, LARGEST_NUMBER)
    type = OneOf(PICTURE_TYPES)
    file = fields.String(required=True, validate=validate.Length(max=120))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> CarriedPhoto:
        return CarriedPhoto(**{**data, "file": well_formed(data["file"])})


class _ManifestSchema(GrowingSchema):
    sanbao = WholeNumber(VERSION, VERSION)
    community = fields.String(required=True, validate=validate.Length(1, 40))
    device = Matching(PUBLIC_ID, required=True)
    person = fields.Nested(_PersonSchema, required=True)
    entries = Few(fields.Nested(_EntrySchema), MOST_MEMBERS, required=True)
    photos = Few(fields.Nested(_PhotoSchema), MOST_MEMBERS, required=True)

    @validates_schema
    def _each_once(self, data: dict[str, Any], **_: Any) -> None:
        """One small member named thousands of times would be read thousands of times."""
        files = [each.file for name in ("entries", "photos") for each in data[name]]
        if len(set(files)) < len(files):
            raise ValidationError("repeated", "entries")

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Manifest:
        person, lists = data["person"], {name: tuple(data[name]) for name in ("entries", "photos")}
        return Manifest(data["community"], data["device"], person["id"], person["number"], **lists)


class RescueFile:
    """An open rescue file. Raises NotARescueFile for what can't be read as one."""

    def __init__(self, file: IO[bytes]) -> None:
        size = _look_at_the_end(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise NotARescueFile("unreadable") from error
        self._members = _members(self._zip.infolist(), size)
        self.manifest = self._read_manifest()

    def entries(self) -> Iterator[tuple[CarriedEntry, Delivered | None]]:
        """Each entry as a delivery carries it; None for a text that is not in the file, or not whole."""
        for entry in self.manifest.entries:
            data = self.read(entry.file, DEFAULT_LIMITS.delivery_bytes)
            try:
                text = data.decode("utf-8") if data is not None else None
            except UnicodeDecodeError:
                text = None
            yield entry, None if text is None else Delivered(entry.digest, text, entry.seal)

    def read(self, name: str, most: int) -> bytes | None:
        """A member's bytes; None when it is not there, larger than `most`, or broken."""
        member = self._members.get(name)
        if member is None or member.file_size > most:
            return None
        try:
            return self._zip.read(member)
        except _BROKEN:
            return None

    def _read_manifest(self) -> Manifest:
        data = self.read(MANIFEST, _MOST_OF_MANIFEST)
        if data is None:
            raise NotARescueFile("no_manifest")
        try:
            manifest: Manifest = _ManifestSchema().load(read_json(data.decode("utf-8")))
        except (NotReadable, UnicodeDecodeError, ValidationError) as error:
            raise NotARescueFile("no_manifest") from error
        return manifest


def _look_at_the_end(file: IO[bytes]) -> int:
    """The size of the file. A ZIP's list of members is read whole, so its length is looked at before."""
    size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise NotARescueFile("too_large")
    if size < _END_BYTES:
        raise NotARescueFile("unreadable")
    file.seek(max(size - _END_BYTES - _LOCATOR_BYTES, 0))
    end = file.read()
    record = end[-_END_BYTES:]
    if not record.startswith(_END) or record[-2:] != b"\0\0" or end[:4] == _LOCATOR:
        raise NotARescueFile("unreadable")
    if int.from_bytes(record[10:12], "little") > MOST_MEMBERS:
        raise NotARescueFile("too_large")
    if int.from_bytes(record[12:16], "little") > _MOST_OF_DIRECTORY:
        raise NotARescueFile("too_large")
    file.seek(0)
    return size


def _members(infos: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise NotARescueFile("encrypted")
        # Stored bytes can't swell; so neither can the file, as long as no two members are the same bytes.
        if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
            raise NotARescueFile("compressed")
        if not _NAME.fullmatch(info.orig_filename) or info.orig_filename != info.filename:
            raise NotARescueFile("strange_name")
        if info.filename in members:
            raise NotARescueFile("repeated_name")
        members[info.filename] = info
    if sum(info.file_size for info in infos) > size:
        raise NotARescueFile("unreadable")
    return members
