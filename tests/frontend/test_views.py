"""The server's view models equal the vectors that the phone's are held to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.frontend.vectors.cases import CASES
from tests.frontend.vectors.make import PAGES, deed_stated, stated
from tests.frontend.vectors.scenes import rule_book

FOLDER = Path(__file__).parent / "vectors"


def vectors() -> list[tuple[str, str, dict[str, Any], Any]]:
    return [
        (page, case["name"], case["given"], case["expected"])
        for page in PAGES
        for case in json.loads((FOLDER / f"{page}.json").read_text())
    ]


@pytest.mark.parametrize(("page", "name", "given", "expected"), vectors(), ids=lambda value: str(value)[:40])
def test_view_model_equals_its_vector(page, name, given, expected):
    snapshot = {"rule_book": rule_book()} | given["snapshot"]
    assert PAGES[page](**given | {"snapshot": snapshot}) == expected


def test_form_is_read_as_its_vector_says():
    for case in json.loads((FOLDER / "form.json").read_text()):
        assert stated(case["given"], case["scheme"]) == case["expected"], case["name"]


def test_form_of_a_deed_is_read_as_its_vector_says():
    for case in json.loads((FOLDER / "deed_form.json").read_text()):
        assert deed_stated(case["given"]) == case["expected"], case["name"]


def test_vectors_hold_every_case():
    written = {(page, name) for page, name, _, _ in vectors()}
    assert written == {(page, name) for page, cases in CASES.items() for name in cases()}


def test_view_models_hold_only_what_both_engines_print_alike():
    for page, name, _, expected in vectors():
        assert strangers(expected) == [], (page, name)


def strangers(value: Any) -> list[Any]:
    """What is neither a string, an integer, a boolean, nor a list or dict of those."""
    if isinstance(value, dict):
        return [found for each in value.values() for found in strangers(each)]
    if isinstance(value, list):
        return [found for each in value for found in strangers(each)]
    return [] if value is None or isinstance(value, str | int) else [value]
