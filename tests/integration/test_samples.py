"""A throw draws once and for ever what follows from the walk and the number; what is seen never changes a score."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import ITEMS, make_uuid7
from tests.factories.samples import NEXT_DAY, look, throw
from tests.factories.tampering import tamper
from tests.factories.users import make_user, recuse
from tests.integration.test_locks import at_once
from webapp import clock
from webapp.domain.evidence.sample import draw, lost_since, seed_of, taking_part
from webapp.domain.months.verification import Part
from webapp.extensions import db
from webapp.models import AuditEvent, Check, Community, Courtyard, DrawnCheck, Sample, SampleVisit, User, Walk
from webapp.operations.throw_sample import throw_sample
from webapp.queries.review_desk import desk_check
from webapp.queries.samples import came_later, looked_at, sample_lines, sample_of, text_of_walk
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts

DAY = dt.date(2026, 10, 5)
WALK = make_uuid7(clock.milliseconds(at(DAY, 9)))


@dataclass(frozen=True, slots=True)
class Round:
    """A walk over 21 courtyards, so that two are drawn; the last two checks can't be drawn."""

    community: Community
    inspector: User
    staff: User
    oversight: User
    yards: list[Courtyard]
    checks: list[Check]


def make_round() -> Round:
    community = make_community()
    inspector, staff, oversight = (make_user(community, role) for role in ("inspector", "staff", "oversight"))
    yards = [make_courtyard(community, f"{number}") for number in range(1, 23)]
    checks = [make_check(inspector, yard, at(DAY), walk=WALK) for yard in yards[:21]]
    nothing = {"judged": "weather", "obstacle": "rain"}
    results = [{"item": item, "result": "not_assessed"} for item in ITEMS]
    weather = make_check(inspector, yards[21], at(DAY, 11), walk=WALK, results=results, **nothing)
    redone = make_check(inspector, yards[0], at(DAY, 12), walk=WALK, replaces=checks[0].uuid)
    return Round(community, inspector, staff, oversight, yards, [*checks[1:], redone, checks[0], weather])


@pytest.fixture
def walked(app, scenes) -> Round:
    return scenes.play(app, make_round)


def drawn_of(walked: Round) -> list[Check]:
    sample = sample_of(walked.checks[0].walk)
    assert sample is not None
    return [each.check for each in sample.drawn]


def test_throw_draws_what_follows_from_the_walk_and_the_number(walked):
    walk = walked.checks[0].walk
    text = text_of_walk(walk)
    assert set(taking_part(text)) == {check.uuid for check in walked.checks[:21]}
    assert len(text.splitlines()) == 23
    assert throw(walked.oversight, walked.checks[0], "３ 5 1") is None
    sample = sample_of(walk)
    assert (sample.text, sample.thrown, sample.made_by) == (text, "351", walked.oversight.id)
    assert [check.uuid for check in drawn_of(walked)] == list(
        draw(seed_of(sample.walk_digest, "351"), taking_part(text))
    )
    assert len(drawn_of(walked)) == 2
    [event] = db.session.query(AuditEvent).filter_by(action="sample_thrown").all()
    assert event.details == {"thrown": "351", "walk_digest": sample.walk_digest}


def test_number_is_thrown_once(walked):
    other = make_user(walked.community, "oversight")
    assert throw(walked.oversight, walked.checks[0]) is None
    assert throw(walked.oversight, walked.checks[0]) is None, "the same form sent twice"
    assert throw(walked.oversight, walked.checks[0], "352") == "thrown_before"
    assert throw(other, walked.checks[0]) == "thrown_before"
    assert db.session.query(Sample).count() == 1


def test_two_who_throw_at_once_draw_one_sample(app, walked):
    people = [walked.oversight.id, *(make_user(walked.community, "oversight").id for _ in range(3))]
    walk = walked.checks[0].walk_id
    db.session.rollback()

    def thrower(person: int):
        def act() -> str | None:
            with clock.at(at(DAY + NEXT_DAY)):
                return throw_sample(db.session.get_one(User, person), db.session.get_one(Walk, walk), f"{person}")

        return act

    answers = at_once(app, *map(thrower, people))
    assert (answers.count(None), answers.count("thrown_before")) == (1, 3)
    assert db.session.query(Sample).count() == 1


@pytest.mark.parametrize(("typed", "problem"), [("", "no_number"), ("eins", "no_number"), ("1" * 19, "no_number")])
def test_what_is_no_number_draws_nothing(walked, typed, problem):
    assert throw(walked.oversight, walked.checks[0], typed) == problem
    assert db.session.query(Sample).count() == 0


def test_walk_that_may_still_grow_is_not_drawn_from(walked):
    assert throw(walked.oversight, walked.checks[0], when=at(DAY, 20)) == "walk_running"


def test_nobody_throws_for_their_own_walk_or_one_they_came_along_on(walked):
    both = make_user(walked.community, "inspector", "oversight")
    own = make_check(both, walked.yards[3], at(DAY))
    along = make_check(walked.inspector, walked.yards[4], at(DAY), companions=[str(both.id)])
    assert [throw(both, check) for check in (own, along)] == ["own_sample"] * 2


def test_walk_without_a_judged_check_has_nothing_to_draw(walked):
    other = make_user(walked.community, "inspector")
    results = [{"item": item, "result": "not_assessed"} for item in ITEMS]
    rained = make_check(other, walked.yards[1], at(DAY), judged="weather", obstacle="rain", results=results)
    assert throw(walked.oversight, rained) == "nothing_to_draw"


def test_what_comes_after_the_throw_changes_nothing_and_is_counted(walked):
    throw(walked.oversight, walked.checks[0])
    before = [check.uuid for check in drawn_of(walked)]
    make_check(walked.inspector, walked.yards[5], at(DAY, 13), walk=WALK)
    assert [check.uuid for check in drawn_of(walked)] == before
    assert came_later(sample_of(walked.checks[0].walk)) == 1


def test_check_that_is_redone_later_is_no_loss(walked):
    throw(walked.oversight, walked.checks[0])
    sample = sample_of(walked.checks[0].walk)
    make_check(walked.inspector, walked.yards[1], at(DAY, 14), walk=WALK, replaces=walked.checks[0].uuid)
    now = text_of_walk(walked.checks[0].walk)
    assert walked.checks[0].uuid not in taking_part(now)
    assert lost_since(sample.text, now) == ()
    assert (came_later(sample), verified(walked)) == (1, [])


def verified(walked) -> list[str]:
    found = community_differences(walked.community.id, Scope(), Counts(), lambda _done, _total: None)
    return [each.what for each in found if each.part == Part.SAMPLE]


def test_verification_finds_a_changed_number_a_changed_text_and_a_check_that_was_not_drawn(walked):
    throw(walked.oversight, walked.checks[0])
    walk, drawn = walked.checks[0].walk.uuid, {check.id for check in drawn_of(walked)}
    assert verified(walked) == []
    other = next(check for check in walked.checks[:20] if check.id not in drawn)
    tamper("UPDATE drawn_check SET check_id = :other WHERE position = 1", other=other.id)
    assert verified(walked) == [f"{walk} drawn"]
    tamper("UPDATE sample SET thrown = '352'")
    assert verified(walked) == [f"{walk} drawn"]
    tamper("UPDATE received_entry SET digest = :digest WHERE entry_id = :entry", digest="f" * 64, entry=other.uuid)
    assert verified(walked) == [f"{walk} drawn", f"{walk} {other.uuid}"]
    tamper("UPDATE sample SET walk_digest = :digest", digest="e" * 64)
    assert walk in verified(walked)


def test_difference_is_a_doubt_on_the_desk_and_changes_no_score(walked):
    throw(walked.oversight, walked.checks[0])
    check = drawn_of(walked)[0]
    assert desk_check(check, walked.staff, DAY).is_clear
    assert look(walked.oversight, check, {"W1": "垃圾还在"}, same=("W2",)) is None
    desk = desk_check(check, walked.staff, DAY)
    assert (desk.doubts, desk.is_clear) == (("sampled",), False)
    [seen] = desk.seen_otherwise
    assert (seen.item, seen.text, seen.who, seen.day) == ("W1", "垃圾还在", walked.oversight.name, DAY + NEXT_DAY)
    assert approve(walked.staff, check).refusal is None
    assert check.findings == []


def test_later_word_of_an_item_stands_and_the_earlier_is_kept(walked):
    throw(walked.oversight, walked.checks[0])
    check = drawn_of(walked)[0]
    look(walked.oversight, check, {"W1": "垃圾还在"})
    assert look(walked.oversight, check, {}, same=("W1", "O1"), seen=1) is None
    assert [(each.item, each.agrees) for each in looked_at(walked.community.id, [check.id])[check.id].seen] == [
        ("O1", True),
        ("W1", True),
    ]
    assert db.session.query(SampleVisit).count() == 2
    assert desk_check(check, walked.staff, DAY).doubts == ()
    [line] = [line for line in sample_lines(walked.community.id, 1, 9) if line.sample]
    assert (line.checks, line.looked, line.differing) == (23, 1, 0)


def test_same_form_twice_is_one_visit_and_an_outdated_one_is_told(walked):
    throw(walked.oversight, walked.checks[0])
    check, token = drawn_of(walked)[0], str(uuid.uuid4())
    assert [look(walked.oversight, check, {"W1": "脏"}, token=token) for _ in range(2)] == [None, None]
    assert look(walked.oversight, check, {"W1": "干净"}) == "seen_since"
    assert db.session.query(SampleVisit).count() == 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"otherwise": {}}, "no_views"),
        ({"otherwise": {"X9": "什么"}}, "no_views"),
        ({"otherwise": {"W1": " \u200b"}}, "no_view_text"),
        ({"day": None}, "day_of_look"),
        ({"day": DAY - NEXT_DAY}, "day_of_look"),
        ({"day": DAY + 2 * NEXT_DAY}, "day_of_look"),
    ],
)
def test_visit_that_makes_no_sense_is_refused(walked, change, problem):
    throw(walked.oversight, walked.checks[0])
    check = drawn_of(walked)[0]
    assert look(walked.oversight, check, **{"otherwise": {"W1": "脏"}, **change}) == problem
    assert db.session.query(SampleVisit).count() == 0


def test_relatives_and_own_checks_are_left_to_somebody_else(walked):
    throw(walked.oversight, walked.checks[0])
    first, second = drawn_of(walked)
    recuse(walked.oversight, first.courtyard)
    assert look(walked.oversight, first, {"W1": "脏"}) == "look_recused"
    assert look(walked.inspector, second, {"W1": "脏"}) == "look_own_check"


def test_check_that_was_not_drawn_is_not_looked_at(walked):
    throw(walked.oversight, walked.checks[0])
    drawn = {check.id for check in drawn_of(walked)}
    other = next(check for check in walked.checks if check.id not in drawn)
    assert look(walked.oversight, other, {"W1": "脏"}) == "not_drawn"
    stranger = make_user(make_community("别处"), "oversight")
    assert look(stranger, drawn_of(walked)[0], {"W1": "脏"}) == "not_drawn"
    assert db.session.query(DrawnCheck).count() == 2
