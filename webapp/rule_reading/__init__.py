"""A rule book read back in plain sentences, in the reader's language, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

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
class Change:
    """What one part no longer says, and what it says instead or besides."""

    title: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def read_back(book: RuleBook) -> list[Part]:
    """The whole rule book; parts of which it says nothing are left out."""
    found = ((title, tuple(say(book))) for title, say in _parts())
    return [Part(title, sentences) for title, sentences in found if sentences]


def changes(before: RuleBook, after: RuleBook) -> list[Change]:
    """The parts in which the two do not say the same."""
    told = [(title, tuple(say(before)), tuple(say(after))) for title, say in _parts()]
    return [Change(title, *_differences(old, new)) for title, old, new in told if old != new]


def _differences(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands elsewhere is both gone and come: order can matter, as of levels."""
    steps = [step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"]
    gone = tuple(text for _tag, first, last, _first, _last in steps for text in old[first:last])
    return gone, tuple(text for _tag, _first, _last, first, last in steps for text in new[first:last])


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
