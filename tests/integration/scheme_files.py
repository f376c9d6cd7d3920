"""A shipped scheme's example as the files that somebody would import: roster, people, checks and deeds."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tests.unit.domain.scheme import CLEAN, Row, Scheme, read_scheme, rows
from webapp.domain.rules.values import Chosen
from webapp.domain.scoring.observation import DeedClaim

COMPOUND, LANE = "例小区", "例巷"
INSPECTOR = "甲"
Days = tuple[dt.date, dt.date]  # the first and the last


class SchemeFiles:
    """`name_of` is what the imported account is called: a door number, an address, a person's or a team's name."""

    def __init__(self, name: str) -> None:
        self.scheme = within_the_rules(read_scheme(name))
        self.events = rows(name, "events.csv")
        self.roster = {row["key"]: row for row in rows(name, "roster.csv")}
        self.kinds = {row["kind"] for row in self.roster.values()}
        book = self.scheme.book
        self._checks = [row for row in self.events if book.rule_of(row["what"]) is None]

    @property
    def inspectors(self) -> list[str]:
        return sorted({row["by"] or INSPECTOR for row in self._checks})

    def name_of(self, key: str) -> str:
        row = self.roster[key]
        return {"courtyard": key.upper(), "household": f"{key}号房"}.get(row["kind"], row["name"])

    def roster_file(self) -> str:
        """A line for each courtyard, and for each person of a family; a family of nobody has its own name's."""
        return _text([*self._yards(), *self._families()])

    def _yards(self) -> Iterator[Row]:
        for key in self._of("courtyard"):
            yield {
                "巷": self.roster[key]["group"] or LANE,
                "门牌号": self.name_of(key),
                "户主": self.roster[key]["name"],
                "参加月份": next(self.scheme.months()),
            }

    def _families(self) -> Iterator[Row]:
        for key in self._of("household"):
            people = [row["name"] for row in self.roster.values() if row["parent"] == key]
            team = self.roster.get(self.roster[key]["parent"], {}).get("name", "")
            for person in people or [self.roster[key]["name"]]:
                yield self._where(key) | {"户主": (people or [person])[0], "姓名": person, "队伍": team}

    def people_file(self) -> str:
        """A line for each person; a team without people is told of by whoever answers for it."""
        lines = []
        for key in self._of("person"):
            row = self.roster[key]
            parent = self.roster.get(row["parent"], {})
            team = parent["name"] if parent.get("kind") == "team" else ""
            lines.append({"姓名": row["name"], "支部": row["group"], "队伍": team})
        led = {row["parent"] for row in self.roster.values()}
        for key in self._of("team"):
            if key not in led:
                lines.append({"姓名": f"{self.roster[key]['name']}联系人", **self._where(key)})
        return _text(lines)

    def checks_file(self, days: Days) -> str:
        found: dict[tuple[str, str, str], Row] = {}
        for row in self._checks:
            if not _within(row["day"], days):
                continue
            by = row["by"] or INSPECTOR
            line = found.setdefault(
                (row["day"], row["key"], by), {"日期": row["day"], "巡查员": by, **self._where(row["key"])}
            )
            if self.scheme.book.obstacle(row["what"]):
                line["没查全的原因"] = row["what"]
            elif row["what"] != CLEAN:
                line[row["what"]] = f"{row['result'] or 'fault'} {self._grade(row)}".strip()
        return _text(found.values())

    def deeds_file(self, days: Days) -> str:
        return _text(
            self._where(key)
            | {"日期": f"{claim.day}", "事项": claim.kind, "分或数量": _figure(claim), "说明": claim.text}
            for key, claims in self.scheme.claims.items()
            for claim in claims
            if days[0] <= claim.day <= days[1]
        )

    def _grade(self, row: Row) -> str:
        """How bad, or how many; of more pieces than count nobody can tell."""
        item = self.scheme.book.item(row["what"])
        assert item is not None
        return str(min(int(row["figure"]), item.count.most)) if item.count and row["figure"] else row["figure"]

    def _of(self, kind: str) -> list[str]:
        return [key for key, row in self.roster.items() if row["kind"] == kind]

    def _where(self, key: str) -> Row:
        row, name = self.roster[key], self.name_of(key)
        return {
            "courtyard": {"门牌号": name},
            "household": {"小区": row["group"] or COMPOUND, "楼栋单元": name},
            "person": {"姓名": name},
            "team": {"支部": row["group"], "队伍": name},
        }[row["kind"]]


def within_the_rules(scheme: Scheme) -> Scheme:
    """Points beyond a rule's range are cut by the rules; here whoever records them has to keep to it."""
    claims = {key: tuple(_kept_to(scheme, claim) for claim in claims) for key, claims in scheme.claims.items()}
    return replace(scheme, claims=claims)


def _kept_to(scheme: Scheme, claim: DeedClaim) -> DeedClaim:
    rule = scheme.book.rule_of(claim.kind)
    assert rule is not None
    value = rule.value
    return replace(claim, points=min(claim.points, value.most)) if isinstance(value, Chosen) else claim


def _figure(claim: DeedClaim) -> str:
    if claim.judged:
        return "、".join(str(each) for each in claim.judged)
    return str(claim.quantity or claim.points or "")


def _within(day: str, days: Days) -> bool:
    return days[0] <= dt.date.fromisoformat(day) <= days[1]


def _text(lines: Iterable[Row]) -> str:
    """CSV with all columns that any line has; "" without a line."""
    found = list(lines)
    file = io.StringIO()
    writer = csv.DictWriter(file, list(dict.fromkeys(name for line in found for name in line)))
    writer.writeheader()
    writer.writerows(found)
    return file.getvalue() if found else ""
