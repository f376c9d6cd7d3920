"""The shared templates and their renderings, for the tests that hold Flask and phone together."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.frontend.vectors.cases import CASES
from tests.frontend.vectors.make import PAGES
from webapp.blueprints.inspect.pages.check_page import item_in

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
PROBLEMS = (
    *("full", "recused", "signed_out", "not_ready", "locked", "no_tools", "replaced", "unknown_courtyard"),
    *("unknown_photo", "unknown_check", "broken", "companion_recused", "deed_decided"),
)
FINDING = frozenset({"nearby", "map", "scan"})
PAGE = {"language": "zh-CN", "theme": "", "size": "normal", "person": "7", "host": "phone", "static": "/static"}
VOID = frozenset({"input", "link", "meta", "img", "br", "hr"})

Wish = tuple[str, dict[str, Any]]


def shared_templates() -> set[str]:
    """Every template that the phone's own server needs: its pages and all that they reach."""
    found: set[str] = set()
    waiting = [path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "inspect").rglob("*.html")]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += re.findall(r'{%-? *(?:extends|include|from) "([^"]+)"', (TEMPLATES / name).read_text())
    return found


@cache
def wishes() -> tuple[tuple[str, Wish], ...]:
    """What the pages are asked for, by a name for the test's report; made once, for it takes long."""
    return tuple(_wishes())


def _wishes() -> Iterator[tuple[str, Wish]]:
    for page, cases in CASES.items():
        for name, given in cases().items():
            view = PAGES[page](**given)
            if view is not None:
                folder = "inspect/finding" if page in FINDING else "inspect"
                yield f"{page}: {name}", (f"{folder}/{page}.html", view | {"page": PAGE})
            if page == "check" and view["judged"] != "weather":
                first = given["snapshot"]["rule_book"]["items"][0]["code"]
                kept = view | {"page": PAGE, "item": item_in(view, first), "accuracy": len(name)}
                for template in ("kept_item", "kept_shots", "camera"):
                    yield f"{template}: {name}", (f"inspect/{template}.html", kept)
    for problem in PROBLEMS:
        for template in ("inspect/problem.html", "inspect/_problem.html"):
            yield (
                f"{template}: {problem}",
                (template, {"problem": problem, "who": "沈慧", "page": PAGE | {"theme": "dark"}}),
            )


def environment(messages: Mapping[str, str]) -> Environment:
    """Jinja2 that refuses to print what the two engines print differently."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=only_plain,
        extensions=["jinja2.ext.i18n"],
    )
    words = lambda message: messages.get(message, message)  # noqa: E731
    made.install_gettext_callables(words, lambda one, many, count: words(one), newstyle=True)  # type: ignore[attr-defined]
    return made


def only_plain(value: Any) -> Any:
    """Strings and integers look the same in both languages; None, True, floats and lists do not."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"a template prints {value!r}")
    return value


def render_as_the_phone(asked: list[Wish], messages: Mapping[str, str]) -> list[str]:
    """All at once, because starting Node takes longer than rendering."""
    told = {"messages": messages, "wishes": [{"template": name, "context": context} for name, context in asked]}
    node = shutil.which("node")
    assert node, "these tests need Node on the path"
    done = subprocess.run(
        [node, str(ROOT / "tests/frontend/render.mjs")],
        input=json.dumps(told, ensure_ascii=False),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


class Tree(HTMLParser):
    """The parsed document as lines, so that a difference can be read; spaces between tags count as one."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = " ".join(f"{name}={value}" for name, value in sorted(attrs, key=lambda pair: pair[0]))
        self.lines.append(f"{'  ' * len(self.open)}<{tag} {told}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.lines.append("  " * len(self.open) + " ".join(data.split()))
