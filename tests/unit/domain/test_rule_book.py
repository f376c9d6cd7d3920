"""The shipped rule book is what the scheme says; a wrong one names line, field and remedy."""

from __future__ import annotations

import pytest
import yaml

from tests.unit.domain.given import RULES
from tests.unit.domain.small_book import LABEL, small_book
from webapp.domain.rules.document import RuleBookError
from webapp.domain.rules.ratings import Commendation
from webapp.domain.rules.reading import read_rule_book
from webapp.rulebooks import default_text, load_rule_book


def changed(**fields) -> dict:
    return yaml.safe_load(default_text()) | fields


def test_shipped_rule_book_is_worth_twenty_points_in_ten_items():
    assert (RULES.base, RULES.item_cost, RULES.bonus_cap, RULES.full) == (10, 1, 10, 20)
    assert [item.code for item in RULES.items] == ["W1", "W2", "W3", "W4", "G1", "G2", "O1", "O2", "O3", "O4"]
    assert (RULES.restore_days, RULES.publication_days, RULES.objection_days) == (3, 5, 5)
    assert RULES.commendation == Commendation(top=5, minimum=18)


def test_gate_and_inside_items_can_not_be_judged_from_the_lane():
    assert [item.code for item in RULES.items if not item.from_lane] == ["W1", "O3"]


def test_plants_rest_in_winter_and_snow_is_spoken_of_only_then():
    plants, snow = RULES.item("G1"), RULES.item("W3")
    assert [month for month in range(1, 13) if not plants.in_season(month)] == [1, 2, 12]
    spoken = [month for month in range(1, 13) if "积雪未扫" in [each.zh for each in snow.phrases_in(month)]]
    assert spoken == [1, 2, 3, 11, 12]
    assert all(item.phrases_in(7) for item in RULES.items)


def test_each_deed_has_its_points():
    assert [(deed.code, deed.least, deed.most) for deed in RULES.deeds] == [
        ("volunteering", 1, 1),
        ("suggestion", 1, 1),
        ("activity", 1, 3),
    ]


def test_residents_claim_what_the_rule_book_lets_them_and_by_default_all_but_confirmed_help():
    def claimed(**fields) -> list[str]:
        deeds = [{"code": code, "label": LABEL, "points": 1, "cap": {"month": 5}} for code in ("help", "wish", "other")]
        book = small_book(deeds=[deed | fields.get(deed["code"], {}) for deed in deeds], help_deed="help")
        return [deed.code for deed in book.deeds if book.is_claimable(deed)]

    assert [deed for deed in RULES.deeds if not RULES.is_claimable(deed)] == []
    assert claimed() == ["other"]
    assert claimed(help={"claimable": True}, other={"claimable": False}) == ["help"]
    assert claimed(wish={"claimable": True}, other={"claimable": True}) == ["wish", "other"]


def test_parts_are_found_by_code_and_labels_by_language():
    assert RULES.obstacle("locked").judged == "lane"
    assert RULES.obstacle("snow").judged == "weather"
    assert RULES.deed("suggestion").label.text("en") == "Accepted suggestion"
    assert RULES.return_reason("photo_unclear").label.text("zh_CN") == "照片看不清"
    assert RULES.group("G").label.text("en_GB") == "Greenery"
    assert RULES.item("Z9") is None


@pytest.mark.parametrize(
    ("data", "field", "problem"),
    [
        (None, "rule book", "not_a_mapping"),
        (changed(bonus_cap=None), "deeds[0].points", "awards_without_end"),
        (changed(bonus_cap="ten"), "bonus_cap", "not_a_cap"),
        (changed(bonus_cap=True), "bonus_cap", "not_an_integer"),
        (changed(title=None), "title", "missing"),
        (changed(restore_days=-1), "restore_days", "not_an_integer"),
        (changed(bonus=10), "bonus", "misspelt_field"),
        (changed(title={"zh": "三包", "en": ""}), "title.en", "not_a_text"),
        (changed(items="none"), "items", "not_a_list"),
        (changed(items=None), "groups[0].code", "unused"),
        (changed(deeds="none"), "deeds", "not_a_list"),
        (changed(groups=[{"code": "W", "label": {"zh": "卫生", "en": "Hygiene"}}]), "items[4].group", "not_one_of"),
        (changed(base={"full": 9, "item_cost": 1}), "base.full", "costs_exceed_base"),
        (
            changed(obstacles=[{"code": "fog", "judged": "sky", "label": {"zh": "雾", "en": "Fog"}}]),
            "obstacles[0].judged",
            "not_one_of",
        ),
        (
            changed(return_reasons=[{"code": "other", "label": {"zh": "其他", "en": "Other"}}] * 2),
            "return_reasons[1].code",
            "repeated",
        ),
        (
            changed(deeds=[{"code": "x", "label": {"zh": "甲", "en": "A"}, "points": {"least": 3, "most": 1}}]),
            "deeds[0].points.most",
            "not_an_integer",
        ),
    ],
)
def test_wrong_rule_book_names_the_field_and_the_problem(data, field, problem):
    with pytest.raises(RuleBookError) as raised:
        read_rule_book(data)
    assert (raised.value.field, raised.value.problem) == (field, problem)


def test_error_in_a_text_names_its_line():
    lines = default_text().splitlines()
    at = lines.index("    from_lane: false")
    lines[at] = "    from_lane: maybe"
    with pytest.raises(RuleBookError, match=rf"^line {at + 1}: items\[0\].from_lane: write true or false$"):
        load_rule_book("\n".join(lines))


def test_unknown_field_is_named_where_it_stands():
    text = default_text() + "\nblacklist: true\n"
    with pytest.raises(RuleBookError, match=rf"^line {text.count(chr(10))}: blacklist: there is no such field"):
        load_rule_book(text)


def test_missing_field_is_named_at_what_should_hold_it():
    lines = default_text().splitlines()
    lines.remove("    group: G")
    with pytest.raises(RuleBookError, match=rf"^line {lines.index('  - code: G1') + 1}: items\[4\].group: this field"):
        load_rule_book("\n".join(lines))


@pytest.mark.parametrize(
    "text", ["", "title: [", "just words", "a: &a [*a]", "? [1, 2]\n: 3", "\x00", "title: 一\n\ttab: x"]
)
def test_text_that_is_no_rule_book_gives_an_error_with_a_line(text):
    with pytest.raises(RuleBookError) as raised:
        load_rule_book(text)
    assert raised.value.line >= 1


def test_field_written_twice_is_refused():
    text = default_text() + "\nbonus_cap: 3\n"
    with pytest.raises(RuleBookError, match="bonus_cap: bonus_cap stands here twice"):
        load_rule_book(text)
