"""An activity's sheet: people are written down fast, see what they would get, and are credited at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest

from tests.factories.communities import lane_of, make_community
from tests.factories.courtyards import household_of, make_courtyard, make_household
from tests.factories.deeds import make_deed
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Activity, Attendance, AuditEvent, Community, Courtyard, Deed, Month, User
from webapp.operations.decide_deed import Ruling, accept_together, decide_deed
from webapp.operations.keep_activity import ActivityPlan, change_activity, make_activity
from webapp.operations.note_attendance import sign_in, sign_in_lines, strike_out
from webapp.operations.post_activity import post_activity, take_back_activity
from webapp.queries.activities import counting_month, listed_activities, sheet_rows
from webapp.queries.deed_desk import waiting_at_desk
from webapp.queries.rule_books import rule_book_in_force

NOW = dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC)
DAY = dt.date(2026, 10, 6)
CLEANING = ActivityPlan("activity", "巷口大扫除", DAY, "巷口", "志愿队", points=3)


@dataclass
class Place:
    community: Community
    yards: list[Courtyard]
    staff: User
    other: User
    activity: Activity

    @property
    def key(self) -> int:
        return self.activity.id


@pytest.fixture
def place(app, scenes):
    with clock.at(NOW):
        yield scenes.play(app, make_place)


def make_place() -> Place:
    community = make_community()
    yards = [make_courtyard(community, *each) for each in (("27", "何桂芳"), ("29", "周玉梅"), ("31", "唐金水"))]
    make_household(yards[0], "李秀英", kind="tenant")
    staff, other = make_user(community, "staff", name="刘芳"), make_user(community, "staff", name="程知秋")
    activity = make_activity(staff, CLEANING, "token-1").activity
    return Place(community, yards, staff, other, activity)


def version(place: Place) -> int:
    db.session.expire_all()
    return db.session.get(Activity, place.key).version


def post(place: Place, actor: User | None = None):
    return post_activity(actor or place.staff, place.key, version(place))


def accept_all(place: Place, actor: User | None = None) -> int:
    shown = {deed.id: deed.version for deed in waiting_at_desk(place.community.id)}
    return accept_together(actor or place.other, place.key, shown)


def test_the_same_form_sent_twice_is_one_activity(place):
    assert make_activity(place.staff, CLEANING, "token-1").activity.id == place.key
    assert db.session.query(Activity).count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"title": " "}, "no_title"),
        ({"kind": "singing"}, "no_kind"),
        ({"day": dt.date(2025, 1, 1)}, "bad_day"),
        ({"day": dt.date(2027, 10, 6)}, "bad_day"),
        ({"points": 9}, "points_differ"),
    ],
)
def test_activity_that_can_not_be_is_refused(place, change, refusal):
    assert make_activity(place.staff, replace(CLEANING, **change), "token-2").refusal == refusal


def test_door_number_or_name_is_enough(place):
    assert sign_in(place.staff, place.key, "29").added == 1
    assert sign_in(place.staff, place.key, "李秀英").added == 1
    assert sign_in(place.staff, place.key, "29").refusal == "signed_in_before"
    assert sign_in(place.staff, place.key, "赵钱").refusal == "nobody"
    rows = db.session.query(Attendance).order_by(Attendance.id).all()
    assert [row.account.courtyard_id for row in rows] == [place.yards[1].id, place.yards[0].id]
    assert rows[1].household.kind == "tenant"


def test_where_several_are_meant_one_is_chosen(place):
    make_household(place.yards[2], "李秀英", kind="tenant")
    choices = sign_in(place.staff, place.key, "李秀英").choices
    assert len(choices) == 2
    assert sign_in(place.staff, place.key, "", choices[1].key).added == 1
    assert sign_in(place.staff, place.key, "", "9-9-9").refusal == "nobody"


def test_pasted_lines_are_added_and_what_is_unclear_is_left(place):
    signed = sign_in_lines(place.staff, place.key, f"{lane_of(place.community).name}27\n赵钱\n周玉梅\n周玉梅\n")
    assert (signed.added, [line.text for line in signed.left]) == (2, ["赵钱"])


def test_nobody_of_another_community_can_be_written_down(place):
    elsewhere = make_community("别的社区")
    make_courtyard(elsewhere, "77", "外乡人")
    assert sign_in(place.staff, place.key, "外乡人").refusal == "nobody"
    stranger = make_user(elsewhere, "staff")
    assert sign_in(stranger, place.key, "外乡人").refusal == "unknown"
    assert post_activity(stranger, place.key, 0).refusal == "unknown"
    assert listed_activities(elsewhere.id) == ([], False)


def test_sheet_shows_what_everybody_gets_within_the_caps(place):
    for at in range(8):
        make_deed(place.yards[0], DAY, text=f"扫地{at}")
    make_deed(place.yards[0], DAY, state="waiting")
    sign_in_lines(place.staff, place.key, "何桂芳\n李秀英\n周玉梅")
    month = counting_month(place.community, place.activity)
    rows = sheet_rows(place.activity, month, rule_book_in_force(place.community.id, month)[1])
    assert [(row.asked, row.given) for row in rows] == [(3, 2), (3, 0), (3, 3)]


def test_posting_is_one_event_and_waits_for_somebody_else(place):
    sign_in_lines(place.staff, place.key, "何桂芳\n周玉梅")
    assert post(place).deeds == 2
    deeds = waiting_at_desk(place.community.id)
    assert [(each.came_by, each.points, each.text, each.logged_by) for each in deeds] == [
        ("sheet", 3, "巷口大扫除", place.staff.id)
    ] * 2
    assert [each.person.name for each in deeds] == ["何桂芳", "周玉梅"]
    events = db.session.query(AuditEvent).filter(AuditEvent.action != "activity_made").all()
    assert [(event.action, event.details) for event in events] == [("activity_posted", {"deeds": 2})]
    assert accept_all(place, place.staff) == 0, "nobody accepts what they posted"
    assert accept_all(place) == 2


def test_second_tap_posts_nobody_twice(place):
    sign_in(place.staff, place.key, "何桂芳")
    seen = version(place)
    assert post_activity(place.staff, place.key, seen).deeds == 1
    assert (post_activity(place.staff, place.key, seen).deeds, db.session.query(Deed).count()) == (0, 1)


def test_sheet_that_was_changed_meanwhile_is_looked_at_again(place):
    sign_in(place.staff, place.key, "何桂芳")
    seen = version(place)
    sign_in(place.other, place.key, "周玉梅")
    assert post_activity(place.staff, place.key, seen).refusal == "changed"
    assert db.session.query(Deed).count() == 0


def test_own_and_relatives_lines_are_left_for_somebody_else(place):
    recuse(place.staff, place.yards[0])
    sign_in_lines(place.staff, place.key, "何桂芳\n周玉梅")
    posted = post(place)
    assert (posted.deeds, posted.left) == (1, {"recused": 1})
    assert post(place).refusal == "recused"
    assert post(place, place.other).deeds == 1


def test_activity_of_a_coming_day_is_not_posted_yet(place):
    coming = make_activity(place.staff, replace(CLEANING, day=dt.date(2026, 10, 20)), "token-3").activity
    sign_in(place.staff, coming.id, "何桂芳")
    assert post_activity(place.staff, coming.id, 1).refusal == "day_implausible"


def test_duplicate_is_not_accepted_with_the_others(place):
    make_deed(place.yards[0], DAY, kind="activity", state="accepted")
    sign_in_lines(place.staff, place.key, "何桂芳\n周玉梅")
    post(place)
    assert accept_all(place) == 1
    assert [each.courtyard_id for each in waiting_at_desk(place.community.id)] == [place.yards[0].id]


def test_what_changed_since_the_page_was_shown_is_not_accepted_with_the_others(place):
    sign_in_lines(place.staff, place.key, "何桂芳\n周玉梅")
    post(place)
    shown = {deed.id: deed.version for deed in waiting_at_desk(place.community.id)}
    first = min(shown)
    decide_deed(place.other, first, Ruling("accept", seen=0))
    decide_deed(place.other, first, Ruling("reopen", reason="看错了", seen=1))
    assert accept_together(place.other, place.key, shown) == 1


def test_posting_is_taken_back_whole_and_can_be_mended_and_posted_again(place):
    sign_in_lines(place.staff, place.key, "何桂芳\n周玉梅\n唐金水")
    post(place)
    first, second, _ = waiting_at_desk(place.community.id)
    decide_deed(place.other, first.id, Ruling("accept", seen=0))
    decide_deed(place.other, second.id, Ruling("refuse", reason="没有来", seen=0))
    db.session.query(Month).one().state = "scored"
    db.session.commit()
    assert strike_out(place.staff, place.key, db.session.query(Attendance).first().id) == "posted"
    assert take_back_activity(place.staff, place.key, " ", version(place)) == "no_undo_text"
    assert take_back_activity(place.staff, place.key, "日子写错了", version(place)) is None
    db.session.expire_all()
    assert [deed.state for deed in db.session.query(Deed).order_by(Deed.id)] == ["withdrawn", "refused", "withdrawn"]
    assert db.session.query(Month).one().state == "open"
    assert take_back_activity(place.staff, place.key, "日子写错了", version(place)) == "nothing_posted"
    assert change_activity(place.staff, place.key, CLEANING, version(place)) == "posted", "one was refused on it"
    assert post(place).deeds == 2


def test_confirmed_month_keeps_what_was_posted(place):
    sign_in(place.staff, place.key, "何桂芳")
    post(place)
    accept_all(place)
    db.session.query(Month).one().state = "confirmed"
    db.session.commit()
    assert take_back_activity(place.staff, place.key, "日子写错了", version(place)) == "month_closed"
    assert db.session.query(Deed).one().state == "accepted"


def test_activity_is_changed_only_as_it_was_seen(place):
    assert change_activity(place.staff, place.key, replace(CLEANING, title="大扫除"), 0) is None
    assert change_activity(place.other, place.key, CLEANING, 0) == "changed"
    assert db.session.get(Activity, place.key).title == "大扫除"


def test_the_holder_is_credited_for_a_whole_courtyard(place):
    sign_in(place.staff, place.key, "27")
    post(place)
    [deed] = waiting_at_desk(place.community.id)
    assert (deed.household_id, deed.person_id) == (household_of(place.yards[0]).id, None)
