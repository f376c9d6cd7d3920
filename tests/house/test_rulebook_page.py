"""docs/rulebook.md tells every field and every choice of the rule book, no other, and what it shows is true."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from tests.house.reading import noted_while_reading
from tests.unit.domain.scheme import read_scheme
from webapp.domain.line import Kind
from webapp.domain.observation import DeedClaim
from webapp.domain.rule_book_reading import FIELDS
from webapp.domain.scoring import score_month
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rulebook.md").read_text(encoding="utf-8")
FENCED = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
QUOTED = re.compile(r"`([^`]+)`")


def first_cells(head: str) -> set[str]:
    """What is quoted in the first column of the tables that begin with `head`."""
    found, inside = set(), False
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        inside = line.startswith("|") and (inside or cells[1] == head)
        if inside:
            found |= set(QUOTED.findall(cells[1]))
    return found


def test_page_has_every_field_that_is_read_and_no_other(monkeypatch):
    known = {name for fields in noted_while_reading(monkeypatch).fields for name in fields}
    told = {field.split(".")[-1] for field in first_cells("field")}
    assert set(FIELDS) < known
    assert told - known == set()
    assert known - told == {"zh", "en", "code", "label"} - told


def test_page_names_every_choice(monkeypatch):
    choices = {str(choice) for known in noted_while_reading(monkeypatch).choices for choice in known}
    assert choices - set(QUOTED.findall(FENCED.sub("", PAGE))) == set()


def test_page_tells_every_kind_of_line():
    assert first_cells("line") == {str(kind) for kind in Kind}


def test_page_lists_every_shipped_scheme():
    assert first_cells("name") == set(SHIPPED)


def test_first_example_of_the_page_comes_to_what_it_says():
    book = load_rule_book(FENCED.findall(PAGE)[0])
    done = [("service", 3, 90), ("service", 4, 300), ("suggestion", 5, None), ("suggestion", 6, None)]
    done += [("clutter", 7, None), ("clutter", 8, None)]
    claims = [DeedClaim(f"d{day}", kind, dt.date(2026, 10, day), quantity=minutes) for kind, day, minutes in done]
    assert score_month(book, "2026-10", [], claims).total == 3 + 8 + 2 - 3
    assert book.exchange.rate.fen_of(10) == 100


def test_every_rule_book_of_the_page_can_be_read_and_the_long_one_is_shipped():
    first, long = (load_rule_book(text) for text in FENCED.findall(PAGE))
    assert first.deeds
    assert long == load_rule_book(shipped_text("lishuwan"))


def test_what_the_page_works_out_of_the_long_one_is_in_its_worked_example():
    family = next(row for row in read_scheme("lishuwan").expected if (row["month"], row["key"]) == ("2026-10", "h1"))
    assert (family["total"], family["balance"]) == ("115", "books:10;points:105")
    assert "60 + 4 + 36 + 5 + 10 = **115**: 105 积分 and 10 书香积分" in PAGE


def test_anchors_of_the_page_lead_to_its_headings():
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors
