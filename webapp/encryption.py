"""What must be read again but not by who only has the database: encrypted with a key made of the installation's own."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

# Each use has a key of its own.
SECOND_STEP = b"sanbao second step"
PIN_SLIP = b"sanbao pin slip"
ROBOT = b"sanbao chat robot"


def encrypt(text: str, purpose: bytes) -> str:
    return seal(text.encode(), purpose).decode()


def decrypt(kept: str, purpose: bytes) -> str | None:
    """The text; None when the installation has another secret key than it had then, or never made it."""
    opened = unseal(kept.encode(), purpose)
    return None if opened is None else opened.decode()


def seal(data: bytes, purpose: bytes) -> bytes:
    return _box(purpose).encrypt(data)


def unseal(kept: bytes, purpose: bytes) -> bytes | None:
    """As for decrypt()."""
    try:
        return _box(purpose).decrypt(kept)
    except InvalidToken:
        return None


def _box(purpose: bytes) -> Fernet:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    key = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret)
    return Fernet(base64.urlsafe_b64encode(key))
