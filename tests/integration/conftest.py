"""What most of these tests begin with: a community, who works there, one courtyard."""

from __future__ import annotations

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.goods import SETTLED, make_market
from tests.factories.users import make_user
from webapp import clock
from webapp.models import Community, Courtyard, User


@pytest.fixture
def community(app) -> Community:
    return make_community()


@pytest.fixture
def inspector(community) -> User:
    return make_user(community, "inspector")


@pytest.fixture
def staff(community) -> User:
    return make_user(community, "staff")


@pytest.fixture
def courtyard(community) -> Courtyard:
    return make_courtyard(community, "27")


@pytest.fixture
def market(app):
    """On the day on which its October is settled."""
    found = make_market()
    with clock.at(SETTLED):
        yield found
