"""Asked to stop, the server ends what it has begun, takes nothing new, and is gone within its time."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import time
from contextlib import closing
from pathlib import Path

from tests.e2e.running import Server
from tests.factories.entries import deliver, make_uuid7
from tests.integration.faults.phones import make_entry_of
from tests.integration.faults.places import Place
from tests.waiting import wait_until
from webapp.cli.server import SECONDS_TO_FINISH
from webapp.extensions import db
from webapp.models import ReceivedEntry

IN_FLIGHT = 12
ESTABLISHED, NOT_ACCEPTED = "01", "0"


class SlowDelivery:
    """A delivery whose second half is held back."""

    def __init__(self, port: int, token: str, code: str) -> None:
        now = time.time_ns() // 1_000_000
        [entry] = deliver(make_entry_of(code, make_uuid7(now), {}))
        told = [{"digest": entry.digest, "text": entry.text}]
        body = json.dumps({"protocol": 1, "device_time": now, "entries": told}).encode()
        self.digest, self._rest = entry.digest, body[len(body) // 2 :]
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        head = (
            f"POST /api/v1/batches HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.port = self._socket.getsockname()[1]
        self._socket.sendall(head.encode() + body[: len(body) // 2])

    def finish(self) -> dict:
        """The receipt, when the rest was sent and answered."""
        self._socket.sendall(self._rest)
        with closing(http.client.HTTPResponse(self._socket)) as answer:
            answer.begin()
            assert answer.status == 200
            return json.load(answer)["receipts"][0]

    def abandon(self) -> None:
        self._socket.close()


def slow_deliveries(place: Place, server: Server, count: int) -> list[SlowDelivery]:
    begun = [
        SlowDelivery(server.port, place.tokens[number % len(place.tokens)], place.codes[number])
        for number in range(count)
    ]
    wait_until(lambda: all(is_read(server.port, delivery.port) for delivery in begun))
    return begun


def is_read(port: int, other: int) -> bool:
    """Whether the server took this connection and all that was sent on it, as the kernel tells."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, state, queues, _, _, _, _, inode, *_ = line.split()
        ports = [int(address.rpartition(":")[2], 16) for address in (local, remote)]
        if ports == [port, other] and state == ESTABLISHED:
            return inode != NOT_ACCEPTED and int(queues.rpartition(":")[2], 16) == 0
    return False


def idle_connection(port: int) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    return connection


def takes_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def test_what_is_in_flight_is_answered_and_kept_nothing_new_is_taken_and_nobody_holds_it_for_ever(sqlite_place):
    server = sqlite_place.server().start()
    idle = idle_connection(server.port)
    never, *begun = slow_deliveries(sqlite_place, server, 1 + IN_FLIGHT)

    server.process.send_signal(signal.SIGTERM)
    wait_until(lambda: not takes_connections(server.port), within=SECONDS_TO_FINISH)
    receipts = [delivery.finish() for delivery in begun]
    status = server.process.wait(SECONDS_TO_FINISH + 50)
    idle.close()
    never.abandon()

    assert status == 0
    assert {receipt["outcome"] for receipt in receipts} == {"accepted"}
    with sqlite_place.opened():
        assert {row.digest for row in db.session.query(ReceivedEntry)} == {delivery.digest for delivery in begun}
