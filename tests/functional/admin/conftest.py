"""The small neighbourhood and its administrator's browser."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import TODAY, Neighbourhood, make_neighbourhood_today
from tests.factories.users import make_user
from webapp import clock


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def desk(app, home):
    return Browser(app, make_user(home.community, "admin"))
