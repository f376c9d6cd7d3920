"""Names as others may see them."""

from __future__ import annotations

import pytest

from webapp.domain.names import mask_name, surname


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
