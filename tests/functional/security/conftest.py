"""A published neighbourhood on a day in its running month; a crash is answered as it is outside of tests."""

from __future__ import annotations

import pytest

from tests.factories.neighbourhoods import TODAY, Neighbourhood, make_neighbourhood_today
from tests.factories.users import make_user
from webapp import clock
from webapp.models import User


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def everything(home) -> User:
    """Somebody with every role."""
    return make_user(home.community, "inspector", "staff", "oversight", "admin")
