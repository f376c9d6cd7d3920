"""Files taken in: what stands in the database afterwards, that nothing doubles, and that all or nothing is written."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.factories.accounts import head_of, make_family, open_account
from tests.factories.checks import at
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.tables import fates, take
from webapp import clock
from webapp.demo.roster import make_homes
from webapp.extensions import db
from webapp.models import (
    Account,
    AccountHolder,
    AuditEvent,
    Community,
    Courtyard,
    Household,
    Lane,
    Membership,
    Person,
    Team,
    TeamMember,
)
from webapp.operations.import_file import Changed, preview, read_file, take_file
from webapp.queries.accounts import accounts_by_id, accounts_in
from webapp.queries.holders import courtyard_holders

TODAY = dt.date(2026, 10, 7)


def accounts_of(community, month: str, kind: str = "courtyard") -> list[Account]:
    """Those that take part, with all that is known of them."""
    rows = [each.id for each in accounts_in(community.id, month, kind)]
    found = accounts_by_id(community.id, rows)
    return [found[key] for key in rows]


@pytest.fixture(autouse=True)
def today(app):
    with clock.at(at(TODAY, 12)):
        yield


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_courtyard_with_its_owner_takes_part_from_the_month_that_the_file_says(community):
    take(community, "门牌号,户主,参加月份,党员,起\n35-1,欧阳兰,2026-03,是,2019年5月1日\n")
    [account] = accounts_of(community, "2026-03")
    assert (account.kind, account.opened_in, account.courtyard.number) == ("courtyard", "2026-03", "35-1")
    assert courtyard_holders(community.id, TODAY) == {account.courtyard_id: "欧阳兰"}
    [person], [membership] = db.session.query(Person).all(), db.session.query(Membership).all()
    assert (person.is_party_member, membership.role, membership.since) == (True, "head", dt.date(2019, 5, 1))
    [household] = db.session.query(Household).all()
    assert (household.kind, len(household.code), len(account.courtyard.code)) == ("owner", 8, 8)


def test_courtyard_that_joined_earlier_than_was_known_has_its_account_earlier(community):
    take(community, "门牌号,户主\n27,何桂芳\n")
    assert db.session.query(Account).one().opened_in == "2026-10"
    assert fates(take(community, "门牌号,参加月份\n27,2026-05\n")) == {"changed": 1}
    assert db.session.query(Account).one().opened_in == "2026-05"
    assert [each.courtyard.number for each in accounts_of(community, "2026-05")] == ["27"]


def test_changes_are_written_to_what_is_there(community, courtyard):
    text = f"门牌号,户主,姓名,困难户,党员,止,党员中心户\n{courtyard.number},何桂芳,何桂芳,是,是,2026-10-31,是\n"
    assert fates(take(community, text)) == {"changed": 1}
    db.session.expire_all()
    household, person, membership = (db.session.query(each).one() for each in (Household, Person, Membership))
    assert (household.in_difficulty, person.is_party_member) == (True, True)
    assert membership.until == dt.date(2026, 10, 31)
    assert db.session.query(Courtyard).one().is_party_centre
    assert fates(take(community, text)) == {"unchanged": 1}


def test_family_at_an_address_has_an_account_in_its_compounds_group(community):
    take(community, "小区,楼栋单元,户主,姓名\n梅园,3号楼501,陈静,陈静\n梅园,3号楼501,陈静,陈亮\n")
    [account] = accounts_of(community, "2026-10", "household")
    assert (account.group_name, account.household.address, account.household.courtyard_id) == ("梅园", "3号楼501", None)
    assert count(Membership) == 2


def test_family_counts_for_the_team_that_the_file_says(community):
    text = (
        "小区,楼栋单元,户主,姓名,队伍\n梅园,501,陈静,陈静,三号楼\n梅园,502,罗丽,罗丽,三号楼\n梅园,503,何桂芳,何桂芳,\n"
    )
    judged = take(community, text)
    assert fates(judged) == {"new": 3}
    [team] = accounts_of(community, "2026-10", "team")
    assert (team.team.name, team.group_name) == ("三号楼", "梅园")
    families = {each.household.address: each.parent_id for each in accounts_of(community, "2026-10", "household")}
    assert families == {"501": team.id, "502": team.id, "503": None}
    moved = "小区,楼栋单元,户主,姓名,队伍\n梅园,502,罗丽,罗丽,五号楼\n"
    assert fates(take(community, moved)) == {"changed": 1}
    assert fates(take(community, moved)) == {"unchanged": 1}
    assert [each.team.name for each in accounts_of(community, "2026-10", "team")] == ["三号楼", "五号楼"]
    in_yard = take(community, "门牌号,户主,队伍\n27,何桂芳,三号楼\n")
    assert [each.code for row in in_yard.rows for each in row.problems] == ["team_of_yard"]


def test_people_get_accounts_that_roll_up_to_the_team_or_the_family(community):
    family = make_family(community, "3号楼501", "陈静")
    home = open_account(family)
    text = "姓名,支部,队伍,党员,加入日期\n陈静,,,,\n罗丽,第一支部,红袖标队,是,2026-03\n罗丽,第一支部,护路队,,\n"
    assert fates(take(community, text, "people")) == {"new": 3}
    accounts = {each.person.name: each for each in accounts_of(community, "2026-10", "person")}
    teams = {each.team.name: each for each in accounts_of(community, "2026-10", "team")}
    assert accounts["陈静"].parent_id == home.id
    assert accounts["罗丽"].parent_id == teams["红袖标队"].id
    assert (accounts["罗丽"].group_name, teams["护路队"].group_name) == ("第一支部", "第一支部")
    assert (count(Person), count(Team), count(TeamMember)) == (2, 2, 2)
    assert fates(take(community, text, "people")) == {"unchanged": 3}
    assert db.session.query(TeamMember).order_by(TeamMember.id).first().since == dt.date(2026, 3, 1)
    assert fates(take(community, text.replace("2026-03", "2026-04"), "people")) == {"changed": 1, "unchanged": 2}


def test_people_of_one_name_are_told_apart_by_code_or_place(community):
    first, second = make_family(community, "3号楼501", "陈静"), make_family(community, "5号楼", "陈静")
    make_courtyard(community, "27", "何桂芳")
    text = f"姓名,户码,楼栋单元,门牌号\n陈静,,,\n陈静,{first.code},,\n陈静,,5号楼,\n陈静,,9号楼,\n何桂芳,,,27\n"
    judged = take(community, text, "people")
    assert [each.code for row in judged.rows for each in row.problems] == ["several_of_name", "not_there"]
    with_accounts = {each.person_id for each in accounts_of(community, "2026-10", "person")}
    assert {head_of(first).id, head_of(second).id} < with_accounts
    assert len(with_accounts) == 3


def test_only_good_rows_are_taken_and_the_event_counts_them(community):
    judged = take(community, "门牌号,户主\n27,何桂芳\n?,李秀英\n29,欧阳兰\n")
    assert fates(judged) == {"new": 2, "bad": 1}
    assert (count(Courtyard), count(Person)) == (2, 2)
    event = db.session.query(AuditEvent).one()
    assert (event.action, event.subject, event.details["new"], event.details["bad"]) == (
        "file_imported",
        "roster",
        2,
        1,
    )


def test_what_changed_after_the_preview_is_not_taken_unseen(community):
    file = read_file(community, "roster", "门牌号,户主\n27,何桂芳\n".encode())
    seen = preview(community, None, file).seen
    make_courtyard(community, "27", "何桂芳")
    with pytest.raises(Changed):
        take_file(community.id, None, file, seen)
    assert count(Courtyard) == 1


def test_failure_in_the_middle_writes_nothing(community, monkeypatch):
    file = read_file(community, "roster", "门牌号,户主\n27,何桂芳\n29,欧阳兰\n".encode())
    seen = preview(community, None, file).seen
    monkeypatch.setattr("webapp.operations.write_roster.make_code", lambda _: "AAAA0001")  # the second is a repetition
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        take_file(community.id, None, file, seen)
    assert (count(Courtyard), count(Person), count(Lane), count(AuditEvent)) == (0, 0, 1, 0)


def test_rows_of_another_community_are_neither_found_nor_changed(community):
    other = make_community("别的社区")
    make_courtyard(other, "27", "何桂芳")
    assert fates(take(community, "门牌号,户主,党员\n27,何桂芳,是\n")) == {"new": 1}
    assert [person.is_party_member for person in db.session.query(Person).order_by(Person.id)] == [False, True]
    assert fates(take(other, "门牌号,户主\n27,何桂芳\n")) == {"unchanged": 1}


def _neighbourhood() -> Iterator[str]:
    kinds = {"owner": "院主", "registered": "登记户", "tenant": "租户"}
    for home in make_homes(random.Random(3), 103, TODAY):
        about = f"石阶巷,{home.courtyard + 1},2026-08,{kinds[home.kind]},{home.head.name}"
        for each in home.residents:
            yield f"{about},{each.name},{'是' if each.is_party_member else ''},{each.since}"


def test_a_whole_neighbourhood_comes_in_and_again_without_a_change(app):
    """103 courtyards, 160 registered households and the tenants: 798 people."""
    community = make_community()
    text = "\n".join(["巷,门牌号,参加月份,户类型,户主,姓名,党员,起", *_neighbourhood()])
    assert fates(take(community, text)) == {"new": 798}
    assert (count(Courtyard), count(Account), count(AccountHolder), count(Person)) == (103, 103, 103, 798)
    assert len(accounts_of(community, "2026-08")) == 103
    assert fates(take(community, text)) == {"unchanged": 798}
    assert count(Person) == count(Membership) == 798


ROW = st.tuples(
    st.sampled_from(["27", "２９", "35-1", ""]),
    st.sampled_from(["", "何桂芳", "李秀英", "王小明"]),
    st.sampled_from(["", "何桂芳", "何小明", "王小明"]),
    st.sampled_from(["", "院主", "租户", "登记户"]),
    st.sampled_from(["", "户主", "儿子", "租户"]),
    st.sampled_from(["", "是", "否"]),
    st.sampled_from(["", "2026-03", "2026-05", "x"]),
    st.sampled_from(["", "2020-01-01", "2026-09-01"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=8).filter(lambda rows: any(map(any, rows))))
def test_any_file_taken_twice_is_the_same_as_once(app, rows):
    community = make_community()
    text = "门牌号,户主,姓名,户类型,与户主关系,党员,参加月份,起\n" + "".join(f"{','.join(row)}\n" for row in rows)
    first = _taken(community, text)
    before = [count(model) for model in (Courtyard, Household, Person, Membership, Account, AccountHolder)]
    second = _taken(community, text)
    assert [count(model) for model in (Courtyard, Household, Person, Membership, Account, AccountHolder)] == before
    assert second.get("new", 0) == second.get("changed", 0) == 0
    assert second.get("unchanged", 0) == first.get("new", 0) + first.get("changed", 0) + first.get("unchanged", 0)


def _taken(community: Community, text: str) -> dict[str, int]:
    return fates(take(community, text))
