"""The other engines, each with a profile in the test's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.e2e.engines.firefox import Firefox
from tests.e2e.engines.remote import Remote
from tests.e2e.engines.webkit import WebKit


@pytest.fixture(params=[Firefox, WebKit], ids=lambda engine: engine.name)
def phone(request, tmp_path: Path) -> Remote:
    phone = request.param(tmp_path)
    phone.start()
    yield phone
    phone.kill()


@pytest.fixture
def upright(tmp_path: Path) -> Path:
    """A photo taken with the phone upright: its bytes lie on the side, and its EXIF says how it stands."""
    image = Image.new("RGB", (1600, 1200), (0, 0, 255))
    ImageDraw.Draw(image).rectangle((0, 0, 800, 1200), fill=(255, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "upright.jpg"
    image.save(path, "JPEG", exif=exif)
    return path
