"""A published neighbourhood on a day when its notice is open, and the browsers of its office."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import TODAY, Neighbourhood, make_neighbourhood_today
from webapp import clock


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def staff(app, home) -> Browser:
    return Browser(app, home.staff)


@pytest.fixture
def oversight(app, home) -> Browser:
    return Browser(app, home.oversight)
