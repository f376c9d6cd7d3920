"""Files out of the house, for admin and oversight."""

from __future__ import annotations

import csv
import io

import pytest

from tests.factories.accounts import make_family
from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import TODAY, make_neighbourhood, make_neighbourhood_today
from tests.factories.tables import fates, lines_of, take
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture(params=["admin", "oversight"])
def reader(app, home, request) -> tuple[Browser, str]:
    return Browser(app, make_user(home.community, request.param)), f"/{request.param}/export"


def read(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_page_offers_every_file_in_both_forms(reader):
    browser, place = reader
    page = browser.get(f"{place}/").text
    for what in ("roster", "people", "checks", "deeds", "ledger"):
        for form in ("xlsx", "csv"):
            assert f'href="{place}/{what}.{form}"' in page
            answer = browser.get(f"{place}/{what}.{form}")
            assert answer.status_code == 200
            assert f"-{what}-2026-11-05.{form}" in answer.headers["Content-Disposition"]
            assert answer.headers["Cache-Control"] == "no-store"
    assert browser.get(f"{place}/users.csv").status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_exported_roster_and_people_come_back_without_a_change(app, home, form):
    make_family(home.community, "3号楼2单元501", "陈静")
    take(home.community, "姓名,支部,队伍\n陈静,第一支部,红袖标队\n罗丽,第二支部,\n", "people")
    browser = Browser(app, make_user(home.community, "admin"))
    roster, people = (browser.get(f"/admin/export/{what}.{form}").data for what in ("roster", "people"))
    assert fates(take(home.community, roster)) == {"unchanged": 5}
    assert fates(take(home.community, people, "people")) == {"unchanged": 2}


def test_english_headers_and_values_come_back_too(app, home):
    reader = make_user(home.community, "admin")
    reader.language = "en"
    db.session.commit()
    answer = Browser(app, reader).get("/admin/export/roster.csv")
    assert read(answer)[0][:3] == ["Grid", "Lane", "Door number"]
    assert fates(take(home.community, answer.data)) == {"unchanged": 4}


def test_ledger_has_every_entry_with_its_reason_and_holder(app, home):
    lines = read(Browser(app, make_user(home.community, "oversight")).get("/oversight/export/ledger.csv"))
    entries = db.session.query(LedgerEntry).order_by(LedgerEntry.sequence).all()
    assert [(line[0], line[6], line[9]) for line in lines[1:]] == [
        (str(entry.sequence), str(entry.amount), entry.digest) for entry in entries
    ]
    assert lines[1][1:5] == ["2026-10", "石阶巷", "27", "何桂芳"]


def test_amounts_below_zero_are_numbers_in_a_spreadsheet(app, home):
    lines = lines_of(Browser(app, make_user(home.community, "admin")).get("/admin/export/ledger.xlsx").data)
    assert -1 in [line[6] for line in lines]


def test_checks_state_every_item_and_what_was_said(app, home):
    head, *lines = read(Browser(app, make_user(home.community, "admin")).get("/admin/export/checks.csv"))
    first = dict(zip(head, lines[0], strict=True))
    assert (first["日期"], first["门牌号"], first["状态"]) == ("2026-10-05", "27", "已通过")
    assert (first["W1 地面干净"], first["W2 垃圾入桶"]) == ("不合格", "合格")
    assert "W1 门口有垃圾" in first["说明"]
    assert len(lines) == 4


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_exported_checks_come_back_without_a_change(app, home, language):
    reader = make_user(home.community, "admin")
    reader.language = language
    db.session.commit()
    data = Browser(app, reader).get("/admin/export/checks.xlsx").data
    assert fates(take(home.community, data, "checks")) == {"unchanged": 4}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_exported_deeds_come_back_without_a_change(app, home, language):
    reader = make_user(home.community, "admin")
    reader.language = language
    db.session.commit()
    data = Browser(app, reader).get("/admin/export/deeds.csv").data
    days = [f"{day}" for (day,) in db.session.query(Deed.day).filter_by(community_id=home.community.id)]
    assert fates(take(home.community, data, "deeds", reader)) == {"unchanged": len(days)}
    assert [row[0] for row in read(Browser(app, reader).get("/admin/export/deeds.csv"))[1:]] == sorted(days)
    assert days


def test_nothing_of_another_community_is_in_a_file(app, home):
    with clock.at(TODAY):
        foreign = make_neighbourhood("别的社区")
    browser = Browser(app, make_user(home.community, "admin"))
    marks = [foreign.check.uuid, foreign.household.code, foreign.inspector.username]
    for what in ("roster", "people", "checks", "deeds", "ledger"):
        text = browser.get(f"/admin/export/{what}.csv").data.decode("utf-8-sig")
        assert [mark for mark in marks if mark in text] == []
    assert len(read(browser.get("/admin/export/roster.csv"))) == 5


@pytest.mark.parametrize("role", ["inspector", "staff"])
def test_others_get_no_files(app, home, role):
    browser = Browser(app, make_user(home.community, role))
    for place in ("/admin/export/", "/oversight/export/", "/admin/export/roster.csv", "/oversight/export/ledger.xlsx"):
        assert browser.get(place).status_code == 403
