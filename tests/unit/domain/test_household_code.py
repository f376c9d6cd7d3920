"""Codes on paper, typed by people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from webapp.domain.household_code import ALPHABET, make_code, normalise


@given(some.binary(min_size=8, max_size=16))
def test_code_has_eight_signs_without_look_alikes_and_is_its_own_normal_form(random_bytes):
    code = make_code(random_bytes)
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert normalise(code) == code


def test_each_sign_is_equally_likely():
    signs = [make_code(bytes([byte]) * 8)[0] for byte in range(256)]
    assert {sign: signs.count(sign) for sign in ALPHABET} == dict.fromkeys(ALPHABET, 8)


def test_too_few_random_bytes_are_refused():
    with pytest.raises(ValueError, match="8 random bytes"):
        make_code(b"1234567")


@pytest.mark.parametrize(
    "typed", ["k7pm2qx0", "K7PM-2QXO", " K7PM 2QX0 ", "Ｋ７ＰＭ２ＱＸ０", "k7pm2qxo", "K7PM\u30002QX0"]
)
def test_code_is_understood_however_it_is_typed(typed):
    assert normalise(typed) == "K7PM2QX0"


def test_letters_that_look_like_ones_are_read_as_ones():
    assert normalise("iIlL") == "1111"
