"""Finding a courtyard by lane, number or surname; twin of `static/js/phone/views/search.js`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any


def matches(courtyard: Mapping[str, Any], query: str) -> bool:
    """Every word of the query fits: one that begins with a figure is a door number, others are part of the name."""
    name = plain(f"{courtyard['lane']}{courtyard['number']}号院{courtyard['surname']}家")
    return all(_fits(word, name, plain(courtyard["number"])) for word in plain(query).split())


def plain(text: str) -> str:
    """Full-width figures and letters made narrow, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def _fits(word: str, name: str, number: str) -> bool:
    if re.match(r"[0-9]", word):
        return number.startswith(re.sub(r"[号院]+$", "", word))
    return word in name
