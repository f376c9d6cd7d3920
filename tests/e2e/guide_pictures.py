"""The pictures of docs/guide, taken in the demo in both languages: tests/shots --guide writes static/img/guide anew."""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

from tests.e2e.running import Server
from tests.e2e.stops import Stop
from tests.e2e.tour import LANGUAGES, Tour
from tests.e2e.ways import open_first, open_next_courtyard_with_a_fault, upload_roster
from tests.e2e.ways_of_admin import open_first_steps

FOLDER = Path("static/img/guide")
PHONE, DESK = {"width": 360, "height": 600}, {"width": 900, "height": 580}
COLOURS = 32
TODAY, NOW = "2026-11-23", "2026-11-23T10:00:00+08:00"  # a walk waits for review on this day


def open_waiting_case(page: Page) -> None:
    """With nothing in the queue marked as where one is."""
    waiting = page.locator("main a.cell:has(.pill.wait)").first.evaluate("link => link.href")
    page.goto(waiting.split("#")[0])


@dataclass(frozen=True, slots=True)
class Picture:
    """What is seen of a stop in a window of this size."""

    stop: Stop
    window: dict


PICTURES = (
    Picture(Stop("inspector-list", "xuncha1", "/inspect/"), PHONE),
    Picture(Stop("inspector-fault", "xuncha1", "/inspect/", open_next_courtyard_with_a_fault), PHONE),
    Picture(Stop("inspector-outbox", "xuncha1", "/inspect/outbox/"), PHONE),
    Picture(Stop("staff-case", "gongzuo1", "/staff/", open_waiting_case), DESK),
    Picture(Stop("staff-month", "gongzuo1", "/staff/months/", open_first("main a[href*='/staff/months/']")), DESK),
    Picture(Stop("oversight-month", "jiandu", "/oversight/", open_first("main a[href*='/oversight/months/']")), DESK),
    Picture(Stop("oversight-ledger", "jiandu", "/oversight/ledger/"), DESK),
    Picture(Stop("admin-home", "guanli", "/admin/", open_first_steps), DESK),
    Picture(Stop("admin-import", "guanli", "/admin/import/", upload_roster), DESK),
)


def small(png: bytes) -> bytes:
    """With a palette: flat colours and letters need few."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def take(playwright: Playwright, server: Server, window: dict, language: str, target: Path) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profiles:
        tour = Tour(playwright, server, Path(profiles), window)
        for picture in (each for each in PICTURES if each.window == window):
            tour.page(Stop("home", picture.stop.who, "/auth/home")).context.clock.set_fixed_time(NOW)
            tour.look(picture.stop, language=LANGUAGES[language])
            page = tour.page(picture.stop)
            file = target / f"{picture.stop.name}.{language}.png"
            file.write_bytes(small(page.screenshot()))
            print(file.name, file.stat().st_size)
        tour.close()


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
        Server(Path(folder) / "data", "demo", "--today", TODAY) as server,
    ):
        for language, window in product(LANGUAGES, (PHONE, DESK)):
            take(playwright, server, window, language, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
