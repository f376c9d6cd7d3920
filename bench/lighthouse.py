"""Lighthouse's mobile marks of the public pages, the household card and the phone: python -m bench.lighthouse [PATH].

Lighthouse is no part of the project. Without a PATH npx fetches the version below; with one, it is the command of
Lighthouse itself: `npm install --prefix FOLDER lighthouse@12.8.2`, then FOLDER/node_modules/.bin/lighthouse. It runs on
Node 20 in the tests' Chromium, which keeps who is signed in. Addresses are kept from search engines on purpose, so the
audit that asks for the opposite is left out.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.browsers import open_browser, sign_in
from tests.e2e.running import Server, free_port
from tests.e2e.tables import rows_in
from tests.e2e.tour import PASSWORD

VERSION = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ON_PURPOSE = "is-crawlable"
RUNS = 3
ATTEMPTS = 4  # on a busy machine it sometimes misses where a page begins (NO_NAVSTART), and says to run it again


def main(lighthouse: list[str]) -> None:
    port = free_port()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        Server(Path(name) / "data") as server,
        sync_playwright() as playwright,
    ):
        browser = open_browser(playwright, Path(name) / "phone", more_arguments=[f"--remote-debugging-port={port}"])
        for title, address in pages(browser.pages[0], server):
            report(title, [*lighthouse, address, f"--port={port}"])
        browser.close()


def pages(page: Page, server: Server) -> Iterator[tuple[str, str]]:
    """What each is and its address, once who is asked for is signed in."""
    yield "notice board", f"{server.address}/"
    page.goto(server.address)
    yield "a month of a community", link(page, "#months a")
    [(door,), *_] = rows_in(server.folder, "SELECT code FROM courtyard ORDER BY id")
    yield "a door", f"{server.address}/d/{door}/"
    yield "the card's form", f"{server.address}/card/"
    open_card(page, server)
    yield "the opened card", f"{server.address}/card/"
    yield "sign-in", f"{server.address}/auth/sign-in?next=/inspect/"
    sign_in(page, server.address, "xuncha1", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    yield "the inspector's list", f"{server.address}/inspect/"
    page.goto(f"{server.address}/inspect/")
    page.locator("footer .main").click()
    expect(page.locator("#save")).to_be_visible()
    yield "a check", page.url


def link(page: Page, where: str) -> str:
    return str(page.locator(where).first.evaluate("link => link.href"))


def open_card(page: Page, server: Server) -> None:
    card = server.card()
    page.goto(f"{server.address}/card/?code={card.code}")
    page.fill("[name=pin]", card.pin)
    page.press("[name=pin]", "Enter")
    expect(page.locator(".score")).to_be_visible()


def report(title: str, command: list[str]) -> None:
    """The middle one of several runs of each mark, and what lost marks in any of them."""
    runs, lost = [], set()
    for _ in range(RUNS):
        told = marks(command)
        runs.append({name: round(100 * category["score"]) for name, category in told["categories"].items()})
        lost |= set(losses(told))
    middle = " / ".join(f"{statistics.median(run[name] for run in runs):.0f}" for name in CATEGORIES)
    print(f"{title:24} {middle:24} load {os.getloadavg()[0]:.1f}", *sorted(lost), sep="\n    ", flush=True)


def marks(command: list[str]) -> dict:
    """One run, in the browser that listens on the port; what it stores stays."""
    asked = ["--output=json", "--quiet", "--disable-storage-reset", "--form-factor=mobile"]
    asked += [f"--only-categories={','.join(CATEGORIES)}", f"--skip-audits={ON_PURPOSE}"]
    for _ in range(ATTEMPTS):
        told = subprocess.run([*command, *asked], check=False, stdout=subprocess.PIPE, text=True, timeout=300)
        if told.returncode == 0:
            return json.loads(told.stdout)
    raise SystemExit("Lighthouse said above why it measured nothing")


def losses(told: dict) -> Iterator[str]:
    for category in told["categories"].values():
        for reference in category["auditRefs"]:
            audit = told["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{category['id']}: {audit['id']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    main(sys.argv[1:2] or ["npx", "--yes", VERSION])
