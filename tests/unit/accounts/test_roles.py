"""Which roles one person may have together."""

from __future__ import annotations

from itertools import combinations

import pytest

from webapp.domain.roles import ROLES, refuse_roles


@pytest.mark.parametrize("roles", [{"inspector"}, {"staff", "admin"}, {"inspector", "staff", "admin"}, {"oversight"}])
def test_roles_that_go_together(roles):
    assert refuse_roles(roles) is None


def test_whoever_watches_is_none_of_those_who_are_watched():
    refused = {pair: refuse_roles(pair) for pair in combinations(ROLES, 2)}
    assert {pair: why for pair, why in refused.items() if why} == {
        ("staff", "oversight"): "oversight_and_staff",
        ("oversight", "admin"): "oversight_and_admin",
    }


@pytest.mark.parametrize("roles", [[], ["mayor"], ["staff", "mayor"]])
def test_a_user_has_roles_that_there_are(roles):
    assert refuse_roles(roles) == "no_role"
