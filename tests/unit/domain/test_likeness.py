"""Prints that are near are found by their quarters."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.evidence.likeness import apart, bands, near_bands

PRINT = st.integers(0, 2**64 - 1)


def digits(bits: int) -> str:
    return f"{bits:016x}"


@given(bits=PRINT, flipped=st.sets(st.integers(0, 63), max_size=7))
def test_a_print_seven_bits_away_is_always_found(bits, flipped):
    other = bits
    for place in flipped:
        other ^= 1 << place
    assert apart(digits(bits), digits(other)) == len(flipped)
    assert near_bands(digits(bits)) & set(bands(digits(other)))


@given(bits=PRINT)
def test_quarters_differ_by_their_places_and_each_has_sixteen_neighbours(bits):
    assert len(set(bands(digits(bits)))) == 4
    assert len(near_bands(digits(bits))) == 4 * 17
