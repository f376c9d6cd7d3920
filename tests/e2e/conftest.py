"""What browser tests share: pictures of a phone camera's size, and a small neighbourhood in a folder of its own."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.e2e.neighbourhood import Neighbourhood, make_neighbourhood
from tests.e2e.people import People
from tests.e2e.running import Server

TWELVE_MEGAPIXELS = (4000, 3000)
# Several browsers share two cores: what comes about late is no failure.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> Playwright:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def untouched_neighbourhood(tmp_path_factory: pytest.TempPathFactory) -> Neighbourhood:
    """Made once and copied for every test."""
    return make_neighbourhood(tmp_path_factory.mktemp("untouched") / "data")


@pytest.fixture
def neighbourhood(untouched_neighbourhood: Neighbourhood, tmp_path: Path) -> Neighbourhood:
    return replace(untouched_neighbourhood, folder=shutil.copytree(untouched_neighbourhood.folder, tmp_path / "data"))


@pytest.fixture
def server(neighbourhood: Neighbourhood):
    server = Server(neighbourhood.folder, "serve")
    yield server.start()
    server.stop()


@pytest.fixture
def people(chromium, tmp_path, server):
    people = People(chromium, tmp_path, server.address)
    yield people
    for who in list(people.open):
        people.close(who)


@pytest.fixture(scope="session")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three JPEG files of 12 megapixels, each another picture, with a camera's EXIF."""
    folder = tmp_path_factory.mktemp("photographs")
    return [make_photograph(folder / f"IMG_{number}.jpg", number) for number in range(3)]


def make_photograph(path: Path, seed: int) -> Path:
    chance = random.Random(seed)
    image = Image.effect_noise((1000, 750), 60).convert("RGB").resize(TWELVE_MEGAPIXELS)
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = chance.randrange(3500), chance.randrange(2500)
        draw.rectangle((x, y, x + 400, y + 300), fill=tuple(chance.randrange(256) for _ in range(3)))
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    image.save(path, "JPEG", quality=92, exif=exif)
    return path
