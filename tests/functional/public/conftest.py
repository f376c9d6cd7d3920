"""A published neighbourhood on a day when its notice is open."""

from __future__ import annotations

import pytest

from tests.factories.neighbourhoods import TODAY, make_neighbourhood
from webapp import clock


@pytest.fixture
def home(app, scenes):
    return scenes.play(app, make_neighbourhood)


@pytest.fixture(autouse=True)
def today(app):
    with clock.at(TODAY):
        yield TODAY
