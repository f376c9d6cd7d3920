"""Comparing what is kept with what the evidence gives: pure functions that name every difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from webapp.domain.ledger.entry import Entry
from webapp.domain.scoring.line import Line
from webapp.domain.scoring.score import AccountScore


class Part(StrEnum):
    """What does not agree with what it rests on."""

    RULES = "rules"
    CHAIN = "chain"
    PUBLICATION = "publication"
    ROOT = "root"
    LEAF = "leaf"
    SCORE = "score"
    LINE = "line"
    DOCUMENT = "document"
    ENTRY = "entry"
    SPENDING = "spending"
    TEXT = "text"
    CHECK = "check"
    DEED = "deed"
    DECISION = "decision"
    PHOTO = "photo"
    OBJECTION = "objection"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` names the field, item, sequence or id in question; an empty `expected` or `found` stands for nothing.

    `month` is "" and `account` None where it concerns no single one.
    """

    part: Part
    month: str
    account: int | None
    what: str
    expected: str
    found: str


def compare_fields(
    part: Part, month: str, account: int | None, expected: Mapping[str, Any], found: Mapping[str, Any], prefix: str = ""
) -> Iterator[Difference]:
    """One difference for each field that is not the same; a field that only one side has counts as nothing there."""
    for name in dict.fromkeys((*expected, *found)):
        one, other = expected.get(name), found.get(name)
        if one != other:
            yield Difference(part, month, account, prefix + name, shown(one), shown(other))


def shown(value: Any) -> str:
    return "" if value is None else str(value)


def compare_scores(
    month: str, expected: Mapping[int, AccountScore], kept: Mapping[int, AccountScore]
) -> Iterator[Difference]:
    """Account by account: the figures, then the first line that differs, then what is carried on."""
    for account, score in expected.items():
        if account in kept:
            yield from _compare_score(month, account, score, kept[account])
        else:
            yield Difference(Part.SCORE, month, account, "total", str(score.total), "")
    for account in kept.keys() - expected.keys():
        yield Difference(Part.SCORE, month, account, "total", "", str(kept[account].total))


def _compare_score(month: str, account: int, expected: AccountScore, kept: AccountScore) -> Iterator[Difference]:
    yield from compare_fields(Part.SCORE, month, account, _figures(expected), _figures(kept))
    yield from _compare_lines(month, account, expected.lines, kept.lines)
    yield from compare_fields(
        Part.SCORE, month, account, expected.carried.as_data(), kept.carried.as_data(), prefix="carried."
    )


def _figures(score: AccountScore) -> dict[str, Any]:
    figures = ("assessed", "base", "bonus", "total", "vetoed")
    return {name: getattr(score, name) for name in figures}


def _compare_lines(month: str, account: int, expected: Iterable[Line], kept: Iterable[Line]) -> Iterator[Difference]:
    """The first that differs: behind a line too many all others differ as well."""
    for one, other in zip_longest(expected, kept):
        if one == other:
            continue
        if one and other and (one.kind, one.code) == (other.kind, other.code):
            yield from compare_fields(
                Part.LINE, month, account, one.as_data(), other.as_data(), prefix=f"{one.kind} {one.code} "
            )
        else:
            yield Difference(Part.LINE, month, account, "", _line(one), _line(other))
        return


def _line(line: Line | None) -> str:
    return f"{line.kind} {line.code} {line.amount:+}" if line else ""


def compare_entries(month: str, expected: Counter[Entry], found: Counter[Entry]) -> Iterator[Difference]:
    """Ledger entries, whatever their order; one with another amount is told as such."""
    missing, more = list((expected - found).elements()), list((found - expected).elements())
    for entry in missing:
        other = next((each for each in more if _names(each) == _names(entry)), None)
        if other:
            more.remove(other)
        yield Difference(Part.ENTRY, month, entry.account, _what(entry), str(entry.amount), _amount(other))
    for entry in more:
        yield Difference(Part.ENTRY, month, entry.account, _what(entry), "", str(entry.amount))


def _names(entry: Entry) -> tuple[int, str, str]:
    return entry.account, entry.kind, entry.code


def _what(entry: Entry) -> str:
    return entry.kind if entry.kind == entry.code else f"{entry.kind} {entry.code}"


def _amount(entry: Entry | None) -> str:
    return str(entry.amount) if entry else ""


def compare_documents(month: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Difference]:
    """What the board shows: the rows by account, then everything else."""
    rows, shown_rows = _rows(expected), _rows(found)
    for account in dict.fromkeys((*rows, *shown_rows)):
        yield from compare_fields(Part.DOCUMENT, month, account, rows.get(account, {}), shown_rows.get(account, {}))
    yield from compare_fields(Part.DOCUMENT, month, None, _rest(expected), _rest(found))


def _rows(document: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    return {row["account"]: row for lane in document["lanes"] for row in lane["rows"]}


def _rest(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "lanes"}
