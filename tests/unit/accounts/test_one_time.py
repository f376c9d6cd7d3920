"""One-time codes by the vectors of RFC 6238, and what is taken of them."""

from __future__ import annotations

import base64
import datetime as dt

import pytest

from webapp.one_time import RECOVERY_CODES, address_of, grouped, make_recovery_codes, make_secret, step_of, tidy

SECRET = base64.b32encode(b"12345678901234567890").decode()
# RFC 6238, appendix B, SHA-1: its codes have eight digits, of which six are the last.
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


def at(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_codes_are_those_of_the_standard(seconds, code):
    assert step_of(SECRET, code[-6:], at(seconds), after=0) == seconds // 30


@pytest.mark.parametrize(("late", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_clock_may_be_one_step_off_and_no_more(late, is_taken):
    assert (step_of(SECRET, "005924", at(1234567890 + late), after=0) is not None) == is_taken


def test_code_is_good_once_and_none_before_it_afterwards():
    used = step_of(SECRET, "050471", at(1111111111), after=0)
    assert step_of(SECRET, "050471", at(1111111111), after=used) is None
    assert step_of(SECRET, "081804", at(1111111111), after=used) is None


@pytest.mark.parametrize("typed", ["", "0", "12345678", "abcdef", "٠٥٠٤٧١", "\0", "x" * 5000])
def test_nonsense_is_no_code(typed):
    assert step_of(SECRET, typed, at(1111111109), after=0) is None


def test_code_is_read_however_it_is_typed():
    assert step_of(SECRET, " ０５０ ４７１ ", at(1111111111), after=0) is not None
    assert tidy(" abcd-efgh ＪＫＬＭ 2345") == "ABCDEFGHJKLM2345"


def test_secret_has_160_bits_and_the_address_names_whose_it_is():
    secret = make_secret()
    assert len(base64.b32decode(secret)) == 20
    assert address_of(secret, "liufang").startswith("otpauth://totp/Sanbao:liufang?secret=" + secret)


def test_recovery_codes_are_ten_different_ones_of_eighty_bits():
    codes = make_recovery_codes()
    assert len(set(codes)) == RECOVERY_CODES == 10
    assert {len(code) for code in codes} == {16}
    assert tidy(grouped(codes[0])) == codes[0]
