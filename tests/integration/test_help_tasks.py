"""A fault at a household in difficulty opens a task; a volunteer does and proves it, somebody else confirms it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from tests.factories.checks import at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard, make_household
from tests.factories.entries import photo_claim
from tests.factories.help_tasks import only_task, put_in_difficulty
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Check, Community, Courtyard, Deed, HelpTask, Household, Month, User
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.help_out import ON_THE_CARD, HelpAct, help_out, take_help_task
from webapp.operations.keep_photos import keep_photos
from webapp.operations.review_check import Decision, review_check
from webapp.operations.review_walk import review_walk
from webapp.queries.accounts import account_of
from webapp.queries.help_tasks import help_tasks, open_tasks_for
from webapp.queries.scores import provisional_score

NOW = at(dt.date(2026, 10, 7), 12)
FAULT = {"result": "fault", "phrases": ["门口有垃圾"]}


@dataclass
class Place:
    community: Community
    yards: list[Courtyard]
    inspector: User
    staff: User
    other: User
    needy: Household
    check: Check

    @property
    def volunteer(self) -> Household:
        return household_of(self.yards[1])


@pytest.fixture
def place(app, scenes):
    with clock.at(NOW):
        yield scenes.play(app, make_place)


def make_place() -> Place:
    community = make_community()
    yards = [make_courtyard(community, *each) for each in (("27", "何桂芳"), ("29", "周玉梅"), ("31", "唐金水"))]
    inspector = make_user(community, "inspector", name="王志远")
    staff, other = make_user(community, "staff", name="刘芳"), make_user(community, "staff", name="程知秋")
    needy = put_in_difficulty(yards[0])
    check = make_check(inspector, yards[0], at(dt.date(2026, 10, 5)), {"W1": FAULT, "W2": {"result": "fixed"}})
    return Place(community, yards, inspector, staff, other, needy, check)


def decide(place: Place, check: Check, verb: str = "approve", **said: str) -> None:
    decision = Decision(verb, check.state, said.get("reason", "photo_unclear"))
    assert review_check(place.staff, check.uuid, decision).refusal is None
    db.session.expire_all()


def step(place: Place, name: str, by: User | Household | None = None, **said) -> str | None:
    task = only_task()
    return help_out(by or place.staff, task.id, HelpAct(name, said.pop("seen", task.version), **said))


def picture(place: Place) -> list[str]:
    return keep_photos(place.community.id, [make_jpeg()])[0]


def bring_to_proof(place: Place) -> None:
    decide(place, place.check)
    assert step(place, "take", household=place.volunteer.id) is None
    assert step(place, "finish") is None
    assert step(place, "prove", words="扫干净了", photos=picture(place)) is None


def test_approved_fault_opens_one_task_and_what_was_put_right_on_the_spot_none(place):
    decide(place, place.check)
    task = only_task()
    assert (task.item, task.state, task.household_id, task.found_on) == (
        "W1",
        "open",
        place.needy.id,
        dt.date(2026, 10, 5),
    )


def test_walk_approved_at_once_opens_it_too(place):
    put_in_difficulty(place.yards[1])
    data = make_jpeg()
    shown = {**FAULT, "photos": [photo_claim(make_photo(place.community, data), len(data))]}
    clear = make_check(place.inspector, place.yards[1], at(dt.date(2026, 10, 5), 11), {"O1": shown})
    assert review_walk(place.staff, clear.walk, [clear.uuid]) == [clear.uuid]
    assert (only_task().item, only_task().courtyard_id) == ("O1", place.yards[1].id)


def test_no_task_is_opened_elsewhere_or_by_a_check_that_is_returned(place):
    decide(place, make_check(place.inspector, place.yards[1], at(dt.date(2026, 10, 5)), {"W1": FAULT}))
    decide(place, place.check, "return")
    assert db.session.query(HelpTask).count() == 0


def test_the_same_fault_found_again_is_the_same_task(place):
    decide(place, place.check)
    decide(place, make_check(place.inspector, place.yards[0], at(dt.date(2026, 10, 6)), {"W1": FAULT}))
    assert only_task().check_id == place.check.id


def test_decision_taken_back_ends_the_task_and_taken_again_reopens_it(place):
    decide(place, place.check)
    decide(place, place.check, "reopen")
    assert only_task().state == "over"
    decide(place, place.check)
    assert only_task().state == "open"


def test_open_task_is_over_when_a_recheck_finds_it_put_right(place):
    decide(place, place.check)
    decide(place, make_check(place.inspector, place.yards[0], at(dt.date(2026, 10, 6))))
    task = only_task()
    assert (task.state, task.put_right_on) == ("over", dt.date(2026, 10, 6))


def test_taken_task_stays_and_tells_that_it_was_put_right(place):
    decide(place, place.check)
    step(place, "take", household=place.volunteer.id)
    decide(place, make_check(place.inspector, place.yards[0], at(dt.date(2026, 10, 6))))
    task = only_task()
    assert (task.state, task.put_right_on) == ("taken", dt.date(2026, 10, 6))
    assert step(place, "end", words="儿子回来扫的") is None
    assert only_task().state == "over"


def test_confirming_credits_the_volunteer_and_names_nobody_who_was_helped(place):
    bring_to_proof(place)
    assert step(place, "confirm", place.other, kind="volunteering", points=1) is None
    [deed] = db.session.query(Deed)
    assert (deed.state, deed.came_by, deed.household_id, deed.text) == (
        "accepted",
        "help",
        place.volunteer.id,
        ON_THE_CARD,
    )
    assert (deed.courtyard_id, deed.decided_by, len(deed.photos)) == (place.yards[1].id, place.other.id, 1)
    assert only_task().deed_id == deed.id
    actions = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert actions[-4:] == ["help_take", "help_finish", "help_prove", "help_confirm"]


def test_who_entered_the_proof_does_not_confirm_it(place):
    bring_to_proof(place)
    assert step(place, "confirm", kind="volunteering") == "own_proof"
    assert step(place, "send_back", words="看不清") == "own_proof"


def test_volunteers_own_people_and_relatives_do_not_confirm(place):
    bring_to_proof(place)
    recuse(place.other, place.yards[1])
    assert step(place, "confirm", place.other, kind="volunteering") == "recused"
    assert db.session.query(Deed).count() == 0


@pytest.mark.parametrize(
    ("said", "refusal"), [({"kind": "singing"}, "no_kind"), ({"kind": "activity", "points": 9}, "points_differ")]
)
def test_confirmation_credits_only_what_the_rules_know(place, said, refusal):
    bring_to_proof(place)
    assert step(place, "confirm", place.other, **said) == refusal
    assert (only_task().state, db.session.query(Deed).count()) == ("proved", 0)


def test_confirmation_taken_back_takes_the_points_back_too(place):
    bring_to_proof(place)
    step(place, "confirm", place.other, kind="volunteering", points=1)
    [deed] = db.session.query(Deed)
    assert decide_deed(place.other, deed.id, Ruling("reopen", reason="x", seen=1)) == "undo_at_help"
    db.session.query(Month).one().state = "scored"
    db.session.commit()
    assert step(place, "reopen", place.other, words=" ") == "no_words"
    assert step(place, "reopen", place.other, words="照片是别处的") is None
    db.session.expire_all()
    assert (only_task().state, deed.state, db.session.query(Month).one().state) == ("proved", "withdrawn", "open")
    assert step(place, "confirm", place.other, kind="volunteering", points=1) is None
    assert db.session.query(Deed).count() == 2


def test_confirmed_month_keeps_what_was_credited(place):
    bring_to_proof(place)
    step(place, "confirm", place.other, kind="volunteering", points=1)
    db.session.query(Month).one().state = "confirmed"
    db.session.commit()
    assert step(place, "reopen", place.other, words="照片是别处的") == "month_closed"
    assert only_task().state == "confirmed"


def test_proof_is_words_and_a_photo(place):
    decide(place, place.check)
    step(place, "take", household=place.volunteer.id)
    assert step(place, "prove", words=" ", photos=picture(place)) == "no_words"
    assert step(place, "prove", words="扫了") == "no_photo"
    assert step(place, "prove", words="扫了", photos=["0" * 64]) == "no_photo"
    assert only_task().state == "taken"


def test_task_given_back_is_open_for_others(place):
    decide(place, place.check)
    step(place, "take", household=place.volunteer.id)
    assert step(place, "give_back", words="腰疼") is None
    task = only_task()
    assert (task.state, task.volunteer_id, task.person_id) == ("open", None, None)


def test_of_two_at_once_the_second_is_told_and_a_second_tap_is_one_step(place):
    decide(place, place.check)
    assert step(place, "take", household=place.volunteer.id, seen=0) is None
    assert step(place, "take", household=place.volunteer.id, seen=0) is None
    assert step(place, "take", place.other, household=household_of(place.yards[2]).id, seen=0) == "changed"
    assert (only_task().volunteer_id, len(only_task().steps)) == (place.volunteer.id, 1)


def test_household_takes_it_by_its_own_card_and_proves_it_itself(place):
    decide(place, place.check)
    task, home = only_task(), place.volunteer
    assert [each.id for each in open_tasks_for(home)] == [task.id]
    assert take_help_task(home, task.id, HelpAct("take", 0)) is None
    assert open_tasks_for(household_of(place.yards[2])) == []
    assert step(place, "prove", home, words="扫了", photos=picture(place)) is None
    assert step(place, "confirm", home, kind="volunteering") == "wrong_role"
    assert step(place, "confirm", kind="volunteering", points=1) is None, "no staff entered the proof"


def test_card_of_another_household_can_do_nothing_with_it(place):
    decide(place, place.check)
    step(place, "take", household=place.volunteer.id)
    stranger = household_of(place.yards[2])
    assert step(place, "finish", stranger) == "wrong_role"
    assert step(place, "give_back", stranger, words="x") == "wrong_role"


def test_helped_household_sees_no_task_and_takes_none(place):
    decide(place, place.check)
    assert open_tasks_for(place.needy) == []
    assert take_help_task(place.needy, only_task().id, HelpAct("take", 0)) == "unknown"
    assert step(place, "take", household=place.needy.id) == "own_household"
    assert step(place, "take", household=999) == "nobody"


def test_one_person_of_a_household_can_take_it(place):
    decide(place, place.check)
    home = make_household(place.yards[1], "李秀英", kind="tenant")
    assert step(place, "take", household=home.id, person=999) == "no_person"


def test_another_community_knows_of_none_of_it(place):
    decide(place, place.check)
    stranger = make_user(make_community("别的社区"), "staff")
    assert help_tasks(stranger.community_id) == {}
    assert help_out(stranger, only_task().id, HelpAct("take", 0)) == "unknown"


def test_deduction_is_the_rule_books_affair(place):
    decide(place, place.check)
    score = provisional_score(account_of(place.yards[0], "2026-10"), "2026-10", NOW.date())
    assert [(line.code, line.amount) for line in score.lines if line.amount < 0] == [("W1", -1)]
