"""Days, months, yes and no as people and spreadsheets write them."""

from __future__ import annotations

import datetime as dt

import pytest

from webapp.domain.imports.cells import CellWrong, read_day, read_month, read_yes

DAYS = ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "２０２６－０３－０１", "20260301", "46082", "2026年3月"]
MONTHS = ["2026-03", "2026/3", "2026.3", "2026年3月", "２０２６．０３", "202603", "2026-03-15", "46090"]


@pytest.mark.parametrize("text", [*DAYS, "2026-03-01 00:00:00", " 2026 - 3 - 1\u3000"])
def test_day_is_read_however_it_is_written(text):
    assert read_day(text) == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    "text", ["去年", "2026-13-01", "2026-02-30", "1", "99999999", "0026-03-01", "2026-03-01 09:30:00"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(CellWrong, match="no_"):
        read_day(text)


@pytest.mark.parametrize("text", MONTHS)
def test_month_is_read_however_it_is_written(text):
    assert read_month(text) == "2026-03"


def test_number_that_lost_its_zero_is_not_guessed():
    with pytest.raises(CellWrong, match="month_unclear"):
        read_month("2026.1")
    assert read_month("2026.10") == "2026-10"
    assert read_month("2026.01") == "2026-01"


@pytest.mark.parametrize("text", ["2026-13", "2026.0", "三月", "12"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(CellWrong, match="no_month"):
        read_month(text)


def test_yes_and_no():
    assert [read_yes(text) for text in ("是", "√", "Ｙ", "中共党员", "1")] == [True] * 5
    assert [read_yes(text) for text in ("否", "no", "群众", "×", "-")] == [False] * 5
    assert read_yes(" ") is read_day("") is read_month("") is None
    with pytest.raises(CellWrong, match="no_yes"):
        read_yes("也许")
