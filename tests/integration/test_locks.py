"""What several do in one community at once happens one after the other, and nobody waits in a circle."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from tests.factories.checks import at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard, make_household
from tests.factories.users import make_user
from webapp.database import WRITE
from webapp.domain.months.cycle import NotAllowed
from webapp.extensions import db
from webapp.models import Change, Check, Community, Courtyard, Review, Throttle, User
from webapp.operations.examine_photo import examine_photos
from webapp.operations.open_card import open_card
from webapp.operations.register_device import register_device
from webapp.operations.review_check import Decision, review_check
from webapp.operations.score_month import score_month
from webapp.operations.sign_in_by_code import make_code, use_code

APPROVE = Decision("approve", seen="complete")
FIFTH = at(dt.date(2026, 10, 5))


def at_once(app, *calls: Callable[[], object]) -> list[object]:
    """Each in a thread and a context of its own, all let go together."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        with app.app_context():
            start.wait()
            return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_many_who_decide_at_once_one_decides(app):
    community = make_community()
    check = make_check(make_user(community, "inspector"), make_courtyard(community), FIFTH)
    staff, uuid = [make_user(community, "staff").id for _ in range(8)], check.uuid
    db.session.rollback()
    at_once(app, *(lambda key=key: review_check(db.session.get_one(User, key), uuid, APPROVE) for key in staff))
    assert db.session.query(Review).count() == 1
    assert db.session.query(Check).one().state == "approved"


def test_a_phone_that_registers_twice_at_once_is_one_device(app):
    user = make_user(make_community(), "inspector")
    key, phone = user.id, "8f14e45f-ceea-467f-a0e6-0b1f2c3d4e5f"
    db.session.rollback()
    found = at_once(app, *[lambda: register_device(db.session.get_one(User, key), phone, "手机")[0].id] * 8)
    assert len(set(found)) == 1


def test_guesses_at_once_are_all_counted(app):
    household = make_household(make_courtyard(make_community()), "何桂芳")
    code = household.code
    db.session.rollback()
    at_once(app, *[lambda: open_card(code, "111112", "192.0.2.7")] * 4)
    assert {row.failures for row in db.session.query(Throttle)} == {4}


def test_a_sign_in_code_used_at_once_opens_one_session(app):
    inspector = make_user(make_community(), "inspector")
    code = make_code(make_user(inspector.community, "staff"), inspector.id)
    db.session.rollback()
    found = at_once(app, *[lambda: use_code(code) is not None] * 6)
    assert sorted(found) == [False] * 5 + [True]


def test_looking_for_work_waits_for_nobody_who_writes(app):
    make_community()
    db.session.rollback()
    with db.engine.connect().execution_options(**WRITE) as writer:
        writer.execute(text("SELECT 1"))
        assert examine_photos() == 0


def test_deliveries_decisions_and_steps_of_a_month_at_once_all_come_through(app):
    """Each takes several locks; taken in different orders they would have waited for each other."""
    community = make_community()
    inspector, staff, other = (make_user(community, role) for role in ("inspector", "staff", "staff"))
    yards = [make_courtyard(community) for _ in range(24)]
    checks = [make_check(inspector, yard, FIFTH).uuid for yard in yards[:12]]
    people, places = [each.id for each in (inspector, staff, other)], [yard.id for yard in yards]
    db.session.rollback()

    def person(number: int) -> User:
        return db.session.get_one(User, people[number])

    def deliver_all() -> None:
        for place in places[12:]:
            make_check(person(0), db.session.get_one(Courtyard, place), FIFTH, {"W1": {"result": "fault"}})

    def decide_all(number: int, uuids: list[str]) -> None:
        for uuid in uuids:
            review_check(person(number), uuid, APPROVE)

    def score_often() -> int:
        scored = 0
        for _ in range(12):
            try:
                score_month(person(2), "2026-10")
                scored += 1
            except NotAllowed:
                continue
        return scored

    *_, scored = at_once(
        app, deliver_all, lambda: decide_all(1, checks[:6]), lambda: decide_all(2, checks[6:]), score_often
    )
    assert scored
    assert db.session.query(Check).count() == 24
    assert db.session.query(Check).filter_by(state="approved").count() == 12
    numbers = [number for (number,) in db.session.query(Change.number).order_by(Change.number)]
    # Each number was given once; those of changes to the roster stand in no row.
    assert len(numbers) == len(set(numbers))
    assert numbers[-1] == db.session.query(Community).one().change_number
