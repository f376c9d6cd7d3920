"""Lines that stall in the middle of a photo hold up nobody else, on the server that people run."""

from __future__ import annotations

import hashlib
import http.client
import selectors
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.contract.pictures import make_picture
from tests.e2e.running import Server
from tests.factories.communities import make_community
from tests.factories.users import make_device, make_user
from tests.functional.api.test_files import FILES, encoded
from webapp.bodies import PLACES as BODIES
from webapp.extensions import db
from webapp.models import Photo

STALLED, MANY = 40, 112


@pytest.fixture
def token(app) -> str:
    return make_device(make_user(make_community(), "inspector"))[1]


@pytest.fixture
def server(app, tmp_path, token) -> Iterator[Server]:
    environment = {"SANBAO_DATABASE_URL": app.config["SANBAO"].database_url}
    running = Server(tmp_path, "serve", environment=environment).start()
    yield running
    running.stop()


def head(token: str, picture: bytes) -> dict[str, str]:
    sha256 = hashlib.sha256(picture).hexdigest()
    return {
        "Authorization": f"Bearer {token}",
        "Tus-Resumable": "1.0.0",
        "Content-Type": "application/offset+octet-stream",
        "Upload-Length": str(len(picture)),
        "Upload-Metadata": f"sha256 {encoded(sha256)},type {encoded('image/jpeg')}",
    }


class Stalled:
    """A request that has sent half of its photo."""

    def __init__(self, port: int, token: str, picture: bytes) -> None:
        self.picture, self.half = picture, len(picture) // 2
        lines = {**head(token, picture), "Host": "127.0.0.1", "Content-Length": str(len(picture))}
        said = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.sendall(f"POST {FILES} HTTP/1.1\r\n{said}\r\n".encode() + picture[: self.half])

    def finish(self) -> bytes:
        self.socket.sendall(self.picture[self.half :])
        return self.answer()

    def answer(self) -> bytes:
        return self.socket.recv(4096)


def ask(port: int, method: str, path: str, headers: dict[str, str], body=None) -> tuple[int, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, headers, encode_chunked=not isinstance(body, bytes | None))
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def test_forty_stalled_uploads_hold_up_nobody_and_arrive_when_they_go_on(server, token):
    pictures = [make_picture(number) for number in range(STALLED)]
    with ExitStack() as stack:
        stalled = [Stalled(server.port, token, picture) for picture in pictures]
        for each in stalled:
            stack.enter_context(each.socket)
        other = make_picture(STALLED)
        for path in ("/readyz", "/auth/sign-in"):
            assert ask(server.port, "GET", path, {})[0] == 200
        assert ask(server.port, "GET", "/api/v1/snapshot", {"Authorization": f"Bearer {token}"})[0] == 200
        assert ask(server.port, "POST", FILES, head(token, other), other)[0] == 201
        assert [each.finish()[:12] for each in stalled] == [b"HTTP/1.1 201"] * STALLED
    assert db.session.query(Photo).count() == STALLED + 1


def request_line(kind: str, token: str) -> tuple[str, dict[str, str]]:
    """An address, and what a request to it says of a body of 50,000 bytes."""
    if kind == "form":
        said = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return "/auth/code/", said
    if kind == "delivery":
        return "/api/v1/batches", {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return FILES, head(token if kind == "upload" else "a stranger's", b"0" * 50_000)


@pytest.mark.parametrize("kind", ["upload", "stranger's upload", "delivery", "form"])
def test_of_more_stalled_requests_than_threads_the_rest_is_answered_and_pages_are(server, token, kind):
    path, said = request_line(kind, token)
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**said, "Host": "127.0.0.1"}.items())
    begun = f"POST {path} HTTP/1.1\r\n{lines}Content-Length: 50000\r\n\r\n".encode() + b"0" * 1000
    with ExitStack() as stack, selectors.DefaultSelector() as answered:
        for _ in range(MANY):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=60))
            line.sendall(begun)
            answered.register(line, selectors.EVENT_READ)
        for _ in range(MANY - BODIES):
            [(ready, _events), *_] = answered.select(60)
            assert ready.fileobj.recv(4096)[:12] in (b"HTTP/1.1 503", b"HTTP/1.1 401", b"HTTP/1.1 429")
            answered.unregister(ready.fileobj)
        for page in ("/readyz", "/auth/sign-in"):
            assert ask(server.port, "GET", page, {})[0] == 200


def test_a_body_of_unannounced_length_is_taken_and_one_too_long_is_refused(server, token):
    picture = make_picture(1)
    pieces = [picture[:30_000], picture[30_000:]]
    assert ask(server.port, "POST", FILES, head(token, picture), iter([*pieces, b"more"]))[0] == 413
    status, headers = ask(server.port, "POST", FILES, head(token, picture), iter(pieces))
    assert (status, headers["Photo-Receipt"]) == (201, hashlib.sha256(picture).hexdigest())
