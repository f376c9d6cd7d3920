"""Accounts of any kind: what they may refer to, what they are called, and that a courtyard's go on as before."""

from __future__ import annotations

import datetime as dt

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.factories.accounts import head_of, make_family, make_team, open_account
from tests.factories.courtyards import account_of, household_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Account, Community, Deed
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.queries.account_labels import account_label, account_labels
from webapp.queries.accounts import account_of_household, accounts_in
from webapp.queries.deeds import claims_in

DAY = dt.date(2026, 10, 5)


def test_label_says_what_the_account_is_called(community, courtyard):
    family = make_family(community, "3号楼2单元501", "陈静")
    team = make_team(community, "红袖标队")
    family_account = open_account(family)
    person_account = open_account(head_of(family), parent=family_account, group="梅园小区")
    team_account = open_account(team)
    labels = account_labels(community.id, DAY)
    told = {key: (label.part, label.name, label.holder) for key, label in labels.items()}
    assert told == {
        account_of(courtyard).id: ("石阶巷", courtyard.number, "何桂芳"),
        family_account.id: ("梅园小区", "3号楼2单元501", "陈静"),
        person_account.id: ("梅园小区", "陈静", ""),
        team_account.id: ("第一支部", "红袖标队", ""),
    }
    assert account_label(team_account, DAY) == labels[team_account.id]


def test_family_without_an_address_is_called_by_its_code(community):
    family = make_family(community, "", "陈静")
    assert account_label(open_account(family), DAY).name == family.code


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "household"},
        {"kind": "courtyard", "household_id": 1},
        {"kind": "household", "household_id": 1, "person_id": 1},
        {"kind": "shop", "household_id": 1},
    ],
)
def test_account_refers_to_what_its_kind_names_and_to_nothing_else(community, courtyard, columns):
    household = household_of(courtyard)
    real = {"household_id": household.id, "person_id": head_of(household).id}
    values = {name: real.get(name, value) for name, value in columns.items()}
    db.session.add(Account(community_id=community.id, opened_in="2026-10", **values))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_months_of_courtyards_know_nothing_of_other_accounts(community, courtyard):
    family = make_family(community, "3号楼2单元501", "陈静")
    account = open_account(family)
    make_deed(courtyard, DAY)
    make_deed(courtyard, DAY, account_id=account.id)
    assert [each.id for each in accounts_in(community.id, "2026-10")] == [account_of(courtyard).id]
    assert list(map(len, claims_in(community.id, "2026-10")[0].values())) == [1]


def test_accounts_of_another_kind_are_told_once_for_each_in_the_months_they_take_part(community):
    family, other = make_family(community, "3号楼", "陈静"), make_family(community, "5号楼", "罗丽")
    old, new, late = open_account(family), open_account(family), open_account(other)
    late.opened_in = "2026-11"
    db.session.commit()
    assert [each.id for each in accounts_in(community.id, "2026-10", "household")] == [new.id]
    assert [each.id for each in accounts_in(community.id, "2026-11", "household")] == [new.id, late.id]
    assert accounts_in(community.id, "2026-10", "person") == []
    assert old.id < new.id


def test_card_of_a_family_is_that_of_its_courtyard_or_its_own(community, courtyard):
    family = make_family(community, "3号楼2单元501", "陈静")
    account = open_account(family)
    assert account_of_household(household_of(courtyard), "2026-10").id == account_of(courtyard).id
    assert account_of_household(family, "2026-10").id == account.id
    assert account_of_household(family, "2019-12") is None


def test_nobody_decides_on_a_deed_of_the_own_family_or_person(community, staff):
    other = make_user(community, "staff", name="刘芳")
    family = make_family(community, "3号楼2单元501", "陈静")
    staff.person_id = head_of(family).id
    family_account, own_account = open_account(family), open_account(head_of(family))
    for account in (family_account, own_account):
        deed = _make_waiting(community, account)
        assert decide_deed(staff, deed.id, Ruling("accept")) == "recused"
        assert decide_deed(other, deed.id, Ruling("accept")) is None


def _make_waiting(community: Community, account: Account) -> Deed:
    deed = Deed(
        community_id=community.id,
        account_id=account.id,
        kind="volunteering",
        points=1,
        quantity=90,
        day=DAY,
        month="2026-10",
        text="",
        state="waiting",
    )
    db.session.add(deed)
    db.session.commit()
    return deed


def test_roster_of_before_is_kept_and_its_changes_are_still_told(community):
    yard = make_courtyard(community, "27", "何桂芳")
    make_deed(yard, DAY)
    before = _rows()
    db.session.remove()
    downgrade(revision="0011")
    upgrade()
    assert _rows() == before
    for table in ("household", "account"):
        told = db.session.scalar(text("SELECT whole_from FROM community"))
        db.session.execute(text(f"UPDATE {table} SET community_id = community_id"))
        assert db.session.scalar(text("SELECT whole_from FROM community")) > told
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(text("DELETE FROM household"))


def _rows() -> list[tuple]:
    tables = ("household", "account", "account_holder", "membership", "deed")
    return [tuple(row) for table in tables for row in db.session.execute(text(f"SELECT * FROM {table} ORDER BY id"))]
