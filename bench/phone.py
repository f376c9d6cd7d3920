"""The phone at a quarter of this machine's speed, without a server: python -m bench.phone [runs].

Chromium slows pages down, not workers; of a cold start the worker's part runs at full speed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect, sync_playwright

from bench.counting_proxy import CountingProxy
from bench.pages import percentile
from tests.e2e.browsers import open_browser, sign_in
from tests.e2e.conftest import make_photograph
from tests.e2e.running import Server
from tests.e2e.tour import PASSWORD

SLOWER = 4
TAPPED = ("W2", "W3", "W4", "G1", "G2", "O1", "O2", "O4")
MARK_WHEN_USABLE = """
addEventListener('DOMContentLoaded', () => {
  const isUsable = () => document.querySelector('.list a.cell') && !document.querySelector('[inert]');
  const look = () => {
    if (isUsable()) window.usableAt ??= performance.now();
    else requestAnimationFrame(look);
  };
  look();
});
"""
TAP = """
async (code) => {
  const label = document.querySelector(`label[for=fault-${code}]`), begin = performance.now();
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  label.click();
  await frame();
  const painted = performance.now() - begin;
  const kept = () => document.querySelector(`#item-${code}.is-fault`);
  while (!kept()) await frame();
  return [painted, performance.now() - begin];
}
"""
STORED = """
async () => {
  const [{ name }] = await indexedDB.databases();
  const database = await new Promise((resolve, reject) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = reject;
  });
  const rows = await new Promise((resolve) => {
    const asked = database.transaction('photos').objectStore('photos').getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  database.close();
  return rows.map((row) => Object.values(row).find((value) => value instanceof ArrayBuffer).byteLength);
}
"""


def slow(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def first_load(playwright: Playwright, server: Server, profile: Path) -> int:
    """Bytes of all answers from signing in until the phone says that it works offline."""
    proxy = CountingProxy(server.port)
    context = open_browser(playwright, profile)
    page = context.pages[0]
    sign_in(page, proxy.address, "xuncha1", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    context.close()
    proxy.close()
    return proxy.down


def prepare(playwright: Playwright, server: Server, profile: Path) -> None:
    context = open_browser(playwright, profile)
    page = context.pages[0]
    sign_in(page, server.address, "xuncha1", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    context.close()


def cold_start(playwright: Playwright, server: Server, profile: Path) -> float:
    """Milliseconds from the navigation of a browser just started to a list that can be tapped."""
    context = open_browser(playwright, profile)
    page = context.pages[0]
    slow(page)
    page.add_init_script(MARK_WHEN_USABLE)
    page.goto(f"{server.address}/inspect/")
    page.wait_for_function("() => window.usableAt !== undefined")
    usable = page.evaluate("window.usableAt")
    context.close()
    return usable


def taps_and_photo(playwright: Playwright, server: Server, profile: Path, photo: Path):
    """(painted and kept after each tap, milliseconds until a 12-megapixel photo is kept, its bytes)."""
    context = open_browser(playwright, profile)
    page = context.pages[0]
    page.goto(f"{server.address}/inspect/")
    page.locator("footer .main").click()
    expect(page.locator("#save")).to_be_visible()
    slow(page)
    taps = [page.evaluate(TAP, code) for code in TAPPED]
    begin = time.perf_counter()
    page.locator("#item-W2 input[type=file]").set_input_files(photo)
    page.locator("#item-W2 figure.shot").wait_for()
    kept = (time.perf_counter() - begin) * 1000
    sizes = page.evaluate(STORED)
    for code in TAPPED:
        page.locator(f"label[for=pass-{code}]").click()
    page.locator("#item-W2 .drop").first.evaluate("button => button.click()")
    context.close()
    return taps, kept, max(sizes)


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        folder = Path(name)
        photo = make_photograph(folder / "IMG_1.jpg", 1)
        server = Server(folder / "data").start()
        print(f"first load, all included   {first_load(playwright, server, folder / 'first') / 1000:.1f} KB")
        prepare(playwright, server, folder / "phone")
        server.kill()
        starts = [cold_start(playwright, server, folder / "phone") for _ in range(runs)]
        print(
            f"cold start to usable list  median {statistics.median(starts):.0f} ms of {runs}, worst {max(starts):.0f}"
        )
        measured = [taps_and_photo(playwright, server, folder / "phone", photo) for _ in range(runs)]
        for place, what in enumerate(("painted", "kept")):
            times = [tap[place] for taps, _, _ in measured for tap in taps]
            print(f"tap to {what:8} p95 {percentile(times, 0.95):.0f} ms, median {statistics.median(times):.0f}")
        photos = [kept for _, kept, _ in measured]
        largest = max(size for _, _, size in measured)
        print(f"12-megapixel photo kept    median {statistics.median(photos):.0f} ms, {largest} bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
