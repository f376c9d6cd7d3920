"""A line on loopback that is cut for real: after so many bytes of a connection both its ends are closed."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

PIECE = 4096


class CuttingLine:
    """`rooms` are the bytes that the first connections let through to the server; all later ones are whole."""

    def __init__(self, port: int, rooms: list[int]) -> None:
        self.server_port, self.rooms, self.carried, self.cuts = port, rooms, 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> CuttingLine:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                room = self.rooms.pop(0) if self.rooms else None
                threading.Thread(target=self._carry, args=(near, room), daemon=True).start()

    def _carry(self, near: socket.socket, room: int | None) -> None:
        with near, socket.create_connection(("127.0.0.1", self.server_port)) as far, suppress(OSError):
            back = threading.Thread(target=_copy, args=(far, near), daemon=True)
            back.start()
            while piece := near.recv(PIECE if room is None else min(PIECE, room)):
                far.sendall(piece)
                self.carried += len(piece)
                room = None if room is None else room - len(piece)
                if room == 0:
                    self.cuts += 1
                    break
            for end in (near, far):
                end.shutdown(socket.SHUT_RDWR)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
