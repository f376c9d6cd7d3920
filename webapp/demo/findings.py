"""What inspectors find wrong in the demo: items as often as in life, with phrases of the rule book and short notes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from webapp.domain.rules.book import RuleBook

WEIGHTS = {"W1": 8, "W2": 6, "W3": 4, "W4": 4, "G1": 2, "G2": 4, "O1": 8, "O2": 6, "O3": 2, "O4": 2}
NOTED = 0.45
WINTER = (12, 1, 2)
WINTRY = ("雪", "冰")
NOTES = {
    "门口有垃圾": ("大门右边，纸屑和塑料袋", "台阶下面一堆烟头"),
    "院内有垃圾": ("院角一堆旧纸箱",),
    "污水外流": ("洗菜水流到巷子里", "水从院门口流到路上"),
    "地面有污迹": ("油污，门槛外一大片",),
    "桶未盖": ("两只桶都敞着",),
    "垃圾没分类": ("厨余和瓶子混在一起",),
    "桶边有垃圾": ("桶满了，袋子放在边上",),
    "积雪未扫": ("门口到路边都没扫",),
    "门前结冰": ("水管漏水结的冰",),
    "积水未清": ("门前坑里的水",),
    "粪便未清": ("鸡从院里放出来了",),
    "小广告未清": ("门边三张", "门楼左边，贴了又贴"),
    "墙上乱画": ("小孩用粉笔画的，擦得掉",),
    "树上挂绳": ("两棵槐树之间晾被子",),
    "树上钉钉": ("钉了挂钩",),
    "花木折断": ("月季断了两枝",),
    "花池堆物": ("花池里两只纸箱",),
    "绿地有垃圾": ("草里有塑料瓶",),
    "柴草占道": ("一捆树枝，占了半条巷", "说是下周拉走"),
    "建材占道": ("修房剩的砖，两摞",),
    "杂物占道": ("旧沙发一张",),
    "车辆堵路": ("三轮车过不去",),
    "乱停电动车": ("两辆，停在台阶上",),
    "占道摆摊": ("菜摊摆到路中间",),
    "私拉电线": ("从窗户拉到车棚充电",),
    "私搭棚子": ("门边搭了塑料棚",),
    "门前乱晾晒": ("被子晾在门楼上",),
    "通道堵塞": ("旧柜子挡着消防通道",),
    "设施损坏": ("路灯罩碎了",),
}
THIRD_PARTY_NOTES = ("是施工队堆的，不是这户", "外来车辆停的，联系不上车主", "夜里有人扔的，已经报社区")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one item; `phrase` is one of the rule book's, or empty.

    `photo` is whether its photo is here, was taken and is still missing, or was never taken (none).
    """

    item: str
    result: str
    phrase: str = ""
    note: str = ""
    photo: Literal["here", "missing", "none"] = "here"


def some_items(random: Random, book: RuleBook, month_of_year: int, count: int) -> list[str]:
    """Different items that are in season."""
    left = {item.code: WEIGHTS.get(item.code, 1) for item in book.items if item.in_season(month_of_year)}
    chosen = []
    for _ in range(min(count, len(left))):
        item = random.choices(list(left), weights=list(left.values()))[0]
        chosen.append(item)
        del left[item]
    return chosen


def say(random: Random, book: RuleBook, month_of_year: int, item: str, result: str = "fault") -> Said:
    """A finding of this item with a phrase that fits the time of year, often with a note."""
    known = book.item(item)
    phrases = [each.zh for each in known.phrases_in(month_of_year)] if known else []
    if month_of_year not in WINTER:
        phrases = [each for each in phrases if not any(sign in each for sign in WINTRY)]
    phrase = random.choice(phrases) if phrases else ""
    if result == "third_party":
        return Said(item, result, phrase, random.choice(THIRD_PARTY_NOTES))
    notes = NOTES.get(phrase, ())
    return Said(item, result, phrase, random.choice(notes) if notes and random.random() < NOTED else "")
