"""Screenshots of every page of the demo, at 360×740 and 1280×800; the phone's and the card in every look."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from tests.e2e.browsers import DESKTOP, PHONE
from tests.e2e.running import Server
from tests.e2e.stops import STOPS, Stop
from tests.e2e.tour import LANGUAGES, LOOKS, Tour


def photograph(tour: Tour, stop: Stop, path: Path, whole: bool) -> None:
    tour.page(stop).screenshot(path=path)
    if whole:
        tour.browsers[stop.who].pages[0].screenshot(path=path.with_stem(f"{path.stem}-whole"), full_page=True)
    print(path.name)


def walk_through(playwright: Playwright, server: Server, target: Path, size: str, viewport: dict) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profiles:
        tour = Tour(playwright, server, Path(profiles), viewport)
        for stop in STOPS:
            photograph(tour, stop, target / f"{stop.name}-{size}.png", whole=True)
        for stop in (stop for stop in STOPS if stop.in_every_mode and size == "phone"):
            page = tour.page(stop)
            for look, chosen in LOOKS.items():
                tour.dress(page, **chosen)
                page.screenshot(path=target / f"{stop.name}-{size}-{look}.png", full_page=True)
            tour.look(stop, language=LANGUAGES["en"])
            photograph(tour, stop, target / f"{stop.name}-{size}-en.png", whole=True)
            tour.look(stop)
        tour.close()


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data").start()
        try:
            walk_through(playwright, server, target, "phone", PHONE)
            walk_through(playwright, server, target, "desktop", DESKTOP)
        finally:
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("tests/output/shots"))
