"""The seal shows whose phone an entry comes from, and can't be made without that phone's token."""

import pytest

from sync.seal import is_sealed, seal
from tests.contract.vectors import vectors
from webapp.passwords import token_digest

SEALS = vectors("seals")


@pytest.mark.parametrize("case", SEALS)
def test_seal_is_the_one_that_the_phone_makes(case):
    assert token_digest(case["token"]) == case["token_hash"]
    assert seal(case["token_hash"], case["digest"]) == case["seal"]


def test_any_token_of_the_phone_tells_its_seals_and_no_other_does():
    one, other = SEALS[0], SEALS[3]
    assert is_sealed(one["seal"], one["digest"], [other["token_hash"], one["token_hash"]])
    assert not is_sealed(one["seal"], one["digest"], [other["token_hash"]])
    assert not is_sealed(one["seal"], other["digest"], [one["token_hash"]])
    assert not is_sealed(one["seal"], one["digest"], [])


@pytest.mark.parametrize("claimed", ["", "0" * 64, "é", "\ufffd"])
def test_any_text_may_be_claimed_as_a_seal(claimed):
    assert not is_sealed(claimed, SEALS[0]["digest"], [SEALS[0]["token_hash"]])
