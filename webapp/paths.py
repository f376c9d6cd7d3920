"""Where templates, static files and the manual are: beside the installed package, or at the root of the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def assets() -> Path:
    """The folder that holds `templates/`, `static/` and, of `docs/`, what the program shows."""
    packed = PACKAGE / "_assets"
    return packed if packed.is_dir() else PACKAGE.parent


def migrations() -> Path:
    return PACKAGE / "migrations"
