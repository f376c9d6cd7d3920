"""The running month on a card is the one on the desk of the month, to the line."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import account_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import TODAY, fault
from webapp.blueprints.resident.card import build_card
from webapp.domain.months.cycle import State
from webapp.domain.scoring.line import Kind
from webapp.extensions import db
from webapp.models import Month
from webapp.office.read_out import read_out
from webapp.queries.month_desk import standing_of
from webapp.queries.months import month_named

NOVEMBER = "2026-11"
DAY = TODAY.date()


@pytest.fixture
def running(home, today):
    """27 has a fault and a deed in November; and in October, which is published, a check that came late."""
    check = make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 3)), {"W1": fault()})
    late = make_check(home.inspector, home.yards[0], at(dt.date(2026, 10, 9)), {"W2": fault()})
    late.late, late.month = True, NOVEMBER
    db.session.commit()
    for each in (check, late):
        approve(home.staff, each)
    make_deed(home.yards[0], dt.date(2026, 11, 4))
    return home


def on_card(home):
    [month] = build_card(home.household).running
    return month


def on_desk(home):
    month = month_named(home.community.id, NOVEMBER) or Month(
        community_id=home.community.id, name=NOVEMBER, state=State.OPEN
    )
    account = account_of(home.yards[0]).id
    return next(row.score for row in standing_of(month, DAY).rows if row.account.id == account)


def test_card_says_what_the_desk_says_with_what_came_late(app, running):
    with app.test_request_context():
        counted_alone = on_card(running)
        score = on_desk(running)
        taken_from_the_desk = on_card(running)
    assert Kind.ADJUSTMENT in {line.kind for line in score.lines}
    for shown in (counted_alone, taken_from_the_desk):
        assert (shown.assessed, shown.total) == (score.assessed, score.total)
    assert counted_alone == taken_from_the_desk


def test_counter_reads_out_the_same(app, running):
    with app.test_request_context():
        told = "".join(read_out(running.community, running.household).sentences)
    assert f"{on_desk(running).total}分" in told


def test_card_follows_what_is_approved_next(app, running):
    with app.test_request_context():
        on_desk(running)
        before = on_card(running).total
    another = make_check(running.inspector, running.yards[0], at(dt.date(2026, 11, 10)), {"W2": fault()})
    approve(running.staff, another)
    with app.test_request_context():
        assert on_card(running).total == before - 1
