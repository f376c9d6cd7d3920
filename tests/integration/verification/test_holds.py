"""What was not touched holds, whatever its months went through."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import account_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.goods import redeem
from tests.factories.neighbourhoods import MONTH, fault, make_neighbourhood, publish
from tests.factories.tampering import tamper
from tests.factories.users import make_user
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.demo.fill import fill
from webapp.domain.months.publication import document_digest, document_text
from webapp.domain.months.verification import Part
from webapp.domain.scoring.amendment import Amendment, Change
from webapp.extensions import db
from webapp.models import Check, LedgerEntry, Publication, Redemption, User
from webapp.operations.finalise_month import finalise_month
from webapp.operations.hand_out import undo_handout
from webapp.operations.review_check import Decision, review_check
from webapp.operations.settle_month import settle_month
from webapp.rulebooks import default_text
from webapp.verification.counts import Counts

NOTICE_OVER = dt.datetime(2026, 12, 20, 2, tzinfo=dt.UTC)


def test_untouched_months_hold_and_all_of_them_is_looked_at(home):
    counts = Counts()
    assert differences(counts) == []
    entries = db.session.query(LedgerEntry).count()
    assert dataclasses.asdict(counts) == {
        "versions": 1,
        "entries": entries,
        "redemptions": 0,
        "objections": 0,
        "samples": 0,
        "publications": 2,
        "unrooted": 0,
        "months": 2,
        "scores": 6,
        "texts": 6,
        "photos": 2,
        "expired": 0,
    }


def test_months_before_the_first_one_asked_for_are_left_out(home):
    counts = Counts()
    assert differences(counts, first="2026-11") == []
    assert (counts.months, counts.publications, counts.texts) == (1, 2, 2)


def test_demo_holds_from_its_first_month_to_its_last(app):
    fill(dt.datetime(2026, 11, 26, 2, tzinfo=dt.UTC), app.config["SANBAO"].photos)
    counts = Counts()
    assert differences(counts) == []
    assert (counts.months, counts.scores, counts.publications, counts.unrooted) == (3, 309, 3, 0)
    assert counts.photos > 100


def test_recheck_approved_after_the_confirmation_changes_nothing(home):
    """On 2 December it was put right in time, but when November was confirmed nobody had approved that yet."""
    late_fault = make_check(home.inspector, home.yards[1], at(dt.date(2026, 12, 30)), {"W1": fault(note="纸箱")})
    approve(home.staff, late_fault)
    recheck = make_check(home.inspector, home.yards[1], at(dt.date(2027, 1, 1)))
    publish(home.staff, home.oversight, "2026-12", at(dt.date(2027, 1, 3)))
    approve(home.staff, recheck, at(dt.date(2027, 1, 5)))
    assert differences() == []


def test_recheck_taken_back_after_the_confirmation_changes_nothing(home):
    approve(home.staff, make_check(home.inspector, home.yards[1], at(dt.date(2026, 12, 30)), {"W1": fault()}))
    recheck = make_check(home.inspector, home.yards[1], at(dt.date(2027, 1, 1)))
    approve(home.staff, recheck)
    publish(home.staff, home.oversight, "2026-12", at(dt.date(2027, 1, 3)))
    with clock.at(at(dt.date(2027, 1, 5))):
        assert review_check(home.staff, recheck.uuid, Decision("reopen", seen="approved")).refusal is None
    assert differences() == []


def test_amended_check_holds_also_when_it_is_amended_otherwise_after_the_confirmation(home):
    """The fault of 1 January counted as put right on the spot when December was confirmed, and was dismissed later."""
    approve(home.staff, make_check(home.inspector, home.yards[1], at(dt.date(2026, 12, 30)), {"W1": fault()}))
    again = make_check(home.inspector, home.yards[1], at(dt.date(2027, 1, 1)), {"W1": fault()})
    amend(home.staff, again, "fixed", dt.date(2027, 1, 2))
    publish(home.staff, home.oversight, "2026-12", at(dt.date(2027, 1, 3)))
    with clock.at(at(dt.date(2027, 1, 5))):
        assert review_check(home.staff, again.uuid, Decision("reopen", seen="approved")).refusal is None
    amend(home.staff, again, "dismissed", dt.date(2027, 1, 6))
    assert differences() == []


def amend(staff: User, check: Check, result: str, day: dt.date) -> None:
    decision = Decision("amend", seen="complete", text="看照片", changes=(Change("W1", result),))
    with clock.at(at(day)):
        assert review_check(staff, check.uuid, decision).refusal is None


def test_amendment_that_nobody_decided_is_named(home):
    eased = Amendment((Change("W1", "dismissed"),), "做了手脚").as_text
    tamper("UPDATE courtyard_check SET amendment = :eased WHERE month = '2026-11'", eased=eased)
    assert {Part.DECISION, Part.SCORE} <= {each.part for each in differences()}


def test_late_check_holds_as_an_adjustment_of_the_month_it_was_placed_in(home):
    saved = clock.milliseconds(at(dt.date(2026, 11, 20)))
    times = {"opened_at": saved - 20_000, "saved_at": saved, "day": "2026-11-20"}
    arrival = at(dt.date(2026, 12, 8))
    late = make_check(home.inspector, home.yards[1], arrival, {"W2": fault(note="没扫")}, **times)
    assert late.late
    approve(home.staff, late, at(dt.date(2026, 12, 9)))
    approve(home.staff, make_check(home.inspector, home.yards[1], at(dt.date(2026, 12, 10))))
    publish(home.staff, home.oversight, "2026-12", at(dt.date(2027, 1, 3)))
    assert differences() == []
    assert db.session.query(LedgerEntry).filter_by(kind="adjustment").one().amount == -1


@pytest.fixture
def settled(home):
    with clock.at(NOTICE_OVER):
        for month in (MONTH, "2026-11"):
            finalise_month(home.staff, month)
            settle_month(home.staff, month)
    return home


def test_settled_months_hold(settled):
    assert differences() == []


def for_everybody() -> str:
    """The default rules, but everybody may redeem."""
    kept = [line for line in default_text().splitlines() if not line.startswith("exchange:")]
    return "\n".join([*kept, "exchange: {who: everybody}", ""])


CLEARING = "\nbuckets:\n  - {code: points, label: {zh: 积分, en: Points}, clears: quarter}\n"


def test_what_is_cleared_at_the_end_of_a_span_is_recomputed(app):
    rules = for_everybody() + CLEARING
    community = make_community(rules=rules)
    staff, oversight = make_user(community, "staff"), make_user(community, "oversight")
    yard = make_courtyard(community, "27")
    inspector = make_user(community, "inspector")
    for month in (10, 11, 12):
        approve(staff, make_check(inspector, yard, at(dt.date(2026, month, 5))))
        make_deed(yard, dt.date(2026, month, 6))
        name, closing = f"2026-{month}", at(dt.date(2026 + month // 12, month % 12 + 1, 4))
        publish(staff, oversight, name, closing)
        with clock.at(closing + dt.timedelta(days=7)):
            finalise_month(staff, name)
            settle_month(staff, name)
        if month == 10:
            with clock.at(at(dt.date(2026, 11, 20))):
                redeem(staff, account_of(yard), 5, "食用油")
    cleared = db.session.query(LedgerEntry).filter_by(kind="cleared").one()
    assert (cleared.month, cleared.amount, differences()) == ("2026-12", -17, [])
    tamper("DELETE FROM ledger_entry WHERE id = :id", id=cleared.id)
    assert [(each.what, each.expected, each.found) for each in differences()] == [("cleared points", "-17", "")]


def test_spending_and_giving_back_hold_until_somebody_changes_one_side(app):
    community = make_community(rules=for_everybody())
    staff, oversight = make_user(community, "staff"), make_user(community, "oversight")
    yard = make_courtyard(community, "27")
    approve(staff, make_check(make_user(community, "inspector"), yard, at(dt.date(2026, 10, 5))))
    publish(staff, oversight, "2026-10", at(dt.date(2026, 11, 4)))
    with clock.at(at(dt.date(2026, 11, 12))):
        finalise_month(staff, "2026-10")
        settle_month(staff, "2026-10")
        redeem(staff, account_of(yard), 3, "纸巾")
        undo_handout(staff, redeem(staff, account_of(yard), 2, "洗衣粉").id)
    counts = Counts()
    assert (differences(counts), counts.redemptions) == ([], 2)
    first = db.session.query(Redemption).order_by(Redemption.id).first()
    account, key = first.account_id, first.id
    tamper("UPDATE redemption SET points = 1 WHERE id = :id", id=key)
    [found] = differences()
    assert (found.part, found.account, found.what) == (Part.SPENDING, account, f"{key} exchange {account}")
    assert (found.expected, found.found) == ("-1", "-3")


def test_publications_of_versions_before_there_were_roots_are_counted_as_such(home):
    tamper("DELETE FROM publication_leaf")
    for publication in db.session.query(Publication).all():
        document = json.loads(publication.document)
        text = document_text({name: document[name] for name in document if "root" not in name})
        values = {"id": publication.id, "text": text, "digest": document_digest(text)}
        tamper(
            "UPDATE publication SET document = :text, digest = :digest, root = NULL, previous_root = NULL"
            " WHERE id = :id",
            **values,
        )
    counts = Counts()
    assert (differences(counts), counts.unrooted) == ([], 2)


def test_another_community_is_not_looked_at(home):
    other = make_neighbourhood("另一个社区")
    tamper("UPDATE deed SET points = 3 WHERE community_id = :id", id=other.community.id)
    assert differences() == []
