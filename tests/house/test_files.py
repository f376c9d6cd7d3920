"""The house stays tidy: small files, docstrings, no circle, nothing of another machine."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("static/dist/", "static/vendor/", "webapp/migrations/versions/")
LIMITS = {".py": 400, ".js": 400, ".mjs": 400, ".css": 400, ".html": 150}
MOST_LINES_OF_A_FUNCTION = 50


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if not name.startswith(GENERATED) and (ROOT / name).exists()]


@pytest.mark.parametrize("suffix", LIMITS)
def test_no_file_is_over_its_limit(suffix):
    counted = {name: len((ROOT / name).read_text().splitlines()) for name in tracked() if name.endswith(suffix)}
    assert counted
    assert {name: lines for name, lines in counted.items() if lines > LIMITS[suffix]} == {}


def python_files() -> list[str]:
    return [name for name in tracked() if name.endswith(".py")]


def test_every_module_says_what_it_is():
    silent = [name for name in python_files() if ast.get_docstring(ast.parse((ROOT / name).read_text())) is None]
    assert silent == []


def test_no_function_is_over_its_limit():
    long = [
        f"{name}:{node.name}"
        for name in python_files()
        for node in ast.walk(ast.parse((ROOT / name).read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_no_test_is_skipped_or_expected_to_fail():
    marks = ("mark." + "skip", "mark." + "xfail", "pytest." + "skip(", "test." + "skip", "test." + "todo")
    tests = [name for name in tracked() if name.startswith("tests/") and name.endswith((".py", ".mjs"))]
    assert [name for name in tests if any(mark in (ROOT / name).read_text() for mark in marks)] == []


def test_lock_files_name_no_registry():
    for name in ("package-lock.json", "constraints.txt"):
        assert "://" not in (ROOT / name).read_text()
