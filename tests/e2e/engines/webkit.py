"""WebKitGTK in a window of its own on a virtual screen, spoken to through WebKitWebDriver."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.e2e.engines.remote import Refused, Remote
from tests.e2e.running import free_port

STARTS_WITHIN = 60
WINDOW = Path(__file__).with_name("webkit_window.py")
COMMANDS = {
    "Navigate": "url",
    "Back": "back",
    "ExecuteScript": "execute/sync",
    "FindElement": "element",
    "ElementClick": "element/{id}/click",
    "ElementSendKeys": "element/{id}/value",
}


class WebKit(Remote):
    """A profile on disk: it can be killed and opened again."""

    name = "webkit"

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "webkit"
        self.profile.mkdir()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        with (self.profile.parent / "webkit.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["xvfb-run", "--auto-servernum", "WebKitWebDriver", f"--port={port}"],
                stdout=log,
                stderr=log,
                env={**os.environ, **self._surroundings()},
                start_new_session=True,
            )
        self._wait(port)
        window = {"binary": "/usr/bin/python3", "args": [str(WINDOW), str(self.profile)]}
        told = self._post("/session", {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": window}}})
        self.session = f"/session/{told['sessionId']}"

    def command(self, name: str, **parameters: Any) -> Any:
        place = COMMANDS[name].format(id=parameters.pop("id", ""))
        return self._post(f"{self.session}/{place}", parameters)

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)

    def _surroundings(self) -> dict[str, str]:
        """As root the engine's own sandbox does not start, and nothing of the machine's home is touched."""
        home = str(self.profile.parent)
        return {
            "HOME": home,
            "XDG_RUNTIME_DIR": home,
            "TZ": "Asia/Shanghai",
            "LANG": "zh_CN.UTF-8",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }

    def _wait(self, port: int) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                urllib.request.urlopen(f"{self.address}/status", timeout=2)
                return
            except (urllib.error.URLError, ConnectionError):
                if time.monotonic() > deadline:
                    raise Refused("WebKitWebDriver did not start") from None
                time.sleep(0.1)

    def _post(self, path: str, parameters: dict[str, Any]) -> Any:
        request = urllib.request.Request(self.address + path, json.dumps(parameters).encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            said = json.load(error)["value"]
            raise Refused(f"{path}: {said['error']}: {said['message']}") from None
