"""axe finds nothing on any page, at phone and desktop size, and in every mode of check and card."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.browsers import DESKTOP, PHONE
from tests.e2e.running import Server
from tests.e2e.tour import MODES, STOPS, Stop, Tour

IN_EVERY_MODE = [stop for stop in STOPS if stop.in_every_mode]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("demo") / "data")
    yield server.start()
    server.stop()


@pytest.fixture(scope="module")
def phone_tour(chromium, demo, tmp_path_factory):
    tour = Tour(chromium, demo, tmp_path_factory.mktemp("phone-tour"), PHONE)
    yield tour
    tour.close()


@pytest.fixture(scope="module")
def desktop_tour(chromium, demo, tmp_path_factory):
    tour = Tour(chromium, demo, tmp_path_factory.mktemp("desktop-tour"), DESKTOP)
    yield tour
    tour.close()


def violations(page: Page) -> list[str]:
    """What axe finds, each with the elements it means."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}" for each in found]


def name_of(stop: Stop) -> str:
    return stop.name


@pytest.mark.parametrize("stop", STOPS, ids=name_of)
def test_page_is_accessible_and_fits_a_phone(phone_tour, stop):
    page = phone_tour.page(stop)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("stop", STOPS, ids=name_of)
def test_page_is_accessible_on_a_desktop(desktop_tour, stop):
    assert violations(desktop_tour.page(stop)) == []


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode])
@pytest.mark.parametrize("stop", IN_EVERY_MODE, ids=name_of)
def test_check_and_card_are_accessible_in_every_mode(phone_tour, stop, mode):
    phone_tour.look(stop, **MODES[mode])
    try:
        page = phone_tour.page(stop)
        chosen = page.evaluate("({...document.documentElement.dataset, language: document.documentElement.lang})")
        for name, value in MODES[mode].items():
            assert chosen[name] == value
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    finally:
        phone_tour.look(stop)
