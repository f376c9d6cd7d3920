"""Deeds from a list: they are recorded for whoever has points, wait for somebody else, and are never counted twice."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.accounts import make_family, open_account
from tests.factories.checks import at
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.tables import fates, take
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Deed
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.import_file import Changed, preview, read_file, take_file
from webapp.rulebooks import shipped_text

TODAY = dt.date(2026, 10, 7)
YARDS = "日期,门牌号,事项,分或数量,说明\n"
PEOPLE = "日期,姓名,支部,事项,数量,说明\n"


@pytest.fixture(autouse=True)
def today(app):
    with clock.at(at(TODAY, 9)):
        yield


@pytest.fixture
def admin(community):
    return make_user(community, "admin", "staff", name="章敏")


@pytest.fixture
def volunteers(app):
    """A community whose people have points of their own."""
    community = make_community("志愿社区", shipped_text("guanghuilu"))
    take(community, "姓名,支部,队伍\n罗丽,第一支部,红袖标队\n", "people")
    families = [make_family(community, address, "陈静") for address in ("3号楼501", "5号楼")]
    for branch, family in zip(("第一支部", "第二支部"), families, strict=True):
        take(community, f"姓名,支部,户码\n陈静,{branch},{family.code}\n", "people")
    return community


def codes(judged) -> list[tuple[int, str, str]]:
    return [(row.number, each.field, each.code) for row in judged.rows for each in row.problems]


def deeds() -> list[Deed]:
    db.session.expire_all()
    return db.session.query(Deed).order_by(Deed.id).all()


def test_row_waits_for_somebody_else_than_who_took_the_file_in(community, admin, staff):
    yard = make_courtyard(community, "27")
    judged = take(community, f"{YARDS}2026-10-05,27,志愿服务,,扫雪\n2026年10月6日,27,activity,3,\n", "deeds", admin)
    assert fates(judged) == {"new": 2}, codes(judged)
    first, second = deeds()
    assert (first.courtyard_id, first.account_id, first.kind, first.points) == (yard.id, None, "volunteering", 1)
    assert (first.day, first.month, first.text, first.state) == (dt.date(2026, 10, 5), "2026-10", "扫雪", "waiting")
    assert (second.kind, second.points, second.logged_by) == ("activity", 3, admin.id)
    assert decide_deed(admin, first.id, Ruling("accept")) == "own_deed"
    assert decide_deed(staff, first.id, Ruling("accept", household=household_of(yard).id)) is None
    actions = [each.action for each in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert actions == ["deed_recorded", "deed_recorded", "file_imported", "deed_accepted"]


def test_same_file_again_changes_nothing_whatever_was_decided(community, admin, staff):
    home = household_of(make_courtyard(community, "27")).id
    text = f"{YARDS}2026-10-05,27,volunteering,,扫雪\n2026-10-05,27,volunteering,,送饭\n2026-10-06,27,activity,2,\n"
    take(community, text, "deeds", admin)
    assert decide_deed(staff, deeds()[0].id, Ruling("accept", household=home)) is None
    assert decide_deed(staff, deeds()[1].id, Ruling("refuse", reason="没有去")) is None
    assert fates(take(community, text, "deeds", admin)) == {"unchanged": 3}
    assert len(deeds()) == 3


def test_hours_are_read_as_minutes(volunteers):
    rows = [(2, "90"), (3, "1.5小时"), (4, "1:30"), (5, "９０分钟"), (6, "2 hours")]
    text = PEOPLE + "".join(f"2026-10-0{day},罗丽,,service,{written},\n" for day, written in rows)
    judged = take(volunteers, text, "deeds")
    assert fates(judged) == {"new": 5}, codes(judged)
    assert [deed.quantity for deed in deeds()] == [90, 90, 90, 90, 120]
    assert {deed.points for deed in deeds()[:4]} == {3}


def test_whom_a_row_means(volunteers):
    text = "日期,姓名,支部,队伍,事项,说明\n"
    rows = ("陈静,第二支部,", "陈静,,", "罗丽,,红袖标队", "罗丽,第二支部,", "何桂芳,,", ",,红袖标队", ",,护路队", ",,")
    text += "".join(f"2026-10-0{at % 7 + 1},{who},meeting,{at}\n" for at, who in enumerate(rows))
    judged = take(volunteers, text, "deeds")
    assert codes(judged) == [
        (3, "name", "several_of_name"),
        (5, "name", "no_account_of"),
        (6, "name", "no_account_of"),
        (8, "team", "no_account_of"),
        (9, "", "no_who"),
    ]
    assert [deed.account.group_name for deed in deeds()] == ["第二支部", "第一支部", "第一支部"]
    assert [deed.account.kind for deed in deeds()] == ["person", "person", "team"]


def test_family_is_meant_by_its_address_or_its_code(app):
    community = make_community(rules=shipped_text("kuangshan"))
    family = make_family(community, "3号楼501", "陈静")
    account = open_account(family)
    text = f"日期,楼栋单元,户码,事项,分\n2026-10-05,3号楼501,,clean,8\n2026-10-06,,{family.code},clean,8\n"
    judged = take(community, text + "2026-10-06,9号楼,,clean,8\n", "deeds")
    assert codes(judged) == [(4, "address", "no_account_of")]
    assert {deed.account_id for deed in deeds()} == {account.id}


def test_points_of_several_judges_are_their_mean(app):
    community = make_community(rules=shipped_text("yuanming"))
    take(community, "姓名\n周例\n", "people")
    take(community, "日期,姓名,事项,分\n2026-10-05,周例,good_deed,8、5\n", "deeds")
    assert [deed.points for deed in deeds()] == [6]


def test_what_cannot_be_taken_is_named(community, admin):
    yards = [make_courtyard(community, number) for number in ("27", "29")]
    recuse(admin, yards[1])
    rows = (
        "2026-10-05,27,唱歌,,",
        "2026-10-05,27,activity,99,",
        "2026-10-05,27,activity,三分,",
        "2026-10-08,27,volunteering,,",
        ",27,volunteering,,",
        "2024-10-05,27,volunteering,,",
        "2026-10-05,29,volunteering,,",
        "2026-10-05,31,volunteering,,",
        "2026-10-05,27,volunteering,,",
        "2026-10-05,27,volunteering,,",
    )
    yards[0].enrolled_from = "2020-01"
    judged = take(community, YARDS + "\n".join(rows) + "\n", "deeds", admin)
    assert codes(judged) == [
        (2, "deed", "no_deed"),
        (3, "figure", "points_out_of_range"),
        (4, "figure", "no_points"),
        (5, "day", "day_to_come"),
        (6, "day", "no_day"),
        (7, "", "too_long_ago"),
        (8, "", "recused"),
        (9, "number", "no_courtyard"),
        (11, "deed", "deed_above"),
    ]
    assert len(deeds()) == 1


def test_preview_writes_nothing_and_what_changed_since_is_not_taken(community, admin):
    make_courtyard(community, "27")
    text = f"{YARDS}2026-10-05,27,volunteering,,\n"
    file = read_file(community, "deeds", text.encode())
    seen = preview(community, admin, file).seen
    assert deeds() == []
    take(community, text, "deeds", admin)
    with pytest.raises(Changed):
        take_file(community.id, admin, file, seen)
    assert len(deeds()) == 1
