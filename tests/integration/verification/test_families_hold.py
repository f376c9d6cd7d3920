"""A scheme of persons whose points are their family's holds as well: warnings, bans, a clearing quarter, goods."""

from __future__ import annotations

from tests.factories.accounts import head_of, make_family, open_account
from tests.factories.communities import make_community
from tests.factories.goods import redeem
from tests.factories.tampering import tamper
from tests.factories.users import make_user
from tests.integration.test_families import RULES, close, day, do, noon
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.months.verification import Part
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry
from webapp.operations.settle_month import settle_month
from webapp.verification.counts import Counts


def test_quarter_of_a_family_holds_until_a_deed_of_its_first_month_is_changed(app):
    community = make_community(rules=RULES)
    people = [make_user(community, role) for role in ("staff", "staff", "oversight")]
    family = make_family(community, "3号楼501", "王例")
    parent = open_account(family, group="梅园小区")
    person = open_account(head_of(family), parent, "梅园小区")
    do(people, person, "noise", day(7, 5))
    for month in (7, 8, 9):
        do(people, person, "service", day(month, 1), minutes=180)
        close(people, month)
    with clock.at(noon(10, 21)):
        settle_month(people[0], "2026-09")
        redeem(people[0], parent, 3, "酱油")
    counts = Counts()
    assert differences(counts) == []
    assert (counts.months, counts.scores, counts.redemptions) == (3, 6, 1)
    assert db.session.query(LedgerEntry).filter_by(kind="cleared").count() == 0, "nothing could be spent before"

    accounts = (person.id, parent.id)
    noise = db.session.query(Deed).filter_by(kind="noise").one().id
    tamper("UPDATE deed SET state = 'refused' WHERE id = :id", id=noise)
    found = differences()
    assert {each.month for each in found} == {"2026-07"}
    assert {each.account for each in found if each.part is Part.LINE} == {accounts[0]}
    assert any(each.what.startswith("carried.counters") for each in found), "the warning counts for half a year"
