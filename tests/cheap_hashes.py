"""Passwords and PINs of tests are hashed in no time: what guards them from guessing is asked of the program's own."""

from __future__ import annotations

from argon2 import PasswordHasher

from webapp import passwords

PROGRAMS_OWN = passwords._hasher


def hash_cheaply() -> None:
    """In this process; a server that a test starts hashes as it always does."""
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobody = passwords._hasher.hash("nobody has this password")
