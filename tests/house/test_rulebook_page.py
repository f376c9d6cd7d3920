"""The manual, in both languages, tells every field and choice of the rule book, no other, and what it shows is true."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.reading import noted_while_reading
from tests.unit.domain.scheme import read_scheme
from webapp.domain.rules.problems import PROBLEMS
from webapp.domain.rules.reading import FIELDS
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.observation import DeedClaim
from webapp.domain.scoring.score import score_month
from webapp.markdown import slug
from webapp.office.manual import SECTIONS
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

DOCS = Path(__file__).resolve().parents[2] / "docs"
FENCED = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
QUOTED = re.compile(r"`([^`]+)`")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """The manual in one language; `heads` are what its tables of fields, lines, schemes and errors begin with."""

    name: str
    field: str
    line: str
    scheme: str
    error: str
    outcome: str

    @property
    def text(self) -> str:
        return (DOCS / self.name).read_text(encoding="utf-8")

    @property
    def examples(self) -> list[str]:
        return FENCED.findall(self.text)

    def first_cells(self, head: str) -> set[str]:
        """What is quoted in the first column of the tables that begin with `head`."""
        found, inside = set(), False
        for line in self.text.splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            inside = line.startswith("|") and (inside or cells[1] == head)
            if inside:
                found |= set(QUOTED.findall(cells[1]))
        return found


ENGLISH = Page("rulebook.md", "field", "line", "name", "error", "**115**: 105 积分 and 10 书香积分")
CHINESE = Page("rulebook.zh.md", "字段", "行", "名称", "报错", "**115**：105积分和10书香积分")
pytestmark = pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["en", "zh"])


def test_page_has_every_field_that_is_read_and_no_other(page, monkeypatch):
    known = {name for fields in noted_while_reading(monkeypatch).fields for name in fields}
    told = {field.split(".")[-1] for field in page.first_cells(page.field)}
    assert set(FIELDS) < known
    assert told - known == set()
    assert known - told == {"zh", "en", "code", "label"} - told


def test_page_names_every_choice(page, monkeypatch):
    choices = {str(choice) for known in noted_while_reading(monkeypatch).choices for choice in known}
    assert choices - set(QUOTED.findall(FENCED.sub("", page.text))) == set()


def test_page_tells_every_kind_of_line(page):
    assert page.first_cells(page.line) == {str(kind) for kind in Kind}


def test_page_lists_every_shipped_scheme(page):
    assert page.first_cells(page.scheme) == set(SHIPPED)


def test_first_example_of_the_page_comes_to_what_it_says(page):
    book = load_rule_book(page.examples[0])
    done = [("service", 3, 90), ("service", 4, 300), ("suggestion", 5, None), ("suggestion", 6, None)]
    done += [("clutter", 7, None), ("clutter", 8, None)]
    claims = [DeedClaim(f"d{day}", kind, dt.date(2026, 10, day), quantity=minutes) for kind, day, minutes in done]
    assert score_month(book, "2026-10", [], claims).total == 3 + 8 + 2 - 3
    assert book.exchange.rate.fen_of(10) == 100


def test_every_rule_book_of_the_page_can_be_read_and_the_long_one_is_shipped(page):
    first, long = (load_rule_book(text) for text in page.examples)
    assert first.deeds
    assert long == load_rule_book(shipped_text("lishuwan"))


def test_what_the_page_works_out_of_the_long_one_is_in_its_worked_example(page):
    family = next(row for row in read_scheme("lishuwan").expected if (row["month"], row["key"]) == ("2026-10", "h1"))
    assert (family["total"], family["balance"]) == ("115", "books:10;points:105")
    assert f"60 + 4 + 36 + 5 + 10 = {page.outcome}" in page.text


def test_anchors_of_the_page_lead_to_its_headings(page):
    headings = re.findall(r"^#+ (.+)$", page.text, re.MULTILINE)
    assert set(re.findall(r"\]\(#([^)]+)\)", page.text)) <= {slug(heading) for heading in headings}


def test_errors_of_the_page_are_worded_as_the_program_words_them(page):
    words = [text for pair in PROBLEMS.values() for text in pair]
    for told in page.first_cells(page.error):
        said = re.split(r"[:：] ?", told, maxsplit=2)[2]
        assert any(begins_with(text, said.removesuffix("…").rstrip(" ")) for text in words), told


def begins_with(text: str, said: str) -> bool:
    """Whether the text, its braces filled with anything, begins with what is said."""
    filled = re.compile(r"\\{\w+\\}")
    return any(re.fullmatch(filled.sub(".+", re.escape(text[:length])), said) for length in range(len(text) + 1))


def test_sections_to_which_an_error_leads_speak_of_its_field(page):
    parts = re.split(r"^## ", page.text, flags=re.MULTILINE)
    for field, number in SECTIONS.items():
        assert f"`{field}`" in parts[number], field
