"""Rulings on what a person did: the family's points, warnings carried on and adjustments follow by themselves."""

from __future__ import annotations

import pytest

from tests.factories.accounts import head_of, make_family, open_account
from tests.factories.communities import make_community
from tests.factories.objections import correct_month
from tests.factories.users import make_user
from tests.integration.test_families import RULES, close, day, do, noon
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.objection import Outcome
from webapp.domain.months.rulings import DEED, Effect
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry, Objection
from webapp.operations.answer_objection import Answer, answer_objection
from webapp.operations.confirm_month import confirm_month
from webapp.operations.pass_on_objection import admit_objection
from webapp.operations.publish_month import publish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.take_objection import Complaint, take_objection
from webapp.queries.balances import balance_of
from webapp.queries.months import month_named
from webapp.queries.scores import kept_score

JULY = "2026-07"


@pytest.fixture
def scheme(app):
    """People of the office, a third member of staff, and a family of one person."""
    community = make_community(rules=RULES)
    people = [make_user(community, role) for role in ("staff", "staff", "oversight", "staff")]
    family = make_family(community, "3号楼501", "王例")
    parent = open_account(family, group="梅园小区")
    return people, parent, open_account(head_of(family), parent, "梅园小区")


def publish(people, month: int) -> None:
    name = f"2026-{month:02}"
    with clock.at(noon(month + 1, 2)):
        score_month(people[0], name)
        review_month(people[0], name)
        confirm_month(people[2], name)
        publish_month(people[0], name)


def rule(people, account, late: bool = False) -> Objection:
    """The person's first deed of July does not count; whoever recorded and accepted it does not answer."""
    deed = db.session.query(Deed).order_by(Deed.id).first()
    complaint = Complaint(JULY, account.id, f"deed:{deed.id}", "那天不在家", "王例", late)
    objection = take_objection(people[0], complaint).objection
    if late:
        assert admit_objection(people[2], objection.id, "出差") is None
    effect = Effect(DEED, str(deed.id), out=True)
    told = Answer(objection.version, Outcome.ADJUSTED, "记错了人", (effect,))
    for recorder in people[:2]:
        assert answer_objection(recorder, objection.id, told) == "decided_before"
    assert answer_objection(people[3], objection.id, told) is None
    return objection


def test_family_loses_what_the_person_s_deed_brought(scheme):
    people, family, person = scheme
    do(people, person, "service", day(7, 1), minutes=180)
    publish(people, 7)
    assert balance_of(family).waiting == 6
    with clock.at(noon(8, 3)):
        rule(people, person)
    correct_month(people[0], people[2], JULY, noon(8, 3))
    assert balance_of(family).waiting == 0
    assert kept_score(family.community_id, person.id, JULY).total == 0
    assert differences() == []


def test_warning_that_is_taken_back_leaves_the_next_breach_a_warning(scheme):
    people, family, person = scheme
    do(people, person, "noise", day(7, 5))
    publish(people, 7)
    with clock.at(noon(8, 3)):
        rule(people, person)
    do(people, person, "noise", day(8, 5))
    with clock.at(noon(8, 6)):
        score_month(people[0], "2026-08")
        review_month(people[0], "2026-08")
        with pytest.raises(NotAllowed, match="earlier_running"):
            confirm_month(people[2], "2026-08")
    correct_month(people[0], people[2], JULY, noon(8, 7))
    with clock.at(noon(8, 20)):
        assert month_named(family.community_id, "2026-08").state == "open", "it was scored with the warning"
    publish(people, 8)
    kinds = [line["kind"] for line in kept_score(family.community_id, person.id, "2026-08").lines]
    assert "warning" in kinds
    assert "breach" not in kinds
    assert differences() == []


def test_late_ruling_on_a_closed_month_is_an_adjustment_where_the_points_are_kept(scheme):
    people, family, person = scheme
    do(people, person, "service", day(7, 1), minutes=180)
    close(people[:3], 7)
    with clock.at(noon(8, 25)):
        rule(people, person, late=True)
    publish(people, 8)
    adjusted = db.session.query(LedgerEntry).filter_by(kind="adjustment").one()
    assert (adjusted.account_id, adjusted.month, adjusted.amount) == (family.id, "2026-08", -6)
    assert balance_of(family).waiting == 0
    assert differences() == []
