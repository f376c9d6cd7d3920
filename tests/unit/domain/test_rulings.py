"""What rulings change in the evidence, the chain of an objection's steps, and what a correction posts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from webapp.domain.ledger.chain import chain
from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import GENESIS, corrected, reversal, standing
from webapp.domain.months.objection_chain import About, Link, seal, verify_links
from webapp.domain.months.root import publication_root, rulings_leaf
from webapp.domain.months.rulings import CHECK, DEED, FINDING, Decided, Effect, Rulings, effects_text, read_effects
from webapp.domain.scoring.chains import CheckRecord
from webapp.domain.scoring.observation import DeedClaim, ItemResult, Observation, Result
from webapp.domain.scoring.score import score_month
from webapp.rulebooks import default_text, load_rule_book

DAY = dt.date(2026, 10, 5)
AT = dt.datetime(2026, 10, 5, 2, tzinfo=dt.UTC)
RULES = load_rule_book(default_text())


def decided(*effects: Effect, objection: int = 1, step: str = "answer", outcome: str = "upheld") -> Decided:
    return Decided(objection, step, outcome, effects)


def record(check: str, *faults: str, day: int = 5) -> CheckRecord:
    results = tuple(ItemResult(item, Result.FAULT) for item in faults)
    when = AT.replace(day=day)
    return CheckRecord(check, None, "approved", "whole", "2026-10", when.date(), when, results)


def test_finding_set_aside_costs_nothing_and_restores_nothing():
    rulings = Rulings.of([decided(Effect(FINDING, "b", "W1"))])
    ruled = rulings.on_checks([record("a", "W1"), record("b", "W1", "O1", day=7)])
    assert [said.result for said in ruled[1].results] == [Result.SET_ASIDE, Result.FAULT]
    seen = [Observation(each.id, each.month, each.day, each.at, each.judged, each.results) for each in ruled]
    score = score_month(RULES, "2026-10", seen, ())
    assert score.total == 8, "the other W1 was not put right by a finding that says nothing"
    assert score_month(RULES, "2026-10", seen[1:], ()).total == 9


def test_returned_check_no_longer_speaks():
    [ruled] = Rulings.of([decided(Effect(CHECK, "a"))]).on_checks([record("a", "W1")])
    assert ruled.state == "returned"


def test_deed_is_taken_out_accepted_or_given_other_points():
    claims = [DeedClaim(str(key), "volunteering", DAY, 1) for key in (1, 2, 3)]
    rulings = Rulings.of([decided(Effect(DEED, "1", out=True), Effect(DEED, "2", points=3), Effect(DEED, "4"))])
    assert [(claim.id, claim.points) for claim in rulings.on_deeds(claims)] == [("2", 3), ("3", 1)]
    assert rulings.accepted == [2, 4]


def test_final_answer_takes_the_first_one_s_place_unless_it_rejects_the_appeal():
    first = decided(Effect(CHECK, "a"), outcome="adjusted")
    final = decided(Effect(CHECK, "b"), step="final")
    rejected = decided(step="final", outcome="rejected")
    assert Rulings.of([first, final]).checks == {"b"}
    assert Rulings.of([first, rejected]).checks == {"a"}
    assert Rulings.of([decided(outcome="rejected"), rejected]) == Rulings()


def test_of_two_rulings_on_one_deed_the_later_counts():
    one, other = decided(Effect(DEED, "1", out=True)), decided(Effect(DEED, "1", points=2), objection=2)
    assert Rulings.of([one, other]).deeds["1"].points == 2
    later = decided(Effect(DEED, "1", points=3), step="final")
    assert Rulings.of([one, other, later]).deeds["1"].points == 3


def test_effects_are_one_text_whatever_their_order():
    effects = (Effect(FINDING, "a", "W1"), Effect(CHECK, "b"), Effect(DEED, "1", points=2), Effect(DEED, "2", out=True))
    assert effects_text(effects) == effects_text(reversed(effects))
    assert set(read_effects(effects_text(effects))) == set(effects)
    assert read_effects("") == ()


ABOUT = About(7, 1, "2026-10", "finding", "W1", ("a", "b"), 0, False)


def links(count: int = 3) -> list[Link]:
    made, previous = [], GENESIS
    for place in range(1, count + 1):
        link = seal(
            previous, Link(place, 1, place, ABOUT, "answer", "upheld", "看不清", "[]", "2026-10", 4, 1000 + place)
        )
        made.append(link)
        previous = link.digest
    return made


def test_chain_holds_and_every_field_is_sealed():
    assert verify_links(links()) is None
    changes = {
        "objection": 2,
        "number": 9,
        "about": replace(ABOUT, sources=("ab",)),
        "step": "final",
        "outcome": "rejected",
        "text": "看得清",
        "effects": "[1]",
        "placed_in": "2026-11",
        "maker": 5,
        "at": 1,
    }
    for name, value in changes.items():
        chained = links()
        chained[1] = replace(chained[1], **{name: value})
        broken = verify_links(chained)
        assert broken is not None, name
        assert (broken.sequence, broken.reason) == (2, "digest_differs"), name


def test_missing_or_foreign_link_is_found():
    chained = links()
    assert verify_links(chained[1:]).reason == "sequence_differs"
    assert verify_links([chained[0], replace(chained[1], previous_digest="f" * 64)]).reason == "previous_differs"


def test_root_of_a_correction_stands_for_the_rulings_it_took_up():
    accounts = ["1" * 64, "2" * 64]
    plain = publication_root(GENESIS, accounts)
    roots = {publication_root(GENESIS, accounts, rulings_leaf(count, head)) for count in (1, 2) for head in ("a", "b")}
    assert len(roots | {plain}) == 5


def test_correction_reverses_and_rewrites_the_accounts_that_change_and_no_others():
    def entry(account: int, amount: int) -> Entry:
        return Entry(account, "points", "2026-10", "base", "base", amount, "", 1)

    first = chain(GENESIS, 1, entry(1, 10), publication=1, maker=1, made_at=1)
    second = chain(first.digest, 2, entry(2, 10), publication=1, maker=1, made_at=1)
    due = [entry(1, 9), entry(2, 10)]
    posted = corrected([first, second], due)
    assert [(each.account, each.kind, each.amount) for each in posted] == [(1, "reversal", -10), (1, "base", 9)]
    third = chain(second.digest, 3, posted[0], publication=2, maker=1, made_at=2)
    fourth = chain(third.digest, 4, posted[1], publication=2, maker=1, made_at=2)
    everything = [first, second, third, fourth]
    assert corrected(everything, due) == ()
    assert standing(everything) == (second, fourth)
    assert len(reversal(everything)) == 2
