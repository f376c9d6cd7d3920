"""A PNG is kept with nothing but its picture."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from tests.factories.pictures import SECRET, make_signature
from webapp.domain.evidence.bare_png import HEAD, bare_png

WHOLE = make_signature()


def test_picture_is_the_same_and_the_comment_is_gone():
    bare = bare_png(WHOLE + b"PK\x03\x04 something behind it")
    assert bare is not None
    assert SECRET not in bare
    pictures = [Image.open(io.BytesIO(data)).convert("RGB").tobytes() for data in (WHOLE, bare)]
    assert pictures[0] == pictures[1]


@given(some.integers(0, len(WHOLE) - 1))
def test_what_breaks_off_is_none(end):
    assert bare_png(WHOLE[:end]) is None


@given(some.binary(max_size=200))
def test_any_bytes_are_answered(data):
    assert bare_png(HEAD + data) is None or (HEAD + data).find(b"IEND") > 0
