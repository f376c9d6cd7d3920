"""Develops photos in a process of its own, bounded in memory and time: what a hostile photo kills is that process."""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHILD = Path(__file__).with_name("child.py")
TRIES = 2
SECONDS = 120  # of a machine that is busy; its own seconds are bounded in the child
# Re-encoded, resized, cut and stamped anew they stay below 18; others of the same wall begin at 25 (drawn ones).
MOST_DIFFERENCE = 20


class NotDeveloped(Exception):
    """No picture could be made of the photo; `reason` is a name of the wire's catalogue."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Developed:
    """The pictures to show, JPEG without metadata.

    `prints` are 64 bits each, in hexadecimal digits: of the scene, and of what is left when its edges are cut off.
    """

    small: bytes
    large: bytes
    prints: tuple[str, ...]


def develop(data: bytes, areas: Sequence[Sequence[int]] = ()) -> Developed:
    """The pictures, unrecognisable in `areas` (left, top, width, height in thousandths).

    Raises NotDeveloped for what can't be decoded, or takes too much memory or time.
    """
    said, pictures = _room.ask(data, areas=json.dumps(areas).encode() if areas else b"")
    if "reason" in said:
        raise NotDeveloped(said["reason"])
    return Developed(pictures[0], pictures[1], tuple(said["prints"]))


def is_same_photo(small: bytes, other: bytes) -> bool:
    """Whether these two small pictures are of one photo, used again."""
    said, _ = _room.ask(small, other)
    return said.get("difference", 255) <= MOST_DIFFERENCE


class Room:
    """The child process; it is started when first needed and again after a photo was its end.

    One photo at a time: two of the largest would take the memory of a small office PC.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.child: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, other: bytes = b"", areas: bytes = b"") -> tuple[dict, list[bytes]]:
        """Asked of a second child when the first dies: that may have been a lack of memory, or a stop of the server."""
        with self.lock:
            for _ in range(TRIES):
                with suppress(OSError, EOFError):
                    return self._ask(data, other, areas)
                self.close()
        return {"reason": "photo_too_many_pixels"}, []

    def _ask(self, data: bytes, other: bytes, areas: bytes) -> tuple[dict, list[bytes]]:
        """Raises OSError or EOFError when the child dies of it."""
        child = self._open()
        assert child.stdin is not None
        assert child.stdout is not None
        bell = threading.Timer(SECONDS, child.kill)
        bell.start()
        try:
            child.stdin.write(struct.pack(">III", len(data), len(other), len(areas)) + data + other + areas)
            child.stdin.flush()
            said = json.loads(_read(child.stdout, struct.unpack(">I", _read(child.stdout, 4))[0]))
            return said, [_read(child.stdout, size) for size in said["sizes"]]
        finally:
            bell.cancel()

    def _open(self) -> subprocess.Popen[bytes]:
        if self.child is None or self.child.poll() is not None:
            self.child = subprocess.Popen(
                [sys.executable, "-I", str(CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Whoever stops the server by its group, as Ctrl-C does, does not stop a photo in the middle.
                start_new_session=True,
                # Nothing of the server's surroundings: the database's address and the secret key stand there.
                env={name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ},
            )
        return self.child

    def close(self) -> None:
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            self.child = None


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError("the child ended")
    return data


_room = Room()
atexit.register(_room.close)
