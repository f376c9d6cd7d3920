"""The codes at an activity's place: which is good when, and that none is good for anything else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.months.sign_in_code import SLOT, end_of_slot, paper_code, screen_code, wrong_with

KEY, OF = b"k" * 32, "activity:1:2:2026-11-23"
NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
NEARLY = SLOT - dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("shown", "read", "wrong"),
    [
        (NOW, NOW, None),
        (NOW, NOW + NEARLY, None),
        (NOW, NOW + SLOT + NEARLY, None),
        (NOW, NOW + 2 * SLOT, "too_old"),
        (NOW + NEARLY, NOW + 2 * SLOT, "too_old"),
        (NOW + SLOT, NOW + NEARLY, None),
        (NOW + 2 * SLOT, NOW + NEARLY, "too_old"),
    ],
)
def test_code_on_the_screen_is_good_for_its_slot_and_one_more(shown, read, wrong):
    assert wrong_with(KEY, OF, screen_code(KEY, OF, shown), read, on_paper=False) == wrong


def test_code_on_paper_is_good_only_where_it_is_in_use():
    code = paper_code(KEY, OF)
    assert [wrong_with(KEY, OF, code, NOW, on_paper=used) for used in (True, False)] == [None, "paper_stopped"]


@pytest.mark.parametrize("other", ["activity:1:3:2026-11-23", "activity:2:2:2026-11-23", "activity:1:2:2026-11-24"])
def test_code_of_something_else_is_no_code(other):
    for code in (screen_code(KEY, other, NOW), paper_code(KEY, other), screen_code(b"x" * 32, OF, NOW)):
        assert wrong_with(KEY, OF, code, NOW, on_paper=True) == "bad_code"


def test_no_slot_can_be_written_beside_the_digest_of_another():
    slot, digest = screen_code(KEY, OF, NOW).split("-")
    later = f"{int(slot, 16) + 1:x}-{digest}"
    assert wrong_with(KEY, OF, later, NOW + SLOT, on_paper=True) == "bad_code"


@given(st.text(max_size=60))
def test_any_other_text_is_no_code(text):
    assert wrong_with(KEY, OF, text, NOW, on_paper=True) == "bad_code"


def test_screen_changes_at_the_end_of_its_slot():
    end = end_of_slot(NOW + NEARLY)
    assert end == NOW + SLOT
    assert screen_code(KEY, OF, NOW) != screen_code(KEY, OF, end)
