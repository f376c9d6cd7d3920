"""A group robot's server that behaves as 企业微信 says its own does, and in the ways that servers go wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "693a91f6-7d3a-4bc4-97a0-0ec2sifa5aaa"
A_MINUTE_S = 20  # messages


class RobotServer(ThreadingHTTPServer):
    """`mood` is how the next answers are: "" as documented. What was taken is in `said`, all keys in `keys`."""

    daemon_threads = True
    address_family = socket.AF_INET

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mood, self.said, self.keys, self.posts = "", list[dict[str, Any]](), list[str](), 0
        self.released = Event()  # what hangs until the test is over

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/cgi-bin/webhook/send"


@contextmanager
def robot_server() -> Iterator[RobotServer]:
    server = RobotServer()
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: RobotServer

    def do_POST(self) -> None:
        self.server.posts += 1
        self.server.keys.append(parse_qs(urlsplit(self.path).query)["key"][0])
        body = self.rfile.read(int(self.headers["Content-Length"]))
        getattr(self, f"_{self.server.mood}" if self.server.mood else "_documented")(json.loads(body))

    def do_GET(self) -> None:
        """A redirect that was followed ends here."""
        self.server.keys.append("followed")
        self._answer(200, b'{"errcode": 0}')

    def log_message(self, *_anything: Any) -> None:
        """Say nothing."""

    def _documented(self, message: dict[str, Any]) -> None:
        number = 0
        if self.server.keys[-1] != KEY:
            number = 93000
        elif len(self.server.said) >= A_MINUTE_S:
            number = 45009
        elif not _fits(message):
            number = 40058
        else:
            self.server.said.append(message)
        self._answer(200, json.dumps({"errcode": number, "errmsg": "ok" if not number else "no"}).encode())

    def _redirect(self, _message: dict[str, Any]) -> None:
        self.send_response(302)
        self.send_header("Location", self.server.address.replace("send", "elsewhere"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _garbage(self, _message: dict[str, Any]) -> None:
        self._answer(200, b"<html>welcome to the hotel</html>")

    def _list(self, _message: dict[str, Any]) -> None:
        self._answer(200, b"[0]")

    def _broken(self, _message: dict[str, Any]) -> None:
        self._answer(502, b"bad gateway")

    def _busy(self, _message: dict[str, Any]) -> None:
        self._answer(200, b'{"errcode": -1, "errmsg": "system busy"}')

    def _cut(self, message: dict[str, Any]) -> None:
        """Taken, but the answer breaks off."""
        self.server.said.append(message)
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"errcode"')
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def _slow(self, message: dict[str, Any]) -> None:
        """Taken, but no answer comes."""
        self.server.said.append(message)
        self.server.released.wait()
        self.close_connection = True

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _fits(message: dict[str, Any]) -> bool:
    if message["msgtype"] == "markdown":
        return 0 < len(message["markdown"]["content"].encode()) <= 4096
    data = base64.b64decode(message["image"]["base64"], validate=True)
    is_known = data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff"))
    return is_known and len(data) <= 2 << 20 and hashlib.md5(data).hexdigest() == message["image"]["md5"]
