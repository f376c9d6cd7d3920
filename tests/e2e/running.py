"""A real server in a process of its own, to be killed and started again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import wait_until

STARTED_WITHIN = 60
# A setting of the machine that runs the tests must not decide what a test shows.
NOT_HANDED_ON = ("SANBAO_", "PYTHONDONTWRITEBYTECODE")
SURROUNDINGS = {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclass(frozen=True, slots=True)
class Card:
    """A household's code and PIN, as the demo prints them."""

    code: str
    pin: str


class Server:
    """`sanbao demo` or `sanbao serve` on loopback; a worker beside it only where its jobs are what is tested."""

    def __init__(
        self,
        folder: Path,
        command: str = "demo",
        *options: str,
        environment: dict[str, str] | None = None,
        has_worker: bool = False,
    ) -> None:
        self.folder, self.command = folder, command
        self.options = options if has_worker else ("--no-worker", *options)
        self.environment = {**SURROUNDINGS, "PYTHONUNBUFFERED": "1", **(environment or {})}
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder.parent / f"{folder.name}.log"

    def start(self) -> Server:
        """Start and wait until it is ready; raises when it ends before."""
        log = self.log.open("ab")
        named = ["--data", str(self.folder), "--port", str(self.port), *self.options]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", self.command, *named],
            stdout=log,
            stderr=log,
            env=self.environment,
            start_new_session=True,
        )
        wait_until(self.has_begun, within=STARTED_WITHIN, saying=lambda: f"the server did not start; see {self.log}")
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended; see {self.log}")
        return self

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, *_raised: object) -> None:
        self.stop()

    @contextmanager
    def worker(self):
        """`sanbao worker` on the same folder, for what is queued meanwhile."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "webapp.cli", "worker", "--data", str(self.folder)]
            process = subprocess.Popen(command, stdout=log, stderr=log, env=self.environment)
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)

    def has_begun(self) -> bool:
        """Or ended."""
        return self.is_ready() or self.process is None or self.process.poll() is not None

    def is_ready(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.address}/readyz", timeout=2).status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def card(self, number: int = 0) -> Card:
        """The first household that the demo gave a PIN, or another of the three."""
        found = re.findall(r"([0-9A-Z]{4}) ([0-9A-Z]{4})  (\d{6})", self.log.read_text())
        assert found, "the demo prints household codes"
        first, second, pin = found[number]
        return Card(first + second, pin)

    def kill(self) -> None:
        """End it as a power cut would, children and all."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            self.process.wait(30)
