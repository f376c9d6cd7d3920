"""A closed-loop HTTP client in one thread: each connection asks again when it was answered."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

SECONDS_TO_ANSWER = 60
LARGEST_READ = 1 << 18


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; header names are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


# What one phone does: yields requests and is sent their answers.
Flow = Generator[bytes, Answer, None]


@dataclass(slots=True)
class Driven:
    """What a drive took. Seconds, and bytes on the line, headers included."""

    seconds: float = 0.0
    sent: int = 0
    received: int = 0
    waits: list[float] = field(default_factory=list)


class Connection:
    """One kept-alive connection, and the answer that is arriving on it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_ANSWER)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        self.flow: Flow | None = None
        self.arrived = b""
        self.begun = 0.0

    def send(self, request: bytes) -> int:
        self.begun = time.perf_counter()
        self.socket.sendall(request)
        return len(request)

    def receive(self) -> tuple[int, Answer | None]:
        """(bytes that came, the answer when it is whole)."""
        piece = self.socket.recv(LARGEST_READ)
        if not piece:
            raise ConnectionError("the server closed a connection that it should keep")
        self.arrived += piece
        answer = parse(self.arrived)
        if answer is not None:
            self.arrived = b""
        return len(piece), answer

    def ask(self, request: bytes) -> Answer:
        """One request by itself."""
        self.send(request)
        while (answer := self.receive()[1]) is None:
            pass
        return answer


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def parse(data: bytes) -> Answer | None:
    """The answer, once all of it is there; the server tells lengths and never chunks."""
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return None
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    code = int(status.split()[1])
    length = 0 if code in (204, 304) else int(headers["content-length"])
    return Answer(code, headers, body) if len(body) >= length else None


def drive(port: int, connections: int, flows: Iterable[Flow]) -> Driven:
    """Run all flows over so many connections, each taking the next flow when its last is done."""
    driven, waiting = Driven(), iter(flows)
    lines = [Connection(port) for _ in range(connections)]
    begin = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        busy = 0
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
            busy += _begin(line, waiting, driven)
        while busy:
            for key, _ in selector.select(SECONDS_TO_ANSWER) or _nobody_answers():
                busy -= not _go_on(key.data, waiting, driven)
    driven.seconds = time.perf_counter() - begin
    for line in lines:
        line.socket.close()
    return driven


def _nobody_answers() -> list:
    raise TimeoutError(f"no answer within {SECONDS_TO_ANSWER} s")


def _begin(line: Connection, waiting: Iterator[Flow], driven: Driven) -> bool:
    """Take the next flow; False when there is none."""
    line.flow = next(waiting, None)
    if line.flow is None:
        return False
    driven.sent += line.send(next(line.flow))
    return True


def _go_on(line: Connection, waiting: Iterator[Flow], driven: Driven) -> bool:
    """Read what came, and send what follows; False when this connection is done."""
    length, answer = line.receive()
    driven.received += length
    if answer is None:
        return True
    driven.waits.append(time.perf_counter() - line.begun)
    assert line.flow is not None, "somebody asked"
    try:
        driven.sent += line.send(line.flow.send(answer))
    except StopIteration:
        return _begin(line, waiting, driven)
    return True
