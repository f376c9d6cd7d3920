"""Who comes for goods, if not the household itself: a name, and no number of a card that somebody might ask for."""

from __future__ import annotations

from webapp.domain.goods.exchange import Refused
from webapp.domain.imports.identity_number import holds_identity_number


def collector_named(typed: str) -> str:
    """Nothing for the household itself. Raises Refused for what holds an identity-card number."""
    name = "".join(sign for sign in " ".join(typed.split()) if sign.isprintable())
    number = "".join(sign for sign in name if sign.isascii() and sign.isalnum())  # it may be written in groups
    if holds_identity_number(name) or holds_identity_number(number):
        raise Refused("identity_number")
    return name
