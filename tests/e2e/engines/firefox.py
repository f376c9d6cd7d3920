"""Firefox ESR, headless, spoken to by Marionette: the socket that geckodriver would use."""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.e2e.engines.remote import Refused, Remote

STARTS_WITHIN = 60
PREFERENCES = {
    "marionette.port": 0,
    "intl.accept_languages": "zh-CN, zh",
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    # Nothing but 127.0.0.1 is asked for anything.
    "app.update.disabledForTesting": True,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#no-remote-settings",
}


class Firefox(Remote):
    """A profile on disk: it can be killed and opened again."""

    name = "firefox"

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "firefox"
        self.profile.mkdir()
        self.prefer(PREFERENCES)
        self.process: subprocess.Popen[bytes] | None = None

    def prefer(self, preferences: dict[str, object]) -> None:
        """Before the start."""
        with (self.profile / "user.js").open("a") as file:
            for name, value in preferences.items():
                file.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")

    def start(self) -> None:
        told = self.profile / "MarionetteActivePort"
        told.unlink(missing_ok=True)
        with (self.profile.parent / "firefox.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(self.profile)],
                stdout=log,
                stderr=log,
                env={**os.environ, "HOME": str(self.profile.parent), "TZ": "Asia/Shanghai"},
                start_new_session=True,
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while not told.exists() or not told.read_text():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Refused("Firefox did not start")
            time.sleep(0.1)
        self.line = socket.create_connection(("127.0.0.1", int(told.read_text())), timeout=60)
        self.stream = self.line.makefile("rb")
        self.numbers = itertools.count(1)
        self._read()
        self.command("NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})
        self.command("SetWindowRect", width=400, height=800)

    def command(self, name: str, **parameters: Any) -> Any:
        message = json.dumps([0, next(self.numbers), f"WebDriver:{name}", parameters]).encode()
        self.line.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._read()
        if error:
            raise Refused(f"{name}: {error['error']}: {error['message']}")
        return result.get("value") if isinstance(result, dict) else result

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)

    def _read(self) -> Any:
        """Each message says its length first."""
        length = b""
        while not length.endswith(b":"):
            byte = self.stream.read(1)
            if not byte:
                raise Refused("Firefox is gone")
            length += byte
        return json.loads(self.stream.read(int(length[:-1])))
