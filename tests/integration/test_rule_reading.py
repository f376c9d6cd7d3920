"""Every shipped rule book is read back in sentences of both languages; what differs is told sentence by sentence."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from tests.factories.rule_texts import changed_text
from webapp.rule_reading import Mark, Said, changes, read_back
from webapp.rulebooks import SHIPPED, default_text, load_rule_book, shipped_text


@pytest.fixture
def reading(app):
    with app.test_request_context(), force_locale("zh_CN"):
        yield


def sentences(name: str) -> list[str]:
    return [said for part in read_back(load_rule_book(shipped_text(name))) for said in part.sentences]


@pytest.mark.parametrize("name", SHIPPED)
def test_sentences_are_whole_in_both_languages(app, name):
    for locale, end in (("zh_CN", "。"), ("en", ".")):
        with app.test_request_context(), force_locale(locale):
            found = sentences(name)
        assert len(found) > 5
        assert all(said.endswith(end) for said in found)
        assert not any("%(" in said or "%%" in said for said in found)
    assert not any("\u4e00" <= sign <= "\u9fff" for said in found for sign in said)


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lishuwan", "个人的分归到家庭：每个成员的分加起来；分记在家庭账上；基础分和最低分算家庭的。"),
        ("lishuwan", "志愿服务：一小时3分，零头不算，最少3分；一天最多12分，一个月最多30分，一年最多200分；归在服务。"),
        ("lishuwan", "乱倒垃圾：扣5到20分；这个月和以后3个月不能兑换。"),
        ("lishuwan", "夜间噪音：半年里依次提醒、警告。"),
        ("lishuwan", "每年大家的加分合起来最多2000分；超出的，大家按比例少加。"),
        ("lishuwan", "只在这些日子：月底倒数第3天到月底最后一天、15日。"),
        ("jinhu", "认领微心愿：5分；一个月最多算2次，一年最多算12次；由社区来记，住户不能自己报。"),
        ("qianfen", "门前，门前干净：轻微扣20分、一般扣50分、严重扣100分。"),
        ("qianfen", "门前，不占路：不合格扣50分。"),
        ("yuanming", "每个月表彰总分最高的25%，零头不算；至少要15分；最后一名并列的都算。"),
    ],
)
def test_a_rule_is_said_as_people_would(name, said):
    assert said in sentences(name)


@pytest.mark.usefixtures("reading")
def test_what_took_the_place_of_something_stands_beside_it():
    found = changes(load_rule_book(default_text()), load_rule_book(changed_text(bonus_cap=9, commendation={"top": 3})))
    said = {change.title: change.said for change in found}
    assert said["怎么记分"] == (
        Said(Mark.WAS, "所有加分合起来一个月最多10分。"),
        Said(Mark.BECOMES, "所有加分合起来一个月最多9分。"),
    )
    assert said["表彰和评级"][1] == Said(Mark.BECOMES, "每个月表彰总分最高的3个；最后一名并列的都算。")
    assert list(said) == ["怎么记分", "表彰和评级"]


@pytest.mark.usefixtures("reading")
def test_the_same_rules_have_no_changes():
    assert changes(load_rule_book(default_text()), load_rule_book(changed_text())) == []


@pytest.mark.usefixtures("reading")
def test_what_is_no_longer_credited_is_gone_and_no_other_deed_stands_in_its_place():
    before = load_rule_book(default_text())
    deeds = [{"code": "snow", "label": {"zh": "扫雪", "en": "Clearing snow"}, "points": 2}]
    [change] = changes(before, load_rule_book(changed_text(deeds=deeds)))
    assert [said.mark for said in change.said] == [Mark.GONE] * len(before.deeds) + [Mark.NEW]
    assert change.said[-1].text.startswith("扫雪：")
