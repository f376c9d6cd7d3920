"""Which check of a chain of replacements speaks for it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from tests.unit.domain.given import october, record
from webapp.domain.scoring.chains import Ambiguous, resolve


def chosen(*checks) -> list[str]:
    return [each.check_id for each in resolve(checks).observations]


def test_check_that_nothing_replaces_speaks_for_itself():
    assert chosen(record("a", 5), record("b", 12)) == ["a", "b"]


def test_replaced_check_is_counted_once_through_its_successor():
    assert chosen(record("a", 5, W1="fault"), record("b", 5, replaces="a")) == ["b"]


def test_redo_in_november_of_a_returned_check_of_october_counts_in_october_on_its_own_day():
    (seen,) = resolve([record("a", 30, "returned", W1="fault"), record("b", 33, replaces="a")]).observations
    assert (seen.check_id, seen.month, seen.day, seen.results) == ("b", "2026-10", october(33), ())


def test_returned_check_never_counts():
    assert chosen(record("a", 5, "returned")) == []
    assert chosen(record("a", 5), record("b", 5, "returned", replaces="a")) == ["a"]


def test_check_not_yet_decided_does_not_count_and_leaves_the_approved_one_before_it():
    assert chosen(record("a", 5, "complete")) == []
    assert chosen(record("a", 5), record("b", 6, "received", replaces="a")) == ["a"]


def test_withdrawn_check_takes_the_whole_chain_out():
    assert chosen(record("a", 5, W1="fault"), record("b", 5, judged="withdrawn", replaces="a")) == []


def test_withdrawal_that_is_not_approved_leaves_the_chain_as_it_was():
    assert chosen(record("a", 5), record("b", 5, "complete", "withdrawn", replaces="a")) == ["a"]


def test_longer_chain_counts_through_its_last_approved_member():
    chain = [record("a", 5), record("b", 5, "returned", replaces="a"), record("c", 6, replaces="b")]
    assert chosen(*chain, record("d", 7, "complete", replaces="c")) == ["c"]


def test_two_approved_successors_are_left_to_staff():
    found = resolve([record("a", 5), record("b", 6, replaces="a"), record("c", 7, replaces="a")])
    assert found.observations == ()
    assert found.ambiguous == (Ambiguous("a", "2026-10", ("b", "c")),)


def test_returning_one_of_two_successors_chooses_the_other():
    assert chosen(record("a", 5), record("b", 6, "returned", replaces="a"), record("c", 7, replaces="a")) == ["c"]


def test_check_whose_predecessor_never_came_begins_the_chain():
    (seen,) = resolve([record("b", 33, replaces="a")]).observations
    assert (seen.check_id, seen.month) == ("b", "2026-11")


def test_ring_of_replacements_is_left_to_staff():
    found = resolve([record("a", 5, replaces="b"), record("b", 6, replaces="a"), record("c", 7)])
    assert [each.check_id for each in found.observations] == ["c"]
    assert [each.candidates for each in found.ambiguous] == [("a", "b")]


RECORDS = some.lists(
    some.tuples(
        some.integers(1, 31),
        some.sampled_from(("received", "complete", "approved", "returned")),
        some.sampled_from(("whole", "lane", "withdrawn")),
        some.none() | some.integers(0, 7),
    ),
    max_size=8,
).map(
    lambda rows: [
        record(str(at), day, state, judged, None if replaces is None else str(replaces))
        for at, (day, state, judged, replaces) in enumerate(rows)
    ]
)


@given(RECORDS, some.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(records, random):
    before = resolve(records)
    random.shuffle(records)
    assert resolve(records) == before


@given(RECORDS)
def test_only_approved_checks_that_are_not_withdrawn_count_and_each_once(records):
    good = {each.id for each in records if each.state == "approved" and each.judged != "withdrawn"}
    counted = [each.check_id for each in resolve(records).observations]
    assert len(set(counted)) == len(counted)
    assert set(counted) <= good
