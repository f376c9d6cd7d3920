"""Door numbers are text; people sort them by eye: 3, 12, 35, 35-1, 35甲."""

from __future__ import annotations

import re
import unicodedata

STEMS = "甲乙丙丁戊己庚辛壬癸"
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
PARTS = re.compile(r"\d+|\D")


def normalise_number(text: str) -> str:
    """As the plate shows it: half-width, without spaces and without a closing 号 (３５－１号 → 35-1)."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    return "".join(plain.split()).removesuffix("号")


def sort_key(number: str) -> str:
    """A key of digits and lower-case Latin letters only, so that every database's collation sorts it alike."""
    return "".join(_key(part) for part in PARTS.findall(normalise_number(number)))


def _key(part: str) -> str:
    """Eight digits for a number; then, in this order, a dash, a heavenly stem, a Latin letter, anything else."""
    if part.isdecimal():
        return f"{int(part):08d}"
    if part == "-":
        return "a"
    if part in STEMS:
        return f"b{STEMS.index(part)}"
    return f"c{part.lower()}" if part.isascii() and part.isalpha() else f"d{ord(part):06x}"
