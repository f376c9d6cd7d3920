"""What holds under every shipped rule book, whatever happens."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.unit.domain.given import post
from tests.unit.domain.happenings import Happened, happenings
from webapp.domain.ledger.posting import Entry, reversal
from webapp.domain.ledger.replay import replay
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.carried import Carried
from webapp.domain.scoring.evaluation import Before, earned_by, evaluate
from webapp.domain.scoring.explanation import Node, explain_score
from webapp.domain.scoring.score import AccountScore
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

BOOKS = {name: load_rule_book(shipped_text(name)) for name in SHIPPED}
of_every_book = pytest.mark.parametrize("name", SHIPPED)
some_times = settings(max_examples=12, deadline=None)
RANDOM = some.randoms(use_true_random=False)


def scores(book: RuleBook, happened: Happened) -> list[AccountScore]:
    return [score for month in replay(book, happened.subjects, happened.months) for score in month.scores.values()]


@of_every_book
@some_times
@given(data=some.data(), random=RANDOM)
def test_order_of_events_does_not_matter(name, data, random):
    happened = data.draw(happenings(BOOKS[name]))
    shuffled = [
        (month, {account: _shuffled(each, random) for account, each in events.items()})
        for month, events in happened.months
    ]
    before = list(replay(BOOKS[name], happened.subjects, happened.months))
    assert list(replay(BOOKS[name], happened.subjects, shuffled)) == before


def _shuffled(events, random):
    return replace(
        events,
        observations=tuple(random.sample(events.observations, len(events.observations))),
        claims=tuple(random.sample(events.claims, len(events.claims))),
    )


@of_every_book
@some_times
@given(data=some.data())
def test_lines_add_up_and_stand_once_in_a_tree_that_adds_up(name, data):
    book, happened = BOOKS[name], data.draw(happenings(BOOKS[name]))
    for score in scores(book, happened):
        assert sum(line.amount for line in score.lines) == score.total == score.base + score.bonus
        tree = explain_score(book, score)
        assert tree.amount == score.total
        assert Counter(node.line for node in _nodes(tree) if node.line) == Counter(score.lines)
        for node in _nodes(tree):
            assert node.amount == (node.line.amount if node.line else sum(child.amount for child in node.children))


def _nodes(node: Node) -> list[Node]:
    return [node, *(below for child in node.children for below in _nodes(child))]


@of_every_book
@some_times
@given(data=some.data())
def test_month_by_month_with_what_was_stored_between_is_the_replay(name, data):
    book, happened = BOOKS[name], data.draw(happenings(BOOKS[name]))
    stored, earned = "{}", dict[str, int]()
    for (month, events), whole in zip(happened.months, replay(book, happened.subjects, happened.months), strict=True):
        carried = {int(account): Carried.from_data(each) for account, each in json.loads(stored).items()}
        spent = sum(earned.get(each, 0) for each in book.budget.per.through(month)) if book.budget else 0
        scores_now = evaluate(book, month, happened.subjects, events, Before(carried, spent))
        assert scores_now == whole.scores
        stored = json.dumps({account: score.carried.as_data() for account, score in scores_now.items()})
        earned[month] = sum(sum(earned_by(score).values()) for score in scores_now.values())


@of_every_book
@some_times
@given(data=some.data())
def test_entries_add_up_to_the_balances_and_their_reversal_cancels_them(name, data):
    happened = data.draw(happenings(BOOKS[name]))
    so_far: list[Entry] = []
    for month in replay(BOOKS[name], happened.subjects, happened.months):
        so_far += month.entries
        assert _nonzero(month.balances) == _nonzero(_summed(so_far))
        posted = post(month.entries)
        cancelling = reversal(posted)
        assert _nonzero(_summed([*month.entries, *cancelling])) == {}
        assert reversal(post(cancelling, posted)) == ()


def _summed(entries: list[Entry]) -> Counter:
    found = Counter[tuple[int, str]]()
    for entry in entries:
        found[entry.account, entry.bucket] += entry.amount
    return found


def _nonzero(balances) -> dict:
    return {key: points for key, points in balances.items() if points}


@of_every_book
@some_times
@given(data=some.data(), points=some.integers(1, 60), spent=some.integers(0, 60))
def test_budget_cuts_the_excess_and_nobody_more_than_was_earned(name, data, points, spent):
    book, happened = BOOKS[name], data.draw(happenings(BOOKS[name]))
    small = replace(book, budget=replace(BOOKS["kuangshan"].budget, points=points))
    month, events = happened.months[0]
    free = evaluate(replace(book, budget=None), month, happened.subjects, events, Before())
    kept = evaluate(small, month, happened.subjects, events, Before(spent=spent))
    earned = {account: earned_by(score) for account, score in free.items()}
    total = sum(sum(each.values()) for each in earned.values())
    cuts = {account: _cuts_of_budget(score) for account, score in kept.items()}
    assert sum(sum(each.values()) for each in cuts.values()) == max(total - max(points - spent, 0), 0)
    for account, by_bucket in cuts.items():
        assert all(cut <= earned[account][bucket] for bucket, cut in by_bucket.items())


def _cuts_of_budget(score: AccountScore) -> Counter:
    return Counter({line.bucket: -line.amount for line in score.lines if line.code == "budget"})
