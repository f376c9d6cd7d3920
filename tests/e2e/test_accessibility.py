"""axe finds nothing on any page, at phone and desktop size; on the phone's and the card's in every look and tongue."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.browsers import DESKTOP, PHONE
from tests.e2e.running import Server
from tests.e2e.stops import STOPS, Stop
from tests.e2e.tour import LANGUAGES, LOOKS, Tour

IN_EVERY_MODE = [stop for stop in STOPS if stop.in_every_mode]
# Those in every mode are seen on a phone there, its usual look among them.
IN_ONE_MODE = [stop for stop in STOPS if not stop.in_every_mode]
EVERYTHING = {"resultTypes": ["violations"]}
# What a theme can change of a page that was looked at in another: its styles set colours, and frames in sunlight.
COLOURS = {**EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


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
def tours(phone_tour):
    """The tour in a language: chosen where the person has another."""
    chosen: dict[str, str] = {}

    def speak(language: str, stop: Stop) -> Tour:
        if chosen.get(stop.who, "zh") != language:
            phone_tour.look(stop, language=LANGUAGES[language])
        chosen[stop.who] = language
        return phone_tour

    return speak


def violations(page: Page, options: dict = EVERYTHING) -> list[str]:
    """What axe finds, each with the elements it means."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}" for each in found]


def violations_on_a_desktop(page: Page) -> list[str]:
    """The same page in a larger window: nothing asks for its size but the styles."""
    page.set_viewport_size(DESKTOP)
    try:
        return violations(page)
    finally:
        page.set_viewport_size(PHONE)


def name_of(stop: Stop) -> str:
    return stop.name


@pytest.mark.parametrize("stop", IN_ONE_MODE, ids=name_of)
def test_page_is_accessible_on_phone_and_desktop_and_fits_a_phone(phone_tour, stop):
    page = phone_tour.page(stop)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    assert violations_on_a_desktop(page) == []


# Language by language, so that it is chosen once for each person.
@pytest.mark.parametrize("stop", IN_EVERY_MODE, ids=name_of)
@pytest.mark.parametrize("language", LANGUAGES)
def test_inspectors_pages_and_card_are_accessible_in_every_look_and_language(tours, language, stop):
    tour = tours(language, stop)
    page = tour.page(stop)
    assert page.evaluate("document.documentElement.lang.startsWith('en')") == (language == "en")
    found, sizes = {}, set()
    for look, chosen in LOOKS.items():
        tour.dress(page, **chosen)
        size = chosen.get("size")
        found[look] = violations(page, COLOURS if size in sizes else EVERYTHING)
        sizes.add(size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[look].append("the page scrolls sideways")
    tour.dress(page, **LOOKS["light"])
    found["desktop"] = violations_on_a_desktop(page) if language == "zh" else []
    assert found == {look: [] for look in (*LOOKS, "desktop")}
