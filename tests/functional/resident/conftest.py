"""A published neighbourhood, and a browser in which its card is open."""

from __future__ import annotations

import pytest

from tests.factories.neighbourhoods import PIN, TODAY, make_neighbourhood
from webapp import clock

FORM = {"Origin": "http://localhost"}


@pytest.fixture
def home(app, scenes):
    return scenes.play(app, make_neighbourhood)


@pytest.fixture
def today(app):
    with clock.at(TODAY):
        yield TODAY


@pytest.fixture
def card(client, home, today):
    """The test client after opening the card of 27."""
    answer = client.post("/card/", data={"code": home.household.code, "pin": PIN, "own": "1"}, headers=FORM)
    assert answer.status_code == 303
    return client
