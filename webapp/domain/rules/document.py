"""A cursor over a parsed rule book that knows where it stands, so that an error can name the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from webapp.domain.rules.problems import PROBLEMS

Value = TypeVar("Value")
Path = tuple[str | int, ...]

CODE_LENGTH = 40
ALIKE = 0.7  # bonus is like bonus_cap, but event is not like ever
MONTH = re.compile(r"2\d{3}-(0[1-9]|1[0-2])")


class RuleBookError(ValueError):
    """A rule book that can't be used; `problem` is a key of PROBLEMS, which says what to write instead.

    `line` counts from 1; it is known only to whoever parsed the text. `others` are what else is wrong.
    """

    def __init__(self, path: Path, problem: str, line: int | None = None, **values: Any) -> None:
        super().__init__(path, problem, line, values)
        self.path, self.problem, self.line, self.values = path, problem, line, values
        self.others: tuple[RuleBookError, ...] = ()

    @property
    def field(self) -> str:
        """The field as people write it: items[2].short.en."""
        text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return text.lstrip(".") or "rule book"

    def message(self, language: str) -> str:
        """What to write instead; in English for `en` and its variants, else in Chinese."""
        chinese, english = PROBLEMS[self.problem]
        return (english if language.startswith("en") else chinese).format(**self.values)

    def at_line(self, line: int) -> RuleBookError:
        """Itself, told by whoever parsed the text."""
        self.line = line
        return self

    @classmethod
    def first_of(cls, found: Iterable[RuleBookError]) -> RuleBookError | None:
        """The first in the order of the text, which names the others; None if nothing is wrong."""
        by_place: dict[tuple[Path, str], RuleBookError] = {}
        for each in found:
            by_place.setdefault((each.path, each.problem), each)
        ordered = sorted(by_place.values(), key=lambda each: each.line or 0)
        if not ordered:
            return None
        ordered[0].others = tuple(ordered[1:])
        return ordered[0]

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.field}: {self.message('en')}"


def _unknown(path: Path, known: Sequence[str]) -> RuleBookError:
    """With the field that was probably meant, if one has nearly that name."""
    choices = ", ".join(known)
    for near in get_close_matches(str(path[-1]), known, n=1, cutoff=ALIKE):
        return RuleBookError(path, "misspelt_field", near=near, known=choices)
    return RuleBookError(path, "unknown_field", known=choices)


@dataclass(frozen=True, slots=True)
class Document:
    """A value of the document and the path that leads to it. What is wrong in one of its independent parts is noted
    among the `faults` of the whole document, so that reading goes on to the next part.
    """

    value: Any
    path: Path = ()
    faults: list[RuleBookError] = field(default_factory=list, compare=False)

    def error(self, problem: str, **values: Any) -> RuleBookError:
        return RuleBookError(self.path, problem, **values)

    def fields(self, *known: str) -> Document:
        """Itself, if it is a mapping. A field not `known` is noted: a misspelt rule must not pass as no rule."""
        if not isinstance(self.value, dict):
            raise self.error("not_a_mapping", known=", ".join(known))
        for name in self.value:
            if name not in known:
                self.faults.append(_unknown((*self.path, name), known))
        return self

    def has(self, name: str) -> bool:
        return self.value.get(name) is not None

    def child(self, name: str) -> Document:
        """The field `name`, which must be there."""
        if not self.has(name):
            raise RuleBookError((*self.path, name), "missing")
        return Document(self.value[name], (*self.path, name), self.faults)

    def maybe(self, name: str, read: Callable[[Document], Value]) -> Value | None:
        """The field `name` as `read` reads it, or None without it."""
        return read(self.child(name)) if self.has(name) else None

    def each(self, name: str, read: Callable[[Document], Value], least: int = 0) -> tuple[Value, ...]:
        """Every member of the list `name`, read by `read`; without the field, none. All members are read before the
        first one that is wrong is raised; the others are noted.
        """
        if not self.has(name):
            if least:
                self.child(name)
            return ()
        found = self.child(name)
        if not isinstance(found.value, list) or len(found.value) < least:
            raise found.error("not_a_list", least=least)
        values, wrong = [], []
        for at, value in enumerate(found.value):
            try:
                values.append(read(Document(value, (*found.path, at), self.faults)))
            except RuleBookError as error:
                wrong.append(error)
        if wrong:
            self.faults.extend(wrong[1:])
            raise wrong[0]
        return tuple(values)

    def text(self, longest: int = 200) -> str:
        if not isinstance(self.value, str) or not self.value.strip() or len(self.value) > longest:
            raise self.error("not_a_text", longest=longest)
        return self.value.strip()

    def code(self) -> str:
        return self.text(CODE_LENGTH)

    def integer(self, least: int, most: int) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not least <= self.value <= most:
            raise self.error("not_an_integer", least=least, most=most)
        return self.value

    def month(self) -> str:
        """YYYY-MM."""
        if not isinstance(self.value, str) or not MONTH.fullmatch(self.value):
            raise self.error("not_a_month")
        return self.value

    def yes(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.error("not_yes_or_no")
        return self.value

    def flag(self, name: str) -> bool:
        """The field `name`, false without it."""
        return bool(self.maybe(name, Document.yes))

    def one_of(self, choices: Sequence[str]) -> str:
        if self.value not in choices:
            raise self.error("not_one_of", choices=", ".join(choices))
        return self.value
