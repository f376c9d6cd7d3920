"""The server behind a proxy that can answer with the phone's files of an earlier release, and cut the line."""

from __future__ import annotations

import threading
import zipfile
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PREVIOUS = Path(__file__).parent / "previous" / "0.1.0.zip"
TYPES = {".js": "text/javascript", ".css": "text/css"}
HOP_BY_HOP = frozenset({"connection", "transfer-encoding", "keep-alive"})


def files_of(release: Path) -> dict[str, bytes]:
    """The phone's files by the address they are served at."""
    with zipfile.ZipFile(release) as archive:
        files = {f"/static/dist/{name}": archive.read(name) for name in archive.namelist()}
    return files | {"/inspect/sw.js": files["/static/dist/worker.js"]}


class Releases:
    """`is_old`: the earlier release's files. Without `has_pages` nothing answers, without `has_wire` only pages."""

    def __init__(self, port: int) -> None:
        self.is_old, self.has_pages, self.has_wire = True, True, True
        self.old = files_of(PREVIOUS)
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(port))
        self.http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def is_up(self, path: str) -> bool:
        return self.has_pages and (self.has_wire or not path.startswith("/api/"))

    def _handler(releases, port: int) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def carry(self) -> None:
                self.close_connection = True
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                path = self.path.partition("?")[0]
                with suppress(OSError, HTTPException):
                    if not releases.is_up(path):
                        return
                    if releases.is_old and path in releases.old:
                        self.say(200, {"Content-Type": TYPES[Path(path).suffix]}, releases.old[path])
                        return
                    self.pass_on(body)

            def pass_on(self, body: bytes) -> None:
                connection = HTTPConnection("127.0.0.1", port, timeout=30)
                connection.request(self.command, self.path, body or None, dict(self.headers) | {"Connection": "close"})
                answer = connection.getresponse()
                headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP]
                self.say(answer.status, headers, answer.read())
                connection.close()

            def say(self, status: int, headers, body: bytes) -> None:
                self.send_response_only(status)
                for name, value in headers.items() if isinstance(headers, dict) else headers:
                    if name.lower() != "content-length":
                        self.send_header(name, value)
                if status not in (204, 304):
                    self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-cache")
                self.send_header("Connection", "close")
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """A test says what it saw itself."""

            do_GET = do_POST = do_PATCH = do_HEAD = do_OPTIONS = carry

        return Handler
