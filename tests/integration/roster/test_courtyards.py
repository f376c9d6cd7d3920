"""Places and courtyards: added, corrected, enrolled from a month and until another."""

from __future__ import annotations

import json

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_user
from tests.integration.roster.conftest import seen
from webapp import clock
from webapp.domain.roster_refusal import RosterRefused
from webapp.extensions import db
from webapp.models import Account, AuditEvent, Courtyard, Grid, Lane
from webapp.operations.add_courtyard import CourtyardWords, add_courtyard
from webapp.operations.add_grid import add_grid
from webapp.operations.add_lane import add_lane
from webapp.operations.change_courtyard import change_courtyard
from webapp.operations.enrol_courtyard import enrol_courtyard, take_back_enrolment
from webapp.operations.score_month import score_month
from webapp.operations.unenrol_courtyard import unenrol_courtyard
from webapp.queries.accounts import accounts_in
from webapp.queries.months import month_named
from webapp.queries.snapshot import snapshot


def words(yard: Courtyard, **changes) -> CourtyardWords:
    stands = {"lane": yard.lane_id, "number": yard.number, "grid": yard.grid_id, "position": str(yard.walk_position)}
    degrees = {name: f"{getattr(yard, name) / 1_000_000:.6f}" for name in ("latitude", "longitude")}
    return CourtyardWords(**{**stands, **degrees, **changes})


def on_the_phone(village) -> list[str]:
    """The numbers that the inspector walks, in order."""
    today = clock.today(village.community)
    told = snapshot(village.inspector, today, clock.now_milliseconds())["courtyards"]
    return [each["number"] for each in sorted(told, key=lambda each: each["position"])]


def refused(do, *given) -> RosterRefused:
    with pytest.raises(RosterRefused) as found:
        do(*given)
    return found.value


def scored(village, month: str) -> set[int | None]:
    return {each.courtyard_id for each in accounts_in(village.community.id, month)}


def test_a_lane_and_a_grid_are_added_once(village):
    lane, grid = add_lane(village.admin, " 井边巷 "), add_grid(village.admin, "2", "")
    assert (lane.name, lane.position, grid.name) == ("井边巷", 2, "2")
    assert refused(add_lane, village.admin, "井边巷").code == "lane_taken"
    assert refused(add_grid, village.admin, "2", "第二网格").code == "grid_taken"


def test_only_an_administrator_changes_the_roster(village):
    yard = village.yards[0]
    assert refused(add_lane, village.staff, "井边巷").code == "not_admin"
    assert refused(change_courtyard, village.staff, yard.id, words(yard), seen(yard)).code == "not_admin"
    assert db.session.query(Lane).count() == 1


def test_a_new_courtyard_stands_where_it_was_put_in_the_walk(village):
    first = village.yards[0].walk_position
    before = village.community.change_number
    made = add_courtyard(
        village.admin, words(village.yards[1], number="２８", position=str(first + 1), month="2026-11")
    )
    assert on_the_phone(village) == ["27", "28", "29", "31"]
    assert db.session.query(Account).filter_by(courtyard_id=made.id).one().opened_in == "2026-11"
    assert made.id in scored(village, "2026-11")
    assert made.id not in scored(village, "2026-10")
    db.session.refresh(village.community)
    assert village.community.whole_from > before, "phones fetch the roster anew"


def test_a_courtyard_without_a_month_takes_no_part_yet(village):
    made = add_courtyard(village.admin, words(village.yards[0], number="28", position=""))
    assert (made.enrolled_from, made.walk_position) == (None, village.yards[2].walk_position + 1)
    assert on_the_phone(village) == ["27", "29", "31"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "29"}, "number_taken"),
        ({"number": ""}, "no_words"),
        ({"number": "<b>"}, "no_number"),
        ({"number": "110101199003074514"}, "no_number"),
        ({"lane": 10**6}, "no_lane"),
        ({"grid": 10**6}, "no_grid"),
        ({"position": "0"}, "no_place"),
        ({"latitude": "91", "longitude": "1"}, "no_degrees"),
        ({"latitude": ""}, "half_a_place"),
    ],
)
def test_what_can_not_be_is_refused(village, changes, code):
    yard = village.yards[0]
    assert refused(change_courtyard, village.admin, yard.id, words(yard, **changes), seen(yard)).code == code


def test_a_correction_is_noted_with_what_was_before(village):
    yard = village.yards[0]
    change_courtyard(village.admin, yard.id, words(yard, number="27甲", is_party_centre=True), seen(yard))
    details = db.session.query(AuditEvent).filter_by(action="courtyard_changed").one().details
    assert details["before"]["number"] == "27"
    assert details["after"]["number"] == "27甲"
    assert set(details["before"]) == {"number", "sort_key", "is_party_centre"}
    assert "何" not in json.dumps(details, ensure_ascii=False)


def test_whoever_changes_second_is_told(village):
    yard = village.yards[0]
    shown = seen(yard)
    change_courtyard(village.admin, yard.id, words(yard, number="27甲"), shown)
    assert refused(change_courtyard, village.admin, yard.id, words(yard, number="27乙"), shown).code == "changed"
    assert db.session.get_one(Courtyard, yard.id).number == "27甲"


def test_another_community_s_courtyard_is_not_there(village):
    stranger = make_courtyard(make_community("别的社区"), "1")
    assert refused(change_courtyard, village.admin, stranger.id, words(stranger), seen(stranger)).code == "unknown"
    own = village.yards[0]
    theirs = words(own, grid=stranger.grid_id)
    assert refused(change_courtyard, village.admin, own.id, theirs, seen(own)).code == "no_grid"
    assert db.session.query(Grid).count() == 2


def test_a_courtyard_that_leaves_takes_part_until_the_month_is_over(village):
    yard = village.yards[0]
    assert refused(unenrol_courtyard, village.admin, yard.id, "2026-11", seen(yard)).code == "month_runs"
    unenrol_courtyard(village.admin, yard.id, "2026-12", seen(yard))
    assert yard.id in scored(village, "2026-11")
    assert yard.id not in scored(village, "2026-12")
    assert "27" in on_the_phone(village)
    enrol_courtyard(village.admin, yard.id, "2026-12", seen(yard))
    assert yard.id in scored(village, "2026-12")
    assert (yard.enrolled_from, yard.enrolled_until) == ("2020-01", None)


def test_after_a_gap_it_takes_part_again_once_no_earlier_month_waits(village):
    yard = village.yards[0]
    unenrol_courtyard(village.admin, yard.id, "2026-12", seen(yard))
    assert refused(enrol_courtyard, village.admin, yard.id, "2027-01", seen(yard)).code == "earlier_open"
    assert refused(enrol_courtyard, village.admin, yard.id, "2026-11", seen(yard)).code == "enrolled_already"


def test_enrolment_is_taken_back_while_nothing_was_checked(village):
    made = add_courtyard(village.admin, words(village.yards[0], number="28", month="2026-11"))
    score_month(village.staff, "2026-11")
    take_back_enrolment(village.admin, made.id, seen(made))
    assert made.id not in scored(village, "2026-11")
    month = month_named(village.community.id, "2026-11")
    assert month is not None
    assert month.state == "open", "it was scored by another roster"
    enrol_courtyard(village.admin, made.id, "2026-12", seen(made))
    assert made.id in scored(village, "2026-12")


def test_enrolment_of_a_confirmed_month_stays(village):
    yard = village.yards[0]
    assert refused(take_back_enrolment, village.admin, yard.id, seen(yard)).code == "month_closed"
    assert refused(enrol_courtyard, village.admin, yard.id, "2026-10", seen(yard)).code == "month_begun"


def test_community_of_the_administrator_is_what_counts(app, village):
    other = make_user(make_community("别的社区"), "admin")
    yard = village.yards[0]
    assert refused(unenrol_courtyard, other, yard.id, "2026-12", seen(yard)).code == "unknown"
