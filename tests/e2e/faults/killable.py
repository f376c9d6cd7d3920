"""A Chromium of our own making, which can be killed as a phone out of memory kills it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from tests.e2e.browsers import ARGUMENTS, CHROMIUM

OF_A_PHONE = ["--window-size=360,740", "--accept-lang=zh-CN"]
STARTED_WITHIN = 30


class Killable:
    """One profile on disk, opened and killed again and again; each browser is a process group of its own."""

    def __init__(self, playwright: Playwright, profile: Path, *flags: str) -> None:
        self.playwright, self.profile, self.flags = playwright, profile, flags
        self.process: subprocess.Popen[bytes] | None = None
        self.browser: Browser | None = None
        self.timer: threading.Timer | None = None
        profile.mkdir()

    def open(self) -> Page:
        """Start a browser on the profile; its first page."""
        named = self.profile / "DevToolsActivePort"
        named.unlink(missing_ok=True)
        flags = [*ARGUMENTS, *OF_A_PHONE, *self.flags, "--headless=new", "--remote-debugging-port=0"]
        self.process = subprocess.Popen(
            [CHROMIUM, *flags, f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "Asia/Shanghai"},
            start_new_session=True,
        )
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self._port(named)}")
        page = self.browser.contexts[0].pages[0]
        page.set_default_timeout(15_000)
        return page

    def kill_after(self, seconds: float) -> None:
        """Kill it from beside, whatever the test is waiting for."""
        self.timer = threading.Timer(seconds, self.kill)
        self.timer.start()

    def kill(self) -> None:
        """SIGKILL to the browser and all its children; may be called twice."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def bury(self) -> None:
        """Be sure that it is dead, and forget it."""
        if self.timer is not None:
            self.timer.join()
        self.kill()
        if self.browser is not None:
            self.browser.close()
        self.process = self.browser = self.timer = None

    def close(self) -> None:
        """End it as a person does, with time to put everything away."""
        assert self.process is not None
        assert self.browser is not None
        self.browser.new_browser_cdp_session().send("Browser.close")
        self.process.wait(30)
        self.process = self.browser = None

    def _port(self, named: Path) -> int:
        deadline = time.monotonic() + STARTED_WITHIN
        while not (named.exists() and named.read_text().count("\n")):
            if time.monotonic() > deadline:
                raise RuntimeError("Chromium did not start")
            time.sleep(0.02)
        return int(named.read_text().splitlines()[0])
