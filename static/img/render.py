"""Renders the app's icons from their drawings: python static/img/render.py (needs Chromium)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PICTURES = (
    ("icon.svg", "icon-192.png", 192),
    ("icon.svg", "icon-512.png", 512),
    ("icon-maskable.svg", "icon-maskable-512.png", 512),
)


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for drawing, picture, size in PICTURES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f'<body style="margin:0">{(HERE / drawing).read_text()}</body>')
            page.screenshot(path=HERE / picture, omit_background=True)
            Image.open(HERE / picture).quantize(32).save(HERE / picture, optimize=True)


if __name__ == "__main__":
    main()
