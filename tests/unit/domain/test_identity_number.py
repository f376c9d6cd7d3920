"""Identity-card numbers are found by header and by value, and nothing of them is left."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.imports.identity_number import (
    BLANKED,
    holds_identity_number,
    is_identity_header,
    without_identity_numbers,
)
from webapp.domain.imports.table import Row, Table

NUMBER = "999999199001011234"  # made up: there is no such district
WRITTEN = (
    NUMBER,
    "99999919900101123X",
    "99999919900101123x",
    "９９９９９９１９９００１０１１２３４",
    "999999 19900101 1234",
    "999999-19900101-1234",
    f"证件{NUMBER}，女",
    "999999900101123",
    "9.99999199001011E+17",
    "999999199001011000",
)
OTHERS = ("", "何桂芳", "27", "13800000000", "2026-03-01", "999999199013011234", "999999199002301234", "1" * 30)


@pytest.mark.parametrize("text", WRITTEN)
def test_number_is_found_however_it_is_written(text):
    assert holds_identity_number(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_none_is_left(text):
    assert not holds_identity_number(text)


def test_headers_say_it_themselves():
    assert all(map(is_identity_header, ("身份证号", "身份证 号码", "ID Card No.", "证件号码（必填）", "公民身份号码")))
    assert not any(map(is_identity_header, ("姓名", "门牌号", "编号", "identity")))


def table(headers: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table(headers, ("",) * len(headers), tuple(Row(at, cells) for at, cells in enumerate(rows, 2)))


def test_column_goes_by_its_header_or_by_half_of_its_values():
    rows = (("何", "没有", "x", NUMBER), ("李", "", NUMBER, ""), ("王", "", "z", ""), ("周", "", "y", ""))
    found = without_identity_numbers(table(("姓名", "身份证号", "备注", "号"), *rows))
    assert found.refused == ("身份证号", "号")
    assert [row.cells for row in found.rows] == [
        ("何", "", "x", ""),
        ("李", "", BLANKED, ""),
        ("王", "", "z", ""),
        ("周", "", "y", ""),
    ]


def test_table_without_rows_has_nothing_to_blank():
    assert without_identity_numbers(table(("姓名", "身份证号"))).refused == ("身份证号",)


@given(
    st.integers(100_000, 999_999),
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.integers(0, 999),
    st.sampled_from("0123456789Xx*"),
    st.text(st.characters(exclude_categories=("Nd", "Nl", "No", "Cs")), max_size=5),
)
def test_every_number_with_a_date_is_found_among_words(district, born, order, sign, words):
    assert holds_identity_number(f"{words}{district}{born:%Y%m%d}{order:03d}{sign}")
