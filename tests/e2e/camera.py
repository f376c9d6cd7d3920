"""What tests of the camera share: opening it, shooting, and looking at what was kept."""

from __future__ import annotations

import io
import re

from PIL import Image
from playwright.sync_api import Page, expect

BYTES = """
async (address) => {
  const data = new Uint8Array(await (await fetch(address)).arrayBuffer());
  return [...data];
}
"""
DRAFTS = """
async () => {
  const wait = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const database = await wait(indexedDB.open('sanbao'));
  const drafts = await wait(database.transaction('drafts').objectStore('drafts').getAll());
  database.close();
  return drafts;
}
"""


def open_camera(page: Page, item: str) -> None:
    """Tap 不合格 and the camera's tile."""
    row = page.locator(f"#item-{item}")
    row.locator("label.seg.no").click()
    expect(row).to_have_class(re.compile("is-fault"))
    page.locator(f"#camera-{item}").click()
    expect(page.locator("main.camera")).to_be_visible()


def shoot(page: Page, count: int) -> None:
    """Take a photo; there are `count` afterwards, the last of another moment than the one before."""
    expect(page.locator("main.camera")).to_have_attribute("data-state", "live")
    page.wait_for_timeout(300)
    page.locator("#shutter").click()
    expect(page.locator("figure.shot")).to_have_count(count)


def photo_bytes(page: Page, place: int) -> bytes:
    """As the phone's own server answers, whatever the picture's address has become."""
    sha256 = str(page.locator("figure.shot").nth(place).get_attribute("id")).rsplit("-", 1)[1]
    return bytes(page.evaluate(BYTES, f"/inspect/photos/{sha256}"))


def picture_of(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def kept_drafts(page: Page) -> list[dict]:
    return page.evaluate(DRAFTS)


def assert_is_in_view(page: Page, item: str) -> None:
    """The item's heading stands on the screen, below the bar at the top."""
    expect(page.locator(f"#name-{item}")).to_be_in_viewport()
    top = page.locator(f"#item-{item}").evaluate("item => item.getBoundingClientRect().top")
    assert top >= page.locator("header.top").evaluate("bar => bar.getBoundingClientRect().bottom") - 1
