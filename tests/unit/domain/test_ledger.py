"""The ledger: entries, reversal and the chain."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.unit.domain.given import MONTH, RULES, check, deed, post
from webapp.domain.ledger.posting import GENESIS, Break, Entry, chain, entries_for, reversal, verify_chain
from webapp.domain.scoring.score import score_month

OCTOBER = (27, "points", MONTH, 4)


def october_entries():
    deeds = [deed(f"x{day}", day, 3, "activity") for day in (2, 9, 16, 23)]
    checks = [check("c05", 5, W1="fault", W2="fixed"), check("c12", 12)]
    return entries_for(
        score_month(RULES, MONTH, checks, deeds), account=27, month=MONTH, rule_version=4, bucket="points"
    )


ENTRIES = some.lists(
    some.builds(
        Entry,
        account=some.integers(1, 3),
        bucket=some.just("points"),
        month=some.sampled_from(("2026-09", "2026-10")),
        kind=some.sampled_from(("base", "deduction", "bonus")),
        code=some.sampled_from(("base", "W1", "activity")),
        amount=some.integers(-20, 20),
        source=some.text("0123456789abcdef", max_size=4),
        rule_version=some.integers(1, 2),
    ),
    min_size=1,
    max_size=8,
)


def test_each_line_that_moves_points_is_one_entry():
    """10 − 1 + 3 + 3 + 3 + 3 − 2 (cap) = 19; what was put right on the spot moves nothing."""
    entries = october_entries()
    assert [(each.kind, each.code, each.amount, each.source) for each in entries] == [
        ("base", "base", 10, ""),
        ("deduction", "W1", -1, "c05"),
        ("bonus", "activity", 3, "x2"),
        ("bonus", "activity", 3, "x9"),
        ("bonus", "activity", 3, "x16"),
        ("bonus", "activity", 3, "x23"),
        ("cap", "bonus_cap", -2, "x23"),
    ]
    assert {(each.account, each.month, each.rule_version, each.bucket) for each in entries} == {
        (27, MONTH, 4, "points")
    }


def test_reversal_of_a_posted_month_leaves_nothing_and_names_what_it_cancels():
    posted = post(october_entries())
    cancelling = reversal(posted)
    assert [each.source for each in cancelling] == [each.digest for each in posted]
    assert sum(each.amount for each in [*october_entries(), *cancelling]) == 0


def test_reversing_twice_cancels_only_what_still_stands():
    first = post(october_entries())
    reversed_once = post(reversal(first), first)
    assert reversal(reversed_once) == ()
    rewritten = post(october_entries()[:2], reversed_once)
    assert [each.amount for each in reversal(rewritten)] == [-10, 1]


def test_empty_ledger_holds():
    assert verify_chain([]) is None


def test_digest_of_a_known_entry_never_changes():
    """Were the text under the digest to change, every ledger already written would break."""
    (posting,) = post([Entry(27, "points", "2026-10", "base", "base", 10, "", 1)])
    places = f"64:{GENESIS} 1:1 2:27 6:points 7:2026-10 4:base 4:base 2:10 0: 1:1 1:1 1:4 13:1795427100000"
    assert posting.digest == hashlib.sha256(places.replace(" ", "\n").encode()).hexdigest()


@given(ENTRIES)
def test_chain_holds_as_it_was_posted(entries):
    assert verify_chain(post(entries)) is None


@given(ENTRIES, some.data())
def test_changed_entry_is_found_at_its_place(entries, data):
    postings = post(entries)
    at = data.draw(some.integers(0, len(postings) - 1))
    changed = dataclasses.replace(postings[at].entry, amount=postings[at].entry.amount + 1)
    postings[at] = dataclasses.replace(postings[at], entry=changed)
    assert verify_chain(postings) == Break(at + 1, "digest_differs")


@given(ENTRIES, some.data())
def test_entry_changed_with_its_digest_made_anew_is_found_at_the_next(entries, data):
    postings = post([*entries, entries[0]])
    at = data.draw(some.integers(0, len(postings) - 2))
    changed = dataclasses.replace(postings[at].entry, amount=postings[at].entry.amount + 1)
    previous = postings[at].previous_digest
    postings[at] = chain(previous, at + 1, changed, publication=1, maker=4, made_at=1_795_427_100_000)
    assert verify_chain(postings) == Break(at + 2, "previous_differs")


@given(ENTRIES, some.data())
def test_missing_entry_is_found_at_its_place(entries, data):
    postings = post([*entries, entries[0]])
    at = data.draw(some.integers(0, len(postings) - 2))
    del postings[at]
    assert verify_chain(postings) == Break(at + 1, "sequence_differs")


@pytest.mark.parametrize(("field", "value"), [("publication", 2), ("maker", 5), ("made_at", 0)])
def test_who_when_and_by_which_publication_are_under_the_digest(field, value):
    (posting,) = post(october_entries()[:1])
    assert verify_chain([dataclasses.replace(posting, **{field: value})]) == Break(1, "digest_differs")


@given(ENTRIES)
def test_reversal_cancels_whatever_was_posted(entries):
    sums: Counter[tuple[int, str]] = Counter()
    for entry in [*entries, *reversal(post(entries))]:
        sums[entry.account, entry.month] += entry.amount
    assert set(sums.values()) <= {0}
