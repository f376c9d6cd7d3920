"""What guessing a password from a stolen database costs."""

from __future__ import annotations

from argon2 import Type

from tests.cheap_hashes import PROGRAMS_OWN


def test_a_hash_costs_what_owasp_asks_for():
    assert PROGRAMS_OWN.type is Type.ID
    assert (PROGRAMS_OWN.memory_cost, PROGRAMS_OWN.time_cost, PROGRAMS_OWN.parallelism) == (19 * 1024, 2, 1)
    assert PROGRAMS_OWN.hash("246813").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
