"""The line between browser and server: an HTTP proxy on loopback that can be down, slow, or break requests."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from tests.e2e.faults.line_faults import Fault

PIECE = 8192
IDLE = 30
HALF = 0.5  # of the cuts the server sees as a reset, the others as an end
AT_ONCE = struct.pack("ii", 1, 0)  # close without waiting: the other side sees a reset
NO_FAULT = Fault("none")


@dataclass
class Passage:
    """One request: `read` is what the browser sent of its body; `answer` the head of what our server said.

    `is_answered` when all of that answer went on to the browser; else the phone can't know what became of it.
    """

    method: str
    path: str
    headers: dict[str, str]
    fault: Fault = NO_FAULT
    read: int = 0
    body: bytearray = field(default_factory=bytearray)
    answer: bytes = b""
    is_answered: bool = False

    @property
    def length(self) -> int:
        return int(self.headers.get("content-length", "0"))


class Line:
    """`draw` tells the fault of each request to the API; every request has a connection of its own."""

    def __init__(self, port: int, draw: Callable[[Passage], Fault | None]) -> None:
        self.server_port, self.draw, self.is_up = port, draw, True
        self.passages: list[Passage] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        browser.settimeout(IDLE)
        with browser, suppress(OSError):
            head, rest = read_head(browser) if self.is_up else (b"", b"")
            if not head or not self.is_up:
                reset(browser)
                return
            passage = passage_of(head)
            if passage.path.startswith("/api/"):
                passage.fault = self.draw(passage) or NO_FAULT
                self.passages.append(passage)
            pieces = body_of(passage, rest, browser)
            if passage.fault.answer:
                for piece in pieces:
                    passage.body += piece
                browser.sendall(passage.fault.answer)
            elif not self._through(passage, head, pieces, browser):
                reset(browser)

    def _through(self, passage: Passage, head: bytes, pieces: Iterator[bytes], browser: socket.socket) -> bool:
        """Carry a request to the server and its answer back; False when the line was cut."""
        fault = passage.fault
        with socket.create_connection(("127.0.0.1", self.server_port), timeout=IDLE) as server:
            time.sleep(fault.latency)
            server.sendall(closing(head))
            for piece in pieces:
                if fault.kind == "cut while sending" and passage.read >= fault.share * passage.length:
                    if fault.share < HALF:
                        reset(server)
                    return False
                server.sendall(piece)
                passage.body += piece
                wait_for(passage, len(piece))
            answer = read_all(server)
        passage.answer = answer.partition(b"\r\n\r\n")[0]
        if fault.kind in ("cut while sending", "cut before the answer"):
            return False
        if fault.kind == "cut in the answer":
            browser.sendall(answer[: int(len(answer) * fault.share)])
            return False
        time.sleep(fault.latency + (len(answer) / fault.rate if fault.rate else 0))
        # A page that was left takes no answer, though the first bytes to it are still sent without an error.
        passage.is_answered = bool(answer) and not has_gone(browser)
        browser.sendall(answer)
        return True


def has_gone(browser: socket.socket) -> bool:
    """Whether the browser has closed its end: all of the request was read, so anything there is to read says so."""
    browser.setblocking(False)
    try:
        return browser.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    finally:
        browser.settimeout(IDLE)


def wait_for(passage: Passage, count: int) -> None:
    """As long as `count` bytes take on a slow line, or as a stall lasts, once."""
    fault = passage.fault
    if fault.rate:
        time.sleep(count / fault.rate)
    elif fault.kind == "stall" and passage.read - count <= fault.share * passage.length < passage.read:
        time.sleep(fault.seconds)


def read_head(browser: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request and what came with it of the body; nothing when the browser said nothing."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = browser.recv(PIECE)
        if not piece:
            return b"", b""
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest


def passage_of(head: bytes) -> Passage:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    return Passage(method, path, {name.lower(): value.strip() for name, _, value in pairs})


def closing(head: bytes) -> bytes:
    """The head with one request a connection asked for."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n"


def body_of(passage: Passage, rest: bytes, browser: socket.socket) -> Iterator[bytes]:
    piece = rest
    while passage.read < passage.length:
        piece = piece or browser.recv(min(PIECE, passage.length - passage.read))
        if not piece:
            raise ConnectionError("the browser went away")
        passage.read += len(piece)
        yield piece
        piece = b""


def read_all(server: socket.socket) -> bytes:
    data = bytearray()
    while piece := server.recv(PIECE):
        data += piece
    return bytes(data)


def reset(connection: socket.socket) -> None:
    """Let the closing be a reset, as a line that is gone looks."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
