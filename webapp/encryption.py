"""What must be read again but not by who only has the database: encrypted with a key made of the installation's own."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

# Each use has a key of its own.
SECOND_STEP = b"sanbao second step"
ROBOT = b"sanbao chat robot"


def encrypt(text: str, purpose: bytes) -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def decrypt(kept: str, purpose: bytes) -> str | None:
    """The text; None when the installation has another secret key than it had then."""
    try:
        return _box(purpose).decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


def _box(purpose: bytes) -> Fernet:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    key = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret)
    return Fernet(base64.urlsafe_b64encode(key))
