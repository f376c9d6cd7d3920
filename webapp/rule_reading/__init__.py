"""A rule book read back in plain sentences, in the reader's language, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from flask_babel import gettext as _

from webapp.domain.rule_book import RuleBook
from webapp.rule_reading.events import breaches, deeds, escalations
from webapp.rule_reading.exchange import buckets, budget, exchange
from webapp.rule_reading.frame import frame, honours
from webapp.rule_reading.walk import walk


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences under one heading; never without any."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that was or is said."""

    was: bool
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one part no longer says (`was`) and what it says instead or besides, in the order of the part."""

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
    """As many sentences that took the place of as many stand in pairs. What stands elsewhere is both gone and come:
    order can matter, as of levels.
    """
    for step, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone = [Said(True, text) for text in old[first:last]]
        come = [Said(False, text) for text in new[new_first:new_last]]
        if step == "equal":
            continue
        pairs = zip(gone, come, strict=True) if len(gone) == len(come) else [(*gone, *come)]
        yield from chain.from_iterable(pairs)


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
