"""The document that a publication should be: made anew from scores, with the names that hang on the board."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from webapp.domain.months.publication import Heading, Row, publish
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.score import AccountScore

# Since when there were roots, or adjustments, documents have them.
ADDED_LATER = ("adjusted",)
# Verified by themselves.
TAKEN = ("root", "previous_root", "rulings")


def made_anew(
    kept: Mapping[str, Any], book: RuleBook, scores: Mapping[int, AccountScore], ranked: Collection[int]
) -> dict[str, Any]:
    """As `kept` should read; `ranked` are the accounts that can be commended.

    Lanes, numbers and names are taken from it: people move and are forgotten, scores stay.
    """
    document = publish(_heading(kept), book, _rows(kept, scores, ranked))
    names = {row["account"]: row for lane in kept["lanes"] for row in lane["rows"]}
    for lane in document["lanes"]:
        lane["rows"] = [_named(row, names[row["account"]]) for row in lane["rows"]]
    document["commended"] = [
        {"lane": lane["name"], "number": row["number"], "name": row["name"]}
        for lane in document["lanes"]
        for row in lane["rows"]
        if row["commended"]
    ]
    return document | {name: kept[name] for name in TAKEN if name in kept}


def _heading(kept: Mapping[str, Any]) -> Heading:
    return Heading(
        community=kept["community"],
        month=kept["month"],
        number=kept["number"],
        rule_version=kept["rule_version"],
        published_on=dt.date.fromisoformat(kept["published_on"]),
        open_until=dt.date.fromisoformat(kept["open_until"]),
    )


def _rows(kept: Mapping[str, Any], scores: Mapping[int, AccountScore], ranked: Collection[int]) -> Iterator[Row]:
    for position, lane in enumerate(kept["lanes"]):
        for row in lane["rows"]:
            account = row["account"]
            if account in scores:
                yield Row(account, lane["name"], position, row["number"], "", scores[account], account in ranked)


def _named(row: dict[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    left_out = [name for name in ADDED_LATER if name not in kept]
    return {name: value for name, value in row.items() if name not in left_out} | {"name": kept["name"]}
