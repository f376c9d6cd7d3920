"""Everything that can be wrong in a rule book is found, named by its field and told in both languages."""

from __future__ import annotations

import pytest

from tests.unit.domain.small_book import DEED, LABEL, breach, bucket, document
from webapp.domain.rules.document import RuleBookError
from webapp.domain.rules.problems import PROBLEMS
from webapp.domain.rules.reading import read_rule_book
from webapp.rulebooks import load_rule_book

NAMED = {"code": "x", "label": LABEL}
ITEM = {"code": "A", "group": "x", "short": LABEL, "sentence": LABEL, "fault": LABEL, "from_lane": True}
SEVERITY = [NAMED | {"cost": 2}, {"code": "y", "label": LABEL, "cost": 1}]
COUNT = {"label": LABEL, "cost": 1, "most": 3}


def deed(**fields) -> dict:
    return document(deeds=[DEED | fields])


def levels(*each: dict) -> dict:
    found = [{"code": f"l{at}", "label": LABEL} | one for at, one in enumerate(each)]
    return document(ratings=[NAMED | {"levels": found}])


def items(full: int = 10, **fields) -> dict:
    return document(subject="courtyard", base={"full": full, "item_cost": 1}, groups=[NAMED], items=[ITEM | fields])


WRONG = [
    (None, "rule book", "not_a_mapping"),
    (document(deeds=["help"]), "deeds[0]", "not_a_mapping"),
    (document(settlement=3), "settlement", "not_a_mapping"),
    (document(bonus_cap="ten"), "bonus_cap", "not_a_cap"),
    (document(bonus=10), "bonus", "misspelt_field"),
    (document(zebra=10), "zebra", "unknown_field"),
    (deed(cap={"week": 3}), "deeds[0].cap.week", "unknown_field"),
    (deed(times={"event": 1}), "deeds[0].times.event", "unknown_field"),
    (document(categories=[NAMED | {"times": {"month": 1}}]), "categories[0].times", "unknown_field"),
    (document(title=None), "title", "missing"),
    (document(deeds=[{"code": "help", "label": LABEL}]), "deeds[0].points", "missing"),
    (document(settlement={"months": 24}), "settlement.start", "missing"),
    (document(deeds=[DEED, DEED]), "deeds[1].code", "repeated"),
    (document(breaches=[breach("help")]), "breaches[0].code", "repeated"),
    (levels({"from": 5}, {"from": 3, "code": "l0"}), "ratings[0].levels[1].code", "repeated"),
    (document(deeds=DEED), "deeds", "not_a_list"),
    (items(severity=SEVERITY[:1]), "items[0].severity", "not_a_list"),
    (document(title={"zh": "", "en": "x"}), "title.zh", "not_a_text"),
    (document(title={"zh": "分" * 201, "en": "x"}), "title.zh", "not_a_text"),
    (deed(points=-1), "deeds[0].points", "not_an_integer"),
    (deed(points=1.5), "deeds[0].points", "not_a_mapping"),
    (deed(points={"least": 5, "most": 3}), "deeds[0].points.most", "not_an_integer"),
    (document(exchange={"windows": [{"first": 9, "last": 3}]}), "exchange.windows[0].last", "out_of_order"),
    (document(exchange={"windows": [{"first": -3, "last": 3}]}), "exchange.windows[0].last", "out_of_order"),
    (document(exchange={"windows": [{"first": 0, "last": 3}]}), "exchange.windows[0].first", "not_an_integer"),
    (levels({"percent": 101}), "ratings[0].levels[0].percent", "not_an_integer"),
    (document(veto="no"), "veto", "not_yes_or_no"),
    (deed(claimable="staff"), "deeds[0].claimable", "not_yes_or_no"),
    (document(breaches=[breach("b", claimable=True)]), "breaches[0].claimable", "unknown_field"),
    (levels({"otherwise": "yes"}), "ratings[0].levels[0].otherwise", "not_yes_or_no"),
    (document(subject="village"), "subject", "not_one_of"),
    (document(settlement="week"), "settlement", "not_one_of"),
    (deed(category="x"), "deeds[0].category", "nothing_to_name"),
    (deed(category="y") | {"categories": [NAMED]}, "deeds[0].category", "not_one_of"),
    (deed(bucket="x"), "deeds[0].bucket", "not_one_of"),
    (document(breaches=[breach("b", escalation="x")]), "breaches[0].escalation", "nothing_to_name"),
    (document(breaches=[breach("b", zero="x")]), "breaches[0].zero", "not_one_of"),
    (document(exchange={"who": "x"}), "exchange.who", "not_one_of"),
    (document(exchange={"who": "everybody", "levels": ["x"]}), "exchange.levels[0]", "nothing_to_name"),
    (
        document(buckets=[bucket("a", match={"with": "a", "give": 1, "take": 1}), bucket("b")]),
        "buckets[0].match.with",
        "not_one_of",
    ),
    (
        document(buckets=[bucket("a", match={"with": "b", "give": 1, "take": 1}), bucket("b", spendable=False)]),
        "buckets[0].match.with",
        "nothing_to_name",
    ),
    (document(settlement={"months": 24, "start": "2026-13"}), "settlement.start", "not_a_month"),
    (deed(points={"unit": LABEL}), "deeds[0].points", "one_of_these_fields"),
    (deed(points={"each": 1, "per_hour": 1}), "deeds[0].points", "one_of_these_fields"),
    (levels({"top": 1, "from": 5}), "ratings[0].levels[0]", "one_of_these_fields"),
    (levels({"otherwise": False}), "ratings[0].levels[0]", "one_of_these_fields"),
    (items(severity=SEVERITY, count=COUNT), "items[0].count", "not_both"),
    (items(cost=2, count=COUNT), "items[0].count", "not_both"),
    (items(cost=2, severity=SEVERITY), "items[0].severity", "not_both"),
    (items(cost=-1), "items[0].cost", "not_an_integer"),
    (items(cost=11), "base.full", "costs_exceed_base"),
    (document(commendation={"minimum": 3}), "commendation", "one_of_these_fields"),
    (document(commendation={"top": 1, "percent": 10}), "commendation", "one_of_these_fields"),
    (deed(points={"each": 1, "unit": {"zh": "个", "en": "x" * 25}}), "deeds[0].points.unit.en", "not_a_text"),
    (
        deed(points={"unit": LABEL, "bands": [{"from": 5, "points": 1}, {"from": 5, "points": 2}]}),
        "deeds[0].points.bands[1].from",
        "out_of_order",
    ),
    (levels({"from": 5}, {"from": 9}), "ratings[0].levels[1].from", "best_first"),
    (levels({"top": 5}, {"top": 3}), "ratings[0].levels[1].top", "best_first"),
    (levels({"otherwise": True}, {"from": 9}), "ratings[0].levels[1].from", "best_first"),
    (items(severity=SEVERITY), "items[0].severity[1].cost", "least_first"),
    (items(full=0), "base.full", "costs_exceed_base"),
    (items(full=2, count=COUNT), "base.full", "costs_exceed_base"),
    (deed(points=5, cap={"day": 3}), "deeds[0].cap.day", "never_whole"),
    (levels({"from": 1001}), "ratings[0].levels[0].from", "never_reached"),
    (document(commendation={"top": 1, "minimum": 1001}), "commendation.minimum", "never_reached"),
    (deed(cap={"day": 9, "month": 5}), "deeds[0].cap.day", "shorter_exceeds_longer"),
    (deed(cap=None), "deeds[0].points", "awards_without_end"),
    (deed(cap={"event": 5}), "deeds[0].points", "awards_without_end"),
    (deed(cap=None, category="x") | {"categories": [NAMED]}, "deeds[0].points", "awards_without_end"),
    (document(breaches=[breach("b", veto=True)]), "breaches[0].veto", "veto_is_off"),
    (document(groups=[NAMED]), "groups[0].code", "unused"),
    (document(escalations=[{"code": "x", "steps": [NAMED]}]), "escalations[0].code", "unused"),
    (document(veto=True), "veto", "unused"),
    (document(exchange={"who": "everybody"}, buckets=[bucket("a", spendable=False)]), "exchange", "not_spendable"),
    (document(exchange={}), "exchange.who", "needs_commendation"),
    (document(deeds=[]), "items", "nothing_to_score"),
    (document(items=[ITEM], groups=[NAMED], base={"full": 10}), "subject", "walks_are_of_courtyards"),
    (document(judges=2), "judges", "needs_items"),
    (document(roll_up={"to": "courtyard"}), "roll_up.to", "wrong_subject"),
    (document(subject="team", roll_up={"to": "household"}), "roll_up.to", "wrong_subject"),
    (document(settlement="quarter", buckets=[bucket("a", clears="month")]), "buckets[0].clears", "clears_unsettled"),
    (
        document(settlement="quarter", buckets=[bucket("a", clears={"months": 12, "start": "2026-02"})]),
        "buckets[0].clears",
        "clears_unsettled",
    ),
    (document(roll_up={"to": "team", "keeps": "member", "base": "parent"}), "roll_up.base", "no_base_of_parent"),
]


@pytest.mark.parametrize(("data", "field", "problem"), WRONG)
def test_wrong_rule_book_is_refused_by_field_and_problem_in_both_languages(data, field, problem):
    with pytest.raises(RuleBookError) as raised:
        read_rule_book(data)
    assert (raised.value.field, raised.value.problem) == (field, problem)
    chinese, english = raised.value.message("zh_CN"), raised.value.message("en")
    assert english.isascii()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
    assert "{" not in chinese + english


def test_all_that_is_wrong_is_told_at_once_part_by_part_and_member_by_member():
    wrong = document(title=None, bonus=3, deeds=[DEED | {"points": -1}, DEED | {"code": ""}], judges=0)
    with pytest.raises(RuleBookError) as raised:
        read_rule_book(wrong)
    found = [each.field for each in (raised.value, *raised.value.others)]
    assert sorted(found) == ["bonus", "deeds[0].points", "deeds[1].code", "judges", "title"]


def test_contradictions_are_told_together():
    with pytest.raises(RuleBookError) as raised:
        read_rule_book(document(deeds=[DEED | {"category": "x", "bucket": "y"}], exchange={}))
    found = [each.field for each in (raised.value, *raised.value.others)]
    assert found == ["deeds[0].category", "deeds[0].bucket", "exchange.who"]


def test_what_is_wrong_comes_in_the_order_of_the_text_and_with_the_line_of_its_name():
    with pytest.raises(RuleBookError) as raised:
        load_rule_book("bonus:\n  month: 3\nveto: 1\ntitle: {zh: 甲, en: A}\nfloor: low\n")
    assert [(each.line, each.field) for each in (raised.value, *raised.value.others)] == [
        (1, "bonus"),
        (3, "veto"),
        (5, "floor"),
    ]


def test_every_problem_there_is_words_for_is_found_in_some_rule_book():
    with pytest.raises(RuleBookError) as raised:
        load_rule_book("title: [")
    assert {problem for _, _, problem in WRONG} | {raised.value.problem} == set(PROBLEMS)
