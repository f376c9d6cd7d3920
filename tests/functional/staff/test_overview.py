"""The figures of the latest months, worked out by hand, and their files."""

from __future__ import annotations

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from tests.factories.browsers import Browser
from tests.factories.checks import approve
from tests.factories.communities import make_community
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Grid
from webapp.operations.review_check import Change, Decision, review_check


@pytest.fixture
def approved(office):
    """27 has a fault, which counts; 31's is amended away; 29 waits."""
    first, _, third = office.checks
    approve(office.staff, first)
    changes = (Change("O1", "third_party"),)
    decision = Decision("amend", "complete", text="是工地的", changes=changes)
    assert review_check(office.staff, third.uuid, decision).refusal is None
    return office


def rows(desk: Browser, code: str) -> list[list[str]]:
    answer = desk.get(f"/staff/overview/{code}.csv")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))


def test_coverage_counts_approved_checks_and_their_courtyards(desk, approved):
    assert rows(desk, "coverage") == [
        ["月份", "参加的院落", "查到的院落", "没有查到", "检查次数"],
        ["2026年10月", "3", "2", "1", "2"],
    ]


def test_faults_count_as_they_were_approved(desk, approved):
    header, october = rows(desk, "items")
    assert dict(zip(header, october, strict=True)) | {"地面干净": "1"} == dict(zip(header, october, strict=True))
    assert sum(int(cell) for cell in october[1:]) == 1
    assert [sum(int(cell) for cell in row[1:]) for row in rows(desk, "grids")[1:]] == [1]


def test_the_page_has_a_table_for_every_chart_and_says_what_is_still_empty(desk, approved):
    page = desk.get("/staff/overview/").text
    drawn = re.findall(r'data-chart="(table-\w+)"', page)
    assert drawn
    assert all(f'<table id="{name}">' in page for name in drawn)
    assert "还没有公示过" in page
    assert "还没有数字" in page


def test_nothing_at_all_is_an_empty_page_with_a_way_on(app, today):
    page = Browser(app, make_user(make_community("新社区"), "staff")).get("/staff/overview/").text
    assert page.count("还没有数字") == 6


@pytest.mark.parametrize("address", ["none.csv", "items.exe", "items.", "../items.csv"])
def test_what_is_no_table_is_not_there(desk, office, address):
    assert desk.get(f"/staff/overview/{address}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_grid_called_like_a_formula_is_none_in_a_file(desk, approved, form):
    db.session.query(Grid).update({"name": "=HYPERLINK(1)"})
    db.session.commit()
    if form == "csv":
        assert rows(desk, "grids")[0][1].startswith("'")
    else:
        sheet = load_workbook(io.BytesIO(desk.get("/staff/overview/grids.xlsx").data)).active
        assert (sheet.cell(1, 2).data_type, str(sheet.cell(1, 2).value)[-13:]) == ("s", "=HYPERLINK(1)")


def test_oversight_reads_the_same_and_nobody_reads_another_community_s(app, desk, approved):
    overseer = Browser(app, make_user(approved.community, "oversight"))
    assert overseer.get("/oversight/overview/items.csv").data == desk.get("/staff/overview/items.csv").data
    stranger = Browser(app, make_user(make_community("别的社区"), "staff"))
    assert len(rows(stranger, "coverage")) == 1
