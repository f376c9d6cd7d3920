"""How long the list, walk and card pages of the demo take: python -m bench.pages [requests]."""

from __future__ import annotations

import http.cookiejar
import re
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from tests.e2e.running import Server
from tests.e2e.tour import PASSWORD


class Browser:
    """Cookies and forms, nothing else."""

    def __init__(self, address: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.address, self.opener = address, urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        return self.opener.open(self.address + path, timeout=30).read().decode()

    def post(self, path: str, **fields: str) -> str:
        request = urllib.request.Request(
            self.address + path, urllib.parse.urlencode(fields).encode(), {"Origin": self.address}
        )
        return self.opener.open(request, timeout=30).read().decode()

    def signed_in(self, username: str, password: str) -> Browser:
        self.post("/auth/sign-in", username=username, password=password)
        return self


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def measure(name: str, browser: Browser, path: str, count: int) -> None:
    browser.get(path)
    times = []
    for _ in range(count):
        start = time.perf_counter()
        size = len(browser.get(path).encode())
        times.append((time.perf_counter() - start) * 1000)
    print(f"{name:28} median {statistics.median(times):6.1f} ms   p95 {percentile(times, 0.95):6.1f} ms   {size} bytes")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data")
        begin = time.monotonic()
        server.start()
        print(f"{'demo filled and ready':28} {time.monotonic() - begin:.1f} s")
        try:
            run(server, count)
        finally:
            server.stop()


def run(server: Server, count: int) -> None:
    inspector = Browser(server.address).signed_in("xuncha1", PASSWORD)
    staff = Browser(server.address).signed_in("gongzuo1", PASSWORD)
    household = server.card()
    card = Browser(server.address)
    card.post("/card/", code=household.code, pin=household.pin)
    walk = re.search(r"/staff/walks/[0-9a-f-]{36}/", staff.get("/staff/"))
    assert walk, "the demo has walks"
    for name, browser, path in (
        ("inspect: today's list", inspector, "/inspect/"),
        ("staff: walks", staff, "/staff/"),
        ("staff: one walk", staff, walk.group()),
        ("staff: months", staff, "/staff/months/"),
        ("card", card, "/card/"),
        ("board", card, "/"),
    ):
        measure(name, browser, path, count)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
