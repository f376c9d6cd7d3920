"""Codes that people read off paper and type: eight signs of which none looks like another."""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH = 8
ADDRESS = re.compile(r"/card/\?code=([^&#\s]+)|/d/([^/?#\s]+)")
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def make_code(random_bytes: bytes) -> str:
    """A code from at least eight random bytes, five bits of each."""
    if len(random_bytes) < LENGTH:
        raise ValueError(f"{LENGTH} random bytes are needed")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in random_bytes[:LENGTH])


def normalise(typed: str) -> str:
    """What was meant by what was typed: any width and case, with spaces and dashes, O for 0, I or L for 1, U for V.

    May still be no code at all; then none is found by it.
    """
    signs = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in signs if sign.isalnum()).translate(LOOK_ALIKES)


def code_in(text: str) -> str:
    """The code of what was typed, or of the address that a scanner read off a card's or a door plate's QR code."""
    found = ADDRESS.search(text)
    return normalise(found[1] or found[2] if found else text)
