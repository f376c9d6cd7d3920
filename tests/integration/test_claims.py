"""A household claims a deed; the working group accepts it, cuts it, refuses it, and takes such decisions back."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

import pytest

from tests.factories.accounts import head_of, make_family, open_account
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Community, Courtyard, Deed, Household, Month, RuleBookVersion, User
from webapp.operations.claim_deed import MOST_OPEN, Claim, claim_deed
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.keep_photos import keep_photos
from webapp.operations.place_in_month import ensure_month
from webapp.operations.transaction import transaction
from webapp.queries.accounts import account_of
from webapp.queries.cards import deeds_of
from webapp.queries.claims import claims_of, has_deed_photo, is_cut_or_refused
from webapp.queries.deed_desk import Wanted, decided_deeds, desk_deeds, waiting_at_desk
from webapp.queries.scores import provisional_score
from webapp.rulebooks import default_text

NOW = dt.datetime(2026, 10, 7, 4, tzinfo=dt.UTC)
DAY = dt.date(2026, 10, 6)
SWEPT = Claim("扫了半条巷子", "activity", DAY, "0192-a", points=3)


@dataclass
class Place:
    community: Community
    yard: Courtyard
    home: Household
    staff: User
    other: User


@pytest.fixture
def place(app, scenes):
    with clock.at(NOW):
        yield scenes.play(app, make_place)


def make_place() -> Place:
    community = make_community()
    yard = make_courtyard(community, "27", "何桂芳")
    staff, other = make_user(community, "staff", name="刘芳"), make_user(community, "staff", name="程知秋")
    return Place(community, yard, household_of(yard), staff, other)


def test_claim_waits_at_the_desk_with_its_photos(place):
    [sha256], problem = keep_photos(place.community.id, [make_jpeg(), b""])
    claimed = claim_deed(place.home, replace(SWEPT, photos=(sha256,)))
    assert (problem, claimed.refusal) == (None, None)
    [deed] = waiting_at_desk(place.community.id)
    assert (deed.came_by, deed.claimed_by, deed.household_id) == ("claim", place.home.id, place.home.id)
    assert (deed.points, deed.text, [photo.sha256 for photo in deed.photos]) == (3, "扫了半条巷子", [sha256])
    assert has_deed_photo(place.community.id, deed.id, sha256)
    assert [each.id for each in claims_of(place.home)] == [deed.id]


def test_the_same_form_sent_twice_is_one_claim(place):
    first, second = claim_deed(place.home, SWEPT), claim_deed(place.home, SWEPT)
    assert first.deed.id == second.deed.id
    assert db.session.query(Deed).count() == 1


def test_another_households_form_is_not_told_of(place):
    claim_deed(place.home, SWEPT)
    neighbour = household_of(make_courtyard(place.community, "29", "周玉梅"))
    assert claim_deed(neighbour, SWEPT).refusal == "changed"


def test_the_rules_of_the_day_on_which_it_was_done_say_whether_it_can_be_claimed(place):
    text = default_text().replace("{code: activity,", "{code: activity, claimable: false,")
    of = {"community_id": place.community.id, "version": 2, "effective_from": "2026-10", "made_at": NOW}
    db.session.add(RuleBookVersion(text=text, digest=hashlib.sha256(text.encode()).hexdigest(), **of))
    db.session.commit()
    assert claim_deed(place.home, SWEPT).refusal == "not_claimable"
    assert claim_deed(place.home, replace(SWEPT, day=dt.date(2026, 9, 30))).refusal is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"text": "  "}, "no_words"),
        ({"kind": "singing"}, "no_kind"),
        ({"day": dt.date(2026, 10, 8)}, "day_implausible"),
        ({"points": 9}, "points_differ"),
        ({"person": 999}, "no_person"),
        ({"photos": ("0" * 64,)}, "no_photo"),
        ({"photos": tuple(f"{at:064}" for at in range(4))}, "too_many_photos"),
    ],
)
def test_claim_that_can_not_be_is_refused_and_leaves_nothing(place, change, refusal):
    assert claim_deed(place.home, replace(SWEPT, **change)).refusal == refusal
    assert db.session.query(Deed).count() == 0


def test_photo_of_another_community_is_none_of_this_one(place):
    elsewhere = make_community("别的社区")
    data = make_jpeg()
    keep_photos(elsewhere.id, [data])
    named = (hashlib.sha256(data).hexdigest(),)
    assert claim_deed(place.home, replace(SWEPT, photos=named)).refusal == "no_photo"


def test_a_card_can_not_flood_the_desk(place):
    for at in range(MOST_OPEN):
        assert claim_deed(place.home, replace(SWEPT, token=f"t{at}")).refusal is None
    assert claim_deed(place.home, replace(SWEPT, token="one more")).refusal == "too_many_open"


def test_household_that_has_no_account_has_nothing_to_claim_for(place):
    assert claim_deed(make_family(place.community, "3号楼501", "唐金水"), SWEPT).refusal == "no_account"


def test_relative_decides_no_claim(place):
    deed = claim_deed(place.home, SWEPT).deed
    recuse(place.staff, place.yard)
    assert decide_deed(place.staff, deed.id, Ruling("accept")) == "recused"
    assert decide_deed(place.other, deed.id, Ruling("accept")) is None


def test_less_needs_a_reason_which_the_household_reads(place):
    deed = claim_deed(place.home, SWEPT).deed
    assert decide_deed(place.staff, deed.id, Ruling("accept", points=1, seen=0)) == "no_less_text"
    assert decide_deed(place.staff, deed.id, Ruling("accept", points=1, reason="只有一小时", seen=0)) is None
    [cut] = filter(is_cut_or_refused, deeds_of(place.home, ["2026-10"]))
    assert (cut.points, cut.asked_points, cut.reason, cut.state) == (1, 3, "只有一小时", "accepted")
    score = provisional_score(account_of(place.yard, "2026-10"), "2026-10", NOW.date())
    assert score.bonus == 1


def test_refusing_needs_a_reason_too(place):
    deed = claim_deed(place.home, SWEPT).deed
    assert decide_deed(place.staff, deed.id, Ruling("refuse", reason=" ", seen=0)) == "no_deed_text"
    assert decide_deed(place.staff, deed.id, Ruling("refuse", reason="那天没有活动", seen=0)) is None
    assert [each.reason for each in deeds_of(place.home, ["2026-10"]) if is_cut_or_refused(each)] == ["那天没有活动"]


def test_decision_taken_back_waits_again_as_it_was_asked_for_and_returns_the_month_to_open(place):
    deed = claim_deed(place.home, SWEPT).deed
    decide_deed(place.staff, deed.id, Ruling("accept", points=1, reason="少", seen=0))
    set_state("scored")
    assert decide_deed(place.other, deed.id, Ruling("reopen", seen=1)) == "no_undo_text"
    assert decide_deed(place.other, deed.id, Ruling("reopen", reason="看错了", seen=1)) is None
    db.session.expire_all()
    assert (deed.state, deed.points, deed.asked_points, deed.reason) == ("waiting", 3, None, None)
    assert db.session.query(Month).one().state == "open"
    assert [(each.verb, each.reason) for each in deed.decisions] == [("accept", "少"), ("reopen", "看错了")]
    actions = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert actions == ["deed_claimed", "deed_accepted", "deed_reopened"]


def test_confirmed_month_takes_no_decision_back(place):
    deed = claim_deed(place.home, SWEPT).deed
    decide_deed(place.staff, deed.id, Ruling("accept", seen=0))
    set_state("confirmed")
    assert decide_deed(place.other, deed.id, Ruling("reopen", reason="看错了", seen=1)) == "month_closed"
    assert db.session.get(Deed, deed.id).state == "accepted"


def test_of_two_deciders_at_once_the_second_is_told(place):
    deed = claim_deed(place.home, SWEPT).deed
    assert decide_deed(place.staff, deed.id, Ruling("accept", seen=0)) is None
    assert decide_deed(place.other, deed.id, Ruling("refuse", reason="没有", seen=0)) == "changed"
    decide_deed(place.staff, deed.id, Ruling("reopen", reason="看错了", seen=1))
    assert decide_deed(place.other, deed.id, Ruling("accept", seen=0)) == "changed", "it waits, but not as it did"


def test_second_tap_decides_nothing_more(place):
    deed = claim_deed(place.home, SWEPT).deed
    for _ in range(2):
        assert decide_deed(place.staff, deed.id, Ruling("accept", seen=0)) is None
    assert len(db.session.get(Deed, deed.id).decisions) == 1


def test_the_same_deed_from_two_ways_is_shown_on_both_sides(place):
    by_phone = make_deed(place.yard, DAY, kind="activity", state="waiting", household_id=None, came_by="phone")
    accepted = make_deed(place.yard, DAY, kind="activity", state="accepted", came_by="file")
    make_deed(place.yard, DAY, kind="activity", state="refused")
    make_deed(place.yard, DAY, kind="activity", state="withdrawn")
    claimed = claim_deed(place.home, SWEPT).deed
    desk = {each.deed.id: each for each in desk_deeds(place.staff, NOW.date(), waiting_at_desk(place.community.id))}
    assert {each.id for each in desk[claimed.id].doubles} == {by_phone.id, accepted.id}
    assert {each.id for each in desk[by_phone.id].doubles} == {claimed.id, accepted.id}
    assert not desk[claimed.id].is_clear


def test_desk_knows_nothing_of_another_community(place):
    claim_deed(place.home, SWEPT)
    elsewhere = make_community("别的社区")
    make_deed(make_courtyard(elsewhere, "27", "何桂芳"), DAY, kind="activity", state="waiting")
    [mine] = desk_deeds(place.staff, NOW.date(), waiting_at_desk(place.community.id))
    assert (mine.deed.community_id, mine.doubles) == (place.community.id, [])


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 2),
        (Wanted("27"), 1),
        (Wanted("石阶巷27"), 1),
        (Wanted("玉梅"), 1),
        (Wanted("何%"), 0),
        (Wanted("9"), 0),
        (Wanted(kind="suggestion"), 1),
        (Wanted(state="refused"), 1),
        (Wanted("27", kind="suggestion"), 0),
    ],
)
def test_decided_deeds_are_found_by_name_door_and_kind(place, wanted, count):
    make_deed(place.yard, DAY)
    other = make_courtyard(place.community, "29", "周玉梅")
    make_deed(other, DAY, kind="suggestion", state="refused", reason="没有")
    make_deed(other, DAY, state="waiting")
    found, more = decided_deeds(place.community.id, wanted)
    assert (len(found), more) == (count, False)


def test_family_is_not_credited_where_only_courtyards_are_scored(place):
    family = make_family(place.community, "3号楼501", "唐金水")
    open_account(family)
    person = head_of(family)
    assert claim_deed(family, replace(SWEPT, person=person.id)).refusal == "no_account"


def set_state(state: str) -> None:
    community = db.session.query(Community).first()
    with transaction(community.id) as session:
        ensure_month(session, community, "2026-10").state = state
