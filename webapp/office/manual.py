"""The manual of rule books, docs/rulebook.md and its Chinese twin, as a page in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from webapp.domain.rules.document import Path
from webapp.i18n import language
from webapp.markdown import Written, written
from webapp.paths import assets

FILES = {"en": "rulebook.md", "zh": "rulebook.zh.md"}

# Where the manual speaks of each part, counted by its second-level headings from 1; both languages have the same ones.
WRITTEN, FRAME, EVENTS, WALK, MEMBERS, BUCKETS, HONOURS, EXCHANGE = 2, 3, 6, 7, 8, 9, 10, 11
SECTIONS = {
    **dict.fromkeys(("deeds", "breaches", "categories", "escalations", "veto"), EVENTS),
    **dict.fromkeys(("groups", "items", "obstacles", "aggregation", "judges"), WALK),
    **dict.fromkeys(("commendation", "ratings"), HONOURS),
    **dict.fromkeys(("exchange", "budget"), EXCHANGE),
    "roll_up": MEMBERS,
    "buckets": BUCKETS,
}


def section_of(path: Path) -> str:
    """The anchor of the section that tells how this field is written."""
    return f"part-{SECTIONS.get(str(path[0]), FRAME) if path else WRITTEN}"


def manual() -> Written:
    return _rendered(language())


@lru_cache(maxsize=len(FILES))
def _rendered(tongue: str) -> Written:
    return written((assets() / "docs" / FILES[tongue]).read_text(encoding="utf-8"))
