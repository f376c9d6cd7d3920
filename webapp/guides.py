"""The first week of each role, docs/guide, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from webapp.i18n import language
from webapp.markdown import Written, written
from webapp.paths import assets

ROLES = ("inspector", "staff", "oversight", "admin")
PICTURES = "../../static/"  # from the file, as code hosts show it


def guide(role: str, picture: Callable[[str], str], section: str = "") -> Written:
    """`picture` makes an address of a file below static/."""
    text = (assets() / "docs" / "guide" / f"{role}.{language()}.md").read_text(encoding="utf-8")
    return written(text, section, lambda place: picture(place.removeprefix(PICTURES)))
