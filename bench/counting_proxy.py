"""Stands between a browser and the server on loopback and counts the bytes of the answers."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

PIECE = 1 << 16


class CountingProxy:
    """Listens on a port of its own; `down` is what the server sent through it, in bytes."""

    def __init__(self, port: int) -> None:
        self.server_port, self.down = port, 0
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
            threading.Thread(target=self._pump, args=(browser, server, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, browser, True), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if counts:
                    self.down += len(piece)
                target.sendall(piece)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
