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
from bench.full_phone import fill_store, lengthen_list
from bench.memory import Watch, renderers
from bench.pages.__main__ import percentile
from tests.e2e.browsers import open_browser, sign_in
from tests.e2e.conftest import make_photograph
from tests.e2e.running import Server
from tests.e2e.tour import PASSWORD

SLOWER = 4
# See LATER in static/js/build/assets.mjs.
LATER = (
    "/static/dist/en.json",
    "/static/img/examples.svg",
    "/static/dist/scan.js",
    "/static/dist/rescue.js",
    "/inspect/reader.js",
    "/static/vendor/zxing_reader.wasm",
)
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
const first = () => {
  if (document.querySelector('.list a.cell')) setTimeout(() => { window.firstAt ??= performance.now(); });
  else requestAnimationFrame(first);
};
requestAnimationFrame(first);
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
# A saved check is its row and its place in the outbox, in one transaction.
MARK_WHEN_KEPT = """
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...asked) {
  const begun = begin.apply(this, asked);
  if (begun.mode === 'readwrite' && begun.objectStoreNames.contains('outbox')) {
    begun.addEventListener('complete', () => { window.keptAt ??= performance.now(); });
  }
  return begun;
};
"""
SAVE = """
async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const plate = () => document.querySelector('header .plate, header h1').textContent;
  const before = plate(), begin = performance.now();
  window.keptAt = undefined;
  document.querySelector('#save').click();
  while (plate() === before) await frame();
  return [window.keptAt - begin, performance.now() - begin];
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


def first_load(playwright: Playwright, server: Server, profile: Path) -> tuple[int, int]:
    """Bytes of all answers until the phone says that it works offline, and of what it fetches for later."""
    proxy = CountingProxy(server.port, LATER)
    context = open_browser(playwright, profile)
    page = context.pages[0]
    sign_in(page, proxy.address, "xuncha1", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(3000)
    context.close()
    proxy.close()
    return proxy.down, proxy.later


def prepare(playwright: Playwright, server: Server, profile: Path) -> None:
    context = open_browser(playwright, profile)
    page = context.pages[0]
    sign_in(page, server.address, "xuncha1", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    context.close()


def cold_start(playwright: Playwright, server: Server, profile: Path) -> tuple[float, float]:
    """Milliseconds from the navigation of a fresh browser to the first rows, and to the whole list with its script."""
    context = open_browser(playwright, profile)
    page = context.pages[0]
    slow(page)
    page.add_init_script(MARK_WHEN_USABLE)
    page.goto(f"{server.address}/inspect/")
    page.wait_for_function("() => window.usableAt !== undefined")
    first, usable = page.evaluate("[window.firstAt ?? window.usableAt, window.usableAt]")
    context.close()
    return first, usable


def taps(page: Page, server: Server, looks: int = 300) -> list[list[float]]:
    """(painted, kept) in milliseconds of a tap on each of eight items, after a look at the page."""
    page.goto(f"{server.address}/inspect/")
    page.locator("footer .main").click()
    expect(page.locator("#save")).to_be_visible()
    page.wait_for_timeout(looks)
    times = [page.evaluate(TAP, code) for code in TAPPED]
    for code in TAPPED:
        page.locator(f"label[for=pass-{code}]").click()
    return times


def save(page: Page) -> list[float]:
    """Milliseconds from the main button until the check is on disk, and until the next courtyard is painted."""
    page.wait_for_timeout(700)
    return page.evaluate(SAVE)


def photo_kept(page: Page, profile: Path, photo: Path) -> tuple[float, int]:
    """Milliseconds until a photo is kept, and by how many bytes the renderers grew meanwhile."""
    page.locator("label[for=fault-W2]").click()
    with Watch(renderers(profile)) as watch:
        begin = time.perf_counter()
        page.locator("#item-W2 input[type=file]").set_input_files(photo)
        page.locator("#item-W2 figure.shot").first.wait_for()
        took = (time.perf_counter() - begin) * 1000
        page.wait_for_timeout(500)
    return took, watch.growth


def fill(playwright: Playwright, server: Server, profile: Path, photo: Path) -> None:
    """One real check with a photo, and 200 like it."""
    context = open_browser(playwright, profile)
    page = context.pages[0]
    page.add_init_script(MARK_WHEN_KEPT)
    page.goto(f"{server.address}/inspect/")
    page.locator("footer .main").click()
    photo_kept(page, profile, photo)
    save(page)
    fill_store(page)
    context.close()


def starts(playwright: Playwright, server: Server, profile: Path, runs: int, courtyards: int) -> None:
    context = open_browser(playwright, profile)
    context.pages[0].goto(f"{server.address}/inspect/")
    lengthen_list(context.pages[0], courtyards)
    context.close()
    both = [cold_start(playwright, server, profile) for _ in range(runs)]
    rows, times = [list(each) for each in zip(*both, strict=True)]
    told = f"median {statistics.median(times):.0f} ms of {runs}, worst {max(times):.0f}"
    print(f"cold start, {courtyards} courtyards   {told}; its first rows {statistics.median(rows):.0f}", flush=True)


def work(playwright: Playwright, server: Server, profile: Path, photo: Path, runs: int) -> None:
    """Taps, saves and photos in one browser, as on a walk."""
    context = open_browser(playwright, profile)
    page = context.pages[0]
    slow(page)
    page.add_init_script(MARK_WHEN_KEPT)
    tapped, hasty, saved, shot = [], [], [], []
    for _ in range(runs):
        hasty.append(taps(page, server, looks=0)[0][0])
        tapped += taps(page, server)
        shot.append(photo_kept(page, profile, photo))
        saved.append(save(page))
    sizes = page.evaluate(STORED)
    context.close()
    for place, what in enumerate(("painted", "kept")):
        times = [tap[place] for tap in tapped]
        print(f"tap to {what:8} p95 {percentile(times, 0.95):.0f} ms, median {statistics.median(times):.0f}")
    print(f"tap while the page still arrives: median {statistics.median(hasty):.0f} ms, worst {max(hasty):.0f}")
    for place, what in enumerate(("on disk", "next page painted")):
        times = [each[place] for each in saved]
        print(f"save to {what:18} median {statistics.median(times):.0f} ms, worst {max(times):.0f}")
    print(f"12-megapixel photo kept    median {statistics.median(took for took, _ in shot):.0f} ms, {max(sizes)} bytes")
    print(f"renderers grew by          at most {max(growth for _, growth in shot) / 1e6:.0f} MB", flush=True)


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        folder = Path(name)
        photo = make_photograph(folder / "IMG_1.jpg", 1)
        server = Server(folder / "data").start()
        now, later = first_load(playwright, server, folder / "first")
        print(f"first load, all included   {now / 1000:.1f} KB, and {later / 1000:.1f} KB for later", flush=True)
        profile = folder / "phone"
        prepare(playwright, server, profile)
        server.kill()
        for courtyards in (103, 500):
            starts(playwright, server, profile, runs, courtyards)
        fill(playwright, server, profile, photo)
        print("with 200 checks and 400 photos stored, 500 courtyards:")
        starts(playwright, server, profile, runs, 500)
        work(playwright, server, profile, photo, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
