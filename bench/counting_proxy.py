"""Stands between a browser and the server on loopback and counts the bytes of its answers."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

PIECE = 1 << 16
REQUEST = re.compile(rb"^(?:GET|POST|HEAD|PATCH) (\S+) HTTP/1\.1\r$", re.MULTILINE)


class Asked:
    """What a connection was last asked for; HTTP/1.1 answers one after another."""

    path = ""

    def read(self, piece: bytes) -> None:
        for path in REQUEST.findall(piece):
            self.path = path.decode("ascii", "replace")


class CountingProxy:
    """Listens on a port of its own; `down` is what the server sent, in bytes, `later` that of `later_paths`."""

    def __init__(self, port: int, later_paths: Sequence[str] = ()) -> None:
        self.server_port, self.down, self.later, self.later_paths = port, 0, 0, later_paths
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self.listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.server_port), timeout=30)
            except OSError:
                browser.close()
                continue
            asked = Asked()
            threading.Thread(target=self._pump, args=(browser, server, asked.read), daemon=True).start()
            threading.Thread(
                target=self._pump, args=(server, browser, partial(self._count, asked)), daemon=True
            ).start()

    def _count(self, asked: Asked, piece: bytes) -> None:
        if asked.path in self.later_paths:
            self.later += len(piece)
        else:
            self.down += len(piece)

    def _pump(self, source: socket.socket, target: socket.socket, see: Callable[[bytes], None]) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                see(piece)
                target.sendall(piece)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
