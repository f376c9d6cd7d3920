"""What is kept of a community: as long as nothing was written, and never of what is only being written."""

from __future__ import annotations

import pytest

from tests.factories.communities import make_community
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.kept import Shelf, kept


@pytest.fixture
def counts():
    """How often it was counted so far; each count is what it finds."""
    numbers = iter(range(1, 1000))
    return lambda: next(numbers)


def write(community) -> None:
    staff = make_user(community, "staff")
    with transaction(community.id) as session:
        note_event(session, staff, "pin_set", "household", "1")


def test_what_was_counted_is_kept_until_something_is_written(app, community, counts):
    assert [kept(community.id, "a", counts) for _ in range(3)] == [1, 1, 1]
    write(community)
    assert [kept(community.id, "a", counts) for _ in range(2)] == [2, 2]


def test_what_another_community_writes_or_asks_changes_nothing(app, community, counts):
    other = make_community("别处")
    assert [kept(each.id, "a", counts) for each in (community, other)] == [1, 2]
    write(other)
    assert [kept(each.id, "a", counts) for each in (community, other)] == [1, 3]


def test_who_is_writing_counts_anew_and_leaves_nothing_behind(app, community, counts):
    with transaction(community.id):
        assert [kept(community.id, "a", counts) for _ in range(2)] == [1, 2]
    assert kept(community.id, "a", counts) == 3


def test_what_was_counted_while_somebody_wrote_is_counted_anew_by_the_next(app, community, counts):
    def count_while_somebody_writes() -> int:
        write(community)
        return counts()

    assert kept(community.id, "a", count_while_somebody_writes) == 1
    db.session.rollback()
    assert kept(community.id, "a", counts) == 2


def test_what_nobody_asked_for_longest_makes_room():
    shelf = Shelf(most=2)
    for key in ("a", "b"):
        shelf.keep(key, 1, key)
    assert shelf.find("a") == (1, "a")
    shelf.keep("c", 1, "c")
    assert [shelf.find(key) for key in "abc"] == [(1, "a"), None, (1, "c")]
    shelf.keep("a", 2, "A")
    assert shelf.find("a") == (2, "A")
