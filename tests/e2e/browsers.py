"""Debian's Chromium, as the tests and the screenshots start it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, expect

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A camera that shows a moving picture, and a person who always taps Allow.
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}


def open_browser(playwright: Playwright, profile: Path, viewport: dict = PHONE, **options) -> BrowserContext:
    """A browser with a profile on disk, so that it can be closed and opened again."""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=CHROMIUM,
        args=[*ARGUMENTS, *options.pop("more_arguments", [])],
        viewport=viewport,
        locale=options.pop("locale", "zh-CN"),
        timezone_id="Asia/Shanghai",
        **options,
    )
    context.set_default_timeout(15_000)
    return context


def sign_in(page: Page, address: str, username: str, password: str, path: str = "/auth/sign-in") -> None:
    """Through the sign-in page, as a person does."""
    page.goto(address + path)
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit], main button.main")
    expect(page).not_to_have_url(f"{address}/auth/sign-in")


def wait_until_ready_offline(page: Page) -> None:
    """Until the worker controls the phone's pages and everything it needs is kept."""
    page.wait_for_selector("html[data-phone=ready]", state="attached")
