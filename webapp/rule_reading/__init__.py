"""A rule book read back in plain sentences, in the reader's language, part by part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.rule_reading.events import breaches, deeds, escalations
from webapp.rule_reading.exchange import buckets, budget, exchange
from webapp.rule_reading.frame import frame, honours
from webapp.rule_reading.walk import walk


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences under one heading; never without any."""

    title: str
    sentences: tuple[str, ...]


NAMED = re.compile(r"[^：:]+[：:]")
ALIKE = 0.5


class Mark(StrEnum):
    """What became of a sentence."""

    WAS = "was"  # and the next one is what it became
    BECOMES = "becomes"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that is said no longer, or from now on."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one part no longer says, each followed by what it says of the same instead, and then what is new in it."""

    title: str
    said: tuple[Said, ...]


def read_back(book: RuleBook) -> list[Part]:
    """The whole rule book; parts of which it says nothing are left out."""
    found = ((title, tuple(say(book))) for title, say in _parts())
    return [Part(title, sentences) for title, sentences in found if sentences]


def changes(before: RuleBook, after: RuleBook) -> list[Change]:
    """The parts in which the two do not say the same."""
    told = [(title, tuple(say(before)), tuple(say(after))) for title, say in _parts()]
    return [Change(title, tuple(_differences(old, new))) for title, old, new in told if old != new]


def _differences(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Said]:
    """What stands elsewhere is both gone and come: order can matter, as of levels."""
    gone, come = list[str](), list[str]()
    for step, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step != "equal":
            gone += old[first:last]
            come += new[new_first:new_last]
    for text in gone:
        same = next((each for each in come if _is_of_the_same(text, each)), None)
        if same is None:
            yield Said(Mark.GONE, text)
            continue
        come.remove(same)
        yield from (Said(Mark.WAS, text), Said(Mark.BECOMES, same))
    yield from (Said(Mark.NEW, text) for text in come)


def _is_of_the_same(one: str, other: str) -> bool:
    """Whether both say something of one thing: named before a colon, else by being much alike."""
    about = [NAMED.match(text) for text in (one, other)]
    if about[0] and about[1]:
        return about[0][0] == about[1][0]
    return not any(about) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _parts() -> list[tuple[str, Callable[[RuleBook], Iterator[str]]]]:
    return [
        (_("怎么记分"), frame),
        (_("检查什么"), walk),
        (_("加分"), deeds),
        (_("扣分"), breaches),
        (_("先提醒"), escalations),
        (_("积分放在哪里"), buckets),
        (_("表彰和评级"), honours),
        (_("兑换"), exchange),
        (_("预算"), budget),
    ]
