"""Names as others may see them."""

from __future__ import annotations

import pytest

from webapp.domain.names import NameMask, mask_name, surname


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王志远", "王**"),
        ("王远", "王**"),
        ("王", "王**"),
        ("欧阳修", "欧阳**"),
        ("司马相如", "司马**"),
        ("诸葛亮", "诸葛**"),
        ("欧阳", "欧**"),
        (" 何桂芳 ", "何**"),
        ("𠮷田", "𠮷**"),
        ("阿卜杜拉·买买提", "阿**"),
        ("John Smith", "J**"),
        ("", "**"),
    ],
)
def test_masked_name_keeps_the_surname_or_an_initial(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王志远", "王*远"),
        ("王远", "王*"),
        ("王", "王*"),
        ("欧阳修", "欧阳*"),
        ("司马相如", "司马*如"),
        ("John Smith", "J**"),
    ],
)
def test_a_mask_of_both_ends_never_shows_a_whole_name(name, masked):
    assert mask_name(name, NameMask.ENDS) == masked


def test_a_mask_of_the_number_alone_shows_nothing_of_the_name():
    assert mask_name("王志远", NameMask.NUMBER) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("何桂芳", "何"),
        ("司马光", "司马"),
        ("司光", "司"),
        ("何", "何"),
        ("John Smith", "Smith"),
        ("Madonna", "Madonna"),
        ("阿卜杜拉·买买提", "阿卜杜拉"),
        ("阿卜杜拉•买买提", "阿卜杜拉"),
        ("  ", ""),
    ],
)
def test_surname_is_what_the_phone_shows(name, expected):
    assert surname(name) == expected
