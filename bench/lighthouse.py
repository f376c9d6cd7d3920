"""Lighthouse's mobile marks of the phone's and the public pages: python -m bench.lighthouse PATH_OF_LIGHTHOUSE.

The path is that of the command of the npm package `lighthouse`, which is not in package.json; 12.x runs on Node 20.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.browsers import open_browser, sign_in
from tests.e2e.running import Server, free_port
from tests.e2e.tour import PASSWORD

CATEGORIES = ("performance", "accessibility", "best-practices")
RUNS = 3


def marks(lighthouse: str, address: str, port: int) -> dict[str, int]:
    """Marks of one page, 0 to 100, in the browser that listens on the port; what it stores stays."""
    asked = [lighthouse, address, f"--port={port}", "--output=json", "--quiet", "--disable-storage-reset"]
    asked += ["--form-factor=mobile", f"--only-categories={','.join(CATEGORIES)}"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=300)
    report = json.loads(told.stdout)
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"    {category['id']}: {audit['id']} {audit.get('displayValue', '')}")
    return {name: round(100 * category["score"]) for name, category in report["categories"].items()}


def check_address(page: Page, address: str) -> str:
    page.goto(f"{address}/inspect/")
    page.locator("footer .main").click()
    expect(page.locator("#save")).to_be_visible()
    return page.url


def main(lighthouse: str) -> None:
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        server = Server(Path(name) / "data").start()
        browser = open_browser(playwright, Path(name) / "phone", more_arguments=[f"--remote-debugging-port={port}"])
        page = browser.pages[0]
        addresses = [f"{server.address}/", f"{server.address}/auth/sign-in?next=/inspect/"]
        for address in addresses:
            report(lighthouse, address, port)
        sign_in(page, server.address, "xuncha1", PASSWORD, "/auth/sign-in?next=/inspect/")
        expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
        for address in (f"{server.address}/inspect/", check_address(page, server.address)):
            report(lighthouse, address, port)
        browser.close()
        server.stop()


def report(lighthouse: str, address: str, port: int) -> None:
    """The middle one of several runs of each mark."""
    runs = [marks(lighthouse, address, port) for _ in range(RUNS)]
    middle = {name: sorted(run[name] for run in runs)[RUNS // 2] for name in CATEGORIES}
    print("/" + address.split("/", 3)[3], middle, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
