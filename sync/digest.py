"""Digests are over the text as it came: JSON printed again by another language would be another text."""

import hashlib


def well_formed(text: str) -> str:
    """The text with each lone surrogate as U+FFFD, as the phone's TextEncoder writes it."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def digest_text(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(well_formed(text).encode("utf-8")).hexdigest()
