"""What is doubtful about a check before somebody looks: where, how fast, and how unlike the last time."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_user
from webapp import clock
from webapp.domain.evidence.doubts import Doubt
from webapp.extensions import db
from webapp.queries.review_desk import desk_check

FIRST, SECOND = at(dt.date(2026, 10, 5)), at(dt.date(2026, 10, 12))
FAULT = {"result": "fault", "photos": []}
NORTH = 9  # microdegrees of latitude are a metre


@pytest.fixture
def scene(app):
    community = make_community()
    yard = make_courtyard(community)
    yard.latitude, yard.longitude = 36_000_000, 114_000_000
    db.session.commit()
    with clock.at(SECOND):
        yield make_user(community, "inspector"), make_user(community, "staff"), yard


def doubts_of(staff, check) -> tuple[Doubt, ...]:
    return desk_check(check, staff, SECOND.date()).doubts


@pytest.mark.parametrize(
    ("metres", "accuracy", "expected"),
    [(90, 0, ()), (115, 30, ()), (135, 30, (Doubt.FAR,)), (4000, 50, (Doubt.FAR,))],
)
def test_check_saved_far_from_its_courtyard_is_doubtful(scene, metres, accuracy, expected):
    inspector, staff, yard = scene
    position = {"latitude": 36_000_000 + metres * NORTH, "longitude": 114_000_000, "accuracy": accuracy}
    assert doubts_of(staff, make_check(inspector, yard, SECOND, position=position)) == expected


def test_check_of_which_nobody_knows_the_place_is_not_far(scene):
    inspector, staff, yard = scene
    assert doubts_of(staff, make_check(inspector, yard, SECOND)) == ()


@pytest.mark.parametrize(("milliseconds", "expected"), [(0, ()), (600, (Doubt.FAST,)), (2000, ())])
def test_check_saved_with_hardly_a_look_is_doubtful_but_not_one_from_paper(scene, milliseconds, expected):
    inspector, staff, yard = scene
    opened = clock.milliseconds(SECOND) - milliseconds
    assert doubts_of(staff, make_check(inspector, yard, SECOND, opened_at=opened)) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (("W1", "W2", "O1", "O2"), (), (Doubt.CHANGED,)),
        (("W1", "W2"), ("O1", "O2"), (Doubt.CHANGED, Doubt.NO_PHOTO)),
        (("W1", "W2", "O1"), (), ()),
        (("W1", "W2", "O1", "O2"), ("W1", "W2", "O1", "O2"), (Doubt.NO_PHOTO,)),
    ],
)
def test_check_that_is_the_other_way_round_than_the_last_time_is_doubtful(scene, before, now, expected):
    inspector, staff, yard = scene
    approve(staff, make_check(inspector, yard, FIRST, dict.fromkeys(before, FAULT)))
    assert doubts_of(staff, make_check(inspector, yard, SECOND, dict.fromkeys(now, FAULT))) == expected


def test_first_check_of_a_courtyard_and_one_after_a_returned_one_differ_from_nothing(scene):
    inspector, staff, yard = scene
    make_check(inspector, yard, FIRST, dict.fromkeys(("W1", "W2", "O1", "O2"), FAULT))
    assert doubts_of(staff, make_check(inspector, yard, SECOND)) == ()
