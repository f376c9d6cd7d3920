"""The form of a backup: a tar that any tar can list, whose last member seals every byte before it."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
HEAD, END = "sanbao-backup.json", "end.json"
PIECE = 1 << 20


class BrokenBackup(Exception):
    """The file is no whole backup of ours; the message says what is wrong, in words for the person who restores."""


@dataclass(frozen=True, slots=True)
class Head:
    """Stands first. `revision` is the migration the tables were at."""

    version: str
    revision: str
    made_at: str
    format: int = FORMAT


@dataclass(slots=True)
class Summary:
    """Stands last. `lacking` names photos that the database knows and the store could not give whole."""

    rows: dict[str, int] = field(default_factory=dict)
    photos: int = 0
    photo_bytes: int = 0
    lacking: list[str] = field(default_factory=list)


class _Hashing:
    """A file that is only written to, and hashes what passes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()


class BackupWriter:
    """Members in the order in which they are added; close() seals."""

    def __init__(self, file: IO[bytes], head: Head) -> None:
        self._file = _Hashing(file)
        self._tar = tarfile.TarFile(fileobj=self._file, mode="w", format=tarfile.USTAR_FORMAT)  # type: ignore[arg-type]
        self._add_json(HEAD, asdict(head))

    def add(self, name: str, data: bytes) -> None:
        self.add_stream(name, len(data), io.BytesIO(data))

    def add_stream(self, name: str, size: int, stream: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, stream)
        self._tar.members.clear()  # type: ignore[attr-defined] # the library keeps all: memory must not grow with the photos

    def close(self, summary: Summary) -> None:
        told = asdict(summary)
        seal = self._file.digest.copy()
        seal.update(_as_bytes(told))
        self._add_json(END, {"summary": told, "sha256": seal.hexdigest()})
        self._tar.close()

    def _add_json(self, name: str, value: dict[str, Any]) -> None:
        self.add(name, _as_bytes(value))


def members(path: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Name, size and bytes of each member between head and end, in their order."""
    with path.open("rb") as file:
        for member, stream in _walk(file):
            if member.name not in (HEAD, END):
                yield member.name, member.size, stream


def check(path: Path) -> tuple[Head, Summary]:
    """Read the whole file once: head and summary, after the seal was found to hold. Raises BrokenBackup."""
    try:
        return _check(path)
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise BrokenBackup("文件不完整，或者被改过。 The file is cut short or was changed.") from error


def _check(path: Path) -> tuple[Head, Summary]:
    head: Head | None = None
    end: dict[str, Any] | None = None
    where = 0
    with path.open("rb") as file:
        for member, stream in _walk(file):
            if head is None:
                head = _head(member, stream)
            elif member.name == END:
                end, where = json.loads(stream.read()), member.offset
                break
        if head is None or end is None:
            raise BrokenBackup("文件不完整，结尾没有了。 The file is cut short: its end is missing.")
        if not _holds(file, where, end) or not _is_empty(file, member.offset_data + member.size):
            raise BrokenBackup("文件被改过，封印对不上。 The file was changed: its seal does not hold.")
    return head, Summary(**end["summary"])


def _head(member: tarfile.TarInfo, stream: IO[bytes]) -> Head:
    if member.name != HEAD:
        raise BrokenBackup("这不是三包的备份。 This is no backup of Sanbao.")
    told = json.loads(stream.read())
    if told["format"] != FORMAT:
        raise BrokenBackup(f"备份的格式是第{told['format']}版，这个程序只认第{FORMAT}版。 Its format is another one.")
    return Head(**told)


def _walk(file: IO[bytes]) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    with tarfile.open(fileobj=file, mode="r:") as tar:
        while (member := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]
            stream = tar.extractfile(member)
            if stream is None:
                raise BrokenBackup("备份里有不该有的东西。 There is something in it that a backup never holds.")
            yield member, stream


def _holds(file: IO[bytes], length: int, end: dict[str, Any]) -> bool:
    digest = hashlib.sha256()
    file.seek(0)
    while length > 0 and (piece := file.read(min(PIECE, length))):
        digest.update(piece)
        length -= len(piece)
    digest.update(_as_bytes(end["summary"]))
    return length == 0 and digest.hexdigest() == end["sha256"]


def _is_empty(file: IO[bytes], start: int) -> bool:
    """After the last member a tar has zeros only."""
    file.seek(start)
    return not file.read().strip(b"\0")


def _as_bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
