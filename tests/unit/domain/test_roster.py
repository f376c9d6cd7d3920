"""Judging a roster file: what is new, what differs, what can't be told apart."""

from __future__ import annotations

import datetime as dt

import pytest

from webapp.domain.imports.judged_row import Fate
from webapp.domain.imports.kinds import ROSTER, field_of
from webapp.domain.imports.roster import judge_roster
from webapp.domain.imports.roster_known import KnownHome, KnownMember, KnownRoster, KnownYard, yard_place
from webapp.domain.imports.roster_plan import RosterPlan
from webapp.domain.imports.table import Row, Table

TODAY = dt.date(2026, 10, 5)
SINCE = dt.date(2020, 1, 1)


def known(*homes: KnownHome, lanes: tuple[str, ...] = ("石阶巷",)) -> KnownRoster:
    """27 is there and held, 29 is there and nobody's."""
    yards = [
        KnownYard(1, "石阶巷", "27", "1", "2026-01", None, False, True),
        KnownYard(2, "石阶巷", "29", "1", "2026-01", None, False, False),
    ]
    return KnownRoster(
        TODAY,
        list(lanes),
        {"1": "1", "第一网格": "1"},
        {(yard.lane, yard.number): yard for yard in yards},
        list(homes) or [home("AAAA0001", "何桂芳", "何小明")],
    )


def home(code: str, *names: str, number: str = "27", kind: str = "owner") -> KnownHome:
    members = [
        KnownMember(at, at, name, "member" if at else "head", False, SINCE, None) for at, name in enumerate(names)
    ]
    return KnownHome(hash(code), code, yard_place("石阶巷", number), kind, False, members)


def judge(text: str, roster: KnownRoster | None = None) -> RosterPlan:
    header, *lines = [line.split(",") for line in text.strip().splitlines()]
    rows = tuple(Row(at, tuple(line)) for at, line in enumerate(lines, 2))
    fields = tuple(field_of(ROSTER, word) for word in header)
    return judge_roster(Table(tuple(header), fields, rows), roster or known())


def fates(plan: RosterPlan) -> list[str]:
    return [str(row.fate) for row in plan.rows]


def codes(plan: RosterPlan) -> list[tuple[int, str, str]]:
    return [(row.number, each.field, each.code) for row in plan.rows for each in row.problems]


def test_what_is_there_already_is_unchanged():
    plan = judge("门牌号,户主,姓名\n27,何桂芳,何桂芳\n２７号,何桂芳,何小明\n石阶巷27号院,何桂芳,\n")
    assert fates(plan) == ["unchanged", "unchanged", "bad"]
    assert codes(plan) == [(4, "name", "repeated")]


def test_new_courtyard_household_and_people_come_with_defaults():
    plan = judge("门牌号,与户主关系,姓名,党员,起\n35-1,户主,欧阳兰,是,2024-05-01\n35-1,儿子,欧阳明,,\n")
    assert fates(plan) == ["new", "new"]
    [yard], [family], [head, son] = plan.yards, plan.homes, plan.residents
    assert (yard.lane, yard.number, yard.values) == ("石阶巷", "35-1", {"grid": "1"})
    assert (family.head, family.values["household_kind"]) == ("欧阳兰", "owner")
    assert head.values == {"relation": "head", "party_member": True, "since": dt.date(2024, 5, 1)}
    assert son.values == {"relation": "member", "party_member": False, "since": TODAY}


def test_second_household_of_a_held_courtyard_is_registered_and_an_owner_is_refused():
    plan = judge("门牌号,户主,户类型\n27,李秀英,\n27,王小明,院主\n29,周玉梅,院主\n29,唐金水,院主\n")
    assert codes(plan) == [(3, "household_kind", "owner_taken"), (5, "household_kind", "owner_taken")]
    assert [each.values["household_kind"] for each in plan.homes] == ["registered", "owner"]


def test_differences_are_told_old_and_new():
    plan = judge("门牌号,户主,党员,参加月份,困难户\n27,何桂芳,是,2026年3月,是\n")
    [row] = plan.rows
    assert row.fate == Fate.CHANGED
    assert [(each.field, each.old, each.new) for each in row.differences] == [
        ("enrolled_from", "2026-01", "2026-03"),
        ("in_difficulty", "no", "yes"),
        ("party_member", "no", "yes"),
    ]


def test_empty_cells_change_nothing():
    assert fates(judge("门牌号,户主,党员,参加月份,户类型,止\n27,何桂芳,,,,\n")) == ["unchanged"]


def test_rows_that_say_otherwise_of_one_thing_are_refused_from_the_second_on():
    plan = judge("门牌号,参加月份,户主\n31,2026-03,张三\n31,2026-04,李四\n")
    assert codes(plan) == [(3, "enrolled_from", "differs_above")]
    assert [each.name for each in plan.residents] == ["张三"]


def test_two_households_with_one_name_are_told_apart_by_their_code():
    roster = known(home("AAAA0001", "何桂芳"), home("AAAA0002", "何桂芳", kind="registered"))
    plan = judge("门牌号,户主,户码,困难户\n27,何桂芳,,是\n27,何桂芳,aaaa-ooo2,是\n", roster)
    assert codes(plan) == [(2, "household_code", "two_households")]
    assert [each.known.code for each in plan.homes if each.known] == ["AAAA0002"]


def test_one_name_in_two_courtyards_is_two_people():
    assert fates(judge("门牌号,户主\n29,何桂芳\n31,何桂芳\n")) == ["new", "new"]


def test_nobody_is_taken_of_a_new_household_whose_head_is_missing_or_bad():
    plan = judge("门牌号,户主,姓名,起\n31,张三,张三,去年\n31,张三,张小三,\n33,李四,李小四,\n")
    assert codes(plan) == [(2, "since", "no_day"), (3, "holder", "no_head"), (4, "holder", "no_head")]
    assert (plan.yards, plan.homes, plan.residents) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("门牌号,户主\nx?,何\n", ("number", "no_number")),
        ("门牌号,户主\n1935-01-01,何\n", ("number", "number_is_day")),
        ("门牌号,户类型\n27,房客甲\n", ("household_kind", "no_kind")),
        ("门牌号,户码\n27,ZZZZ9999\n", ("household_code", "unknown_code")),
        ("门牌号,户码\n29,AAAA0001\n", ("household_code", "code_elsewhere")),
        ("门牌号,姓名\n,何\n", ("number", "no_place")),
        ("门牌号,户主,起,止\n29,何,2026-03-01,2026-02-01\n", ("until", "until_before_since")),
        ("门牌号,户主,姓名\n29," + "何" * 121 + ",\n", ("holder", "too_long")),
        ("门牌号,党员\n27,■■■\n", ("party_member", "identity_number")),
    ],
)
def test_row_that_cannot_be_taken_says_where_and_why(text, problem):
    assert [found[1:] for found in codes(judge(text))] == [problem]


def test_several_lanes_or_grids_must_be_named_and_new_ones_are_told():
    roster = known(lanes=("石阶巷", "水井坡"))
    roster.grids["2"] = "2"
    plan = judge("巷,门牌号,网格\n,27,\n水井坡,5,\n枣树巷,5,3\n水井坡,7,第一网格\n石阶巷,99,\n", roster)
    assert codes(plan) == [(2, "lane", "no_lane"), (3, "grid", "no_grid")]
    assert (plan.lanes, plan.grids) == (["枣树巷"], ["3"])
    assert [yard.values["grid"] for yard in plan.yards] == ["3", "1", "1"]


def test_families_of_a_compound_live_at_addresses():
    plan = judge("小区,楼栋单元,户主,姓名\n梅园,3号楼501,陈静,陈静\n梅园,3号楼501,陈静,陈亮\n竹园,3号楼501,陈静,陈静\n")
    assert fates(plan) == ["new"] * 3
    assert [each.place for each in plan.homes] == [("flat", "梅园", "3号楼501"), ("flat", "竹园", "3号楼501")]
    assert plan.yards == []


def test_tenants_do_not_join_the_owners_family():
    plan = judge("门牌号,姓名,户类型,与户主关系\n31,张三,院主,户主\n31,李四,租户,租户\n31,李五,租户,租户\n")
    kinds = {each.head: each.values["household_kind"] for each in plan.homes}
    assert kinds == {"张三": "owner", "李四": "tenant"}
    assert [each.values["relation"] for each in plan.residents] == ["head", "head", "tenant"]


def test_who_moved_out_is_not_made_anew_by_the_same_file():
    ended = KnownMember(9, 9, "何小明", "member", False, SINCE, dt.date(2026, 9, 1))
    roster = known(home("AAAA0001", "何桂芳"))
    roster.homes[0].members.append(ended)
    assert fates(judge("门牌号,户主,姓名,止\n27,何桂芳,何小明,2026-09-01\n", roster)) == ["unchanged"]
    assert fates(judge("门牌号,户主,姓名\n27,何桂芳,何小明\n", roster)) == ["new"]


def test_owner_is_not_changed_by_a_file_but_becomes_one_where_there_is_none():
    tenant, vacant = home("AAAA0002", "李秀英", kind="tenant"), home("AAAA0003", "周玉梅", number="29", kind="tenant")
    roster = known(home("AAAA0001", "何桂芳"), tenant, vacant)
    plan = judge("门牌号,户主,户类型\n27,何桂芳,租户\n27,李秀英,院主\n29,周玉梅,院主\n", roster)
    assert codes(plan) == [(2, "household_kind", "owner_stays"), (3, "household_kind", "owner_taken")]
    assert [each.values for each in plan.homes] == [{"household_kind": "owner"}]
