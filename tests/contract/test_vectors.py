"""The small vectors: digests, days, ids, replays, states, metadata."""

import pytest

from sync.clock import community_day, month_of, week_bounds
from sync.delta import apply_delta
from sync.digest import digest_text
from sync.replay import decide
from sync.states import TRANSITIONS, State, state_after
from sync.tus_headers import PhotoNamed, parse_metadata
from sync.uuid7 import Uuid7, next_uuid7
from tests.contract.vectors import named, vectors


@pytest.mark.parametrize("case", vectors("digests"), ids=lambda case: ascii(case["text"]))
def test_a_text_has_the_digest_that_the_phone_gives_it(case):
    assert digest_text(case["text"]) == case["sha256"]


@pytest.mark.parametrize("case", vectors("days"), ids=lambda case: f"{case['zone']} {case['time']}")
def test_a_moment_belongs_to_the_community_s_day_week_and_month(case):
    day = community_day(case["time"], case["zone"])

    assert day.isoformat() == case["day"]
    assert month_of(day) == case["month"]
    assert [bound.isoformat() for bound in week_bounds(day)] == [case["week_start"], case["week_end"]]


@pytest.mark.parametrize("case", **named(vectors("uuid7")))
def test_ids_are_those_of_the_phone_and_sort_as_they_were_made(case):
    made: list[Uuid7] = []
    for step in case["steps"]:
        made.append(next_uuid7(made[-1] if made else None, step["now"], bytes.fromhex(step["random"])))

    texts = [one.text for one in made]
    assert texts == [step["text"] for step in case["steps"]]
    assert texts == sorted(set(texts))


def test_a_counter_that_is_full_borrows_from_the_next_millisecond():
    full = Uuid7("", 1795427100000, 4095)

    following = next_uuid7(full, 1795427100000, bytes(10))

    assert following.text == "01a207cb-6561-7000-8000-000000000000"


@pytest.mark.parametrize("case", **named(vectors("replay")))
def test_each_arrival_under_one_id_has_its_outcome(case):
    known: list[str] = []
    for arrival in case["arrivals"]:
        assert decide(arrival["digest"], known) == arrival["outcome"]
        if arrival["digest"] not in known:
            known.append(arrival["digest"])


def test_states_have_the_same_names_on_both_ends():
    assert [state.value for state in State] == vectors("states")["states"]
    assert set(TRANSITIONS) == set(State)


@pytest.mark.parametrize("move", vectors("states")["moves"], ids=lambda move: f"{move['current']}-{move['told']}")
def test_a_check_shows_the_state_that_follows(move):
    assert state_after(State(move["current"]), State(move["told"])) == move["shown"]


@pytest.mark.parametrize("case", **named(vectors("deltas")))
def test_a_delta_makes_the_snapshot_of_now_or_fits_nowhere(case):
    assert apply_delta(case["kept"], case["delta"]) == case["want"]


@pytest.mark.parametrize("case", vectors("tus"), ids=lambda case: case["type"])
def test_metadata_of_the_phone_is_read(case):
    assert parse_metadata(case["header"]) == PhotoNamed(case["sha256"], case["type"])
