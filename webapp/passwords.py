"""Hashes of passwords, PINs and tokens."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's second choice, 19 MiB
_nobody = _hasher.hash("nobody has this password")


def hash_secret(secret: str) -> str:
    """The argon2id hash of a password or PIN."""
    return _hasher.hash(secret)


def secret_matches(stored: str | None, given: str) -> bool:
    """Whether `given` is the secret; takes the same time when there is none stored."""
    try:
        return _hasher.verify(stored or _nobody, given) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def make_token() -> str:
    """A device token: 256 bits, fit for a header."""
    return secrets.token_urlsafe(32)


def make_stamp() -> str:
    """A session stamp: once a user has another, sessions begun before are over."""
    return secrets.token_hex(8)


def token_digest(token: str) -> str:
    """Tokens are random, so a plain SHA-256 suffices and can be looked up."""
    return hashlib.sha256(token.encode()).hexdigest()
