"""Texts of rule books: the default one with something else in it."""

from __future__ import annotations

import yaml

from webapp.rulebooks import default_text


def changed_text(**fields: object) -> str:
    """The default rule book with these fields; without those that are None."""
    data = yaml.safe_load(default_text()) | fields
    return yaml.safe_dump({name: value for name, value in data.items() if value is not None}, allow_unicode=True)
