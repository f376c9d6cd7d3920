"""A cursor over a parsed rule book that knows where it stands, so that an error can name the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Value = TypeVar("Value")
Path = tuple[str | int, ...]


class RuleBookError(ValueError):
    """A rule book that can't be used. `problem` is a code; `message` says in English what to write instead.

    `line` counts from 1; it is known only to whoever parsed the text.
    """

    def __init__(self, path: Path, problem: str, message: str, line: int | None = None) -> None:
        super().__init__(path, problem, message, line)
        self.path, self.problem, self.message, self.line = path, problem, message, line

    @property
    def field(self) -> str:
        """The field as people write it: items[2].short.en."""
        text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return text.lstrip(".") or "rule book"

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.field}: {self.message}"


@dataclass(frozen=True, slots=True)
class Document:
    """A value of the document and the path that leads to it."""

    value: Any
    path: Path = ()

    def error(self, problem: str, message: str) -> RuleBookError:
        return RuleBookError(self.path, problem, message)

    def fields(self, *known: str) -> Document:
        """Itself, if it is a mapping with no field but `known`: a misspelt rule must not pass as no rule."""
        if not isinstance(self.value, dict):
            raise self.error("not_a_mapping", f"write fields here: {', '.join(known)}")
        for name in self.value:
            if name not in known:
                message = f"there is no such field; there are {', '.join(known)}"
                raise RuleBookError((*self.path, name), "unknown_field", message)
        return self

    def has(self, name: str) -> bool:
        return self.value.get(name) is not None

    def child(self, name: str) -> Document:
        """The field `name`, which must be there."""
        if not self.has(name):
            raise RuleBookError((*self.path, name), "missing", "this field is missing")
        return Document(self.value[name], (*self.path, name))

    def each(self, name: str, read: Callable[[Document], Value], least: int = 0) -> tuple[Value, ...]:
        """Every member of the list `name`, read by `read`; without the field, none."""
        if not self.has(name):
            if least:
                self.child(name)
            return ()
        found = self.child(name)
        if not isinstance(found.value, list) or len(found.value) < least:
            raise found.error("not_a_list", f"write a list of at least {least}")
        return tuple(read(Document(value, (*found.path, at))) for at, value in enumerate(found.value))

    def text(self, longest: int = 200) -> str:
        if not isinstance(self.value, str) or not self.value.strip() or len(self.value) > longest:
            raise self.error("not_a_text", f"write a text of 1 to {longest} characters")
        return self.value.strip()

    def integer(self, least: int, most: int) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not least <= self.value <= most:
            raise self.error("not_an_integer", f"write a whole number from {least} to {most}")
        return self.value

    def yes(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.error("not_yes_or_no", "write true or false")
        return self.value

    def one_of(self, choices: Sequence[str]) -> str:
        if self.value not in choices:
            raise self.error("not_one_of", f"write one of {', '.join(choices)}")
        return self.value
