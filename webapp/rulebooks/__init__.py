"""Rule books as files: the shipped schemes, and reading a YAML text into a RuleBook."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.document import Path, RuleBookError
from webapp.domain.rules.reading import read_rule_book

DEFAULT = "yaozishang"
SHIPPED = (
    DEFAULT,
    *("guanghuilu", "jiating", "yuanming", "qingnian", "jinhu", "zhiyuan", "xuefu", "kuangshan", "dangyuan"),
    *("qianfen", "koufen", "fenlei", "cishan", "liangnian", "lishuwan"),
)


def default_text() -> str:
    """The rule book that a community gets to begin with."""
    return shipped_text(DEFAULT)


def shipped_text(name: str) -> str:
    """One of the shipped rule books."""
    return shipped_file(name, "rules.yaml")


def shipped_file(name: str, file: str) -> str:
    """A file of a shipped scheme: rules.yaml, or its worked example in roster, events, expected, exchange.csv."""
    return (files(__name__) / name / file).read_text(encoding="utf-8")


@cache
def shipped_book(name: str) -> RuleBook:
    """The same read, once."""
    return load_rule_book(shipped_text(name))


def load_rule_book(text: str) -> RuleBook:
    """The rule book that a YAML text holds; raises RuleBookError with line, field and what to write instead. It is the
    first in the text, and names what else is wrong.
    """
    tree, data = _parse(text)
    try:
        return read_rule_book(data)
    except RuleBookError as error:
        found = [each.at_line(_line_of(tree, each.path)) for each in (error, *error.others)]
        first = RuleBookError.first_of(found)
        assert first is not None, "at least the one that was raised"
        raise first from None


def data_of(text: str) -> Any:
    """What a YAML text holds, right or wrong; None if it can't be read at all."""
    try:
        return _parse(text)[1]
    except RuleBookError:
        return None


class _Loader(yaml.SafeLoader):
    """YAML lets the last of two equal fields win; here a rule must not be overruled unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key, _ in node.value:
            if names.count(key.value) > 1:
                line = key.start_mark.line + 1
                raise RuleBookError((key.value,), "repeated", line, code=key.value)
        return super().construct_mapping(node, deep)


def _parse(text: str) -> tuple[yaml.Node | None, Any]:
    """The tree, which knows its lines, and the data."""
    try:
        loader = _Loader(text)
        tree = loader.get_single_node()
        return tree, loader.construct_document(tree) if tree else None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleBookError((), "unreadable", mark.line + 1 if mark else 1) from error


def _line_of(node: yaml.Node | None, path: Path) -> int:
    """The line of the field, or of the nearest thing around it that is there."""
    line = node.start_mark.line + 1 if node else 1
    for part in path:
        step = _step(node, part)
        if step is None:
            break
        line, node = step
    return line


def _step(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    """The line on which the part begins, a field with its name, and what it holds."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None
