"""One-time codes of an authenticator app (RFC 6238: six digits, every 30 seconds), and recovery codes."""

from __future__ import annotations

import datetime as dt
import secrets
import unicodedata

import pyotp
from pyotp.exceptions import OTPVerificationError

ISSUER = "Sanbao"
STEPS_OF_SKEW = 1  # a phone's clock may be half a minute off, either way
RECOVERY_CODES = 10
# Nothing that can be taken for something else; 16 of them are 80 bits, so a plain hash keeps them.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECOVERY_LENGTH = 16


def make_secret() -> str:
    """160 bits, in base32 as apps want it."""
    return pyotp.random_base32()


def address_of(secret: str, username: str) -> str:
    """The otpauth address that apps read from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(secret: str, typed: str, at: dt.datetime, after: int) -> int | None:
    """The step whose code was typed, if it is about now and later than `after`: no code is good twice."""
    try:
        step = pyotp.TOTP(secret).verify_and_get_timecode(tidy(typed), for_time=at, valid_window=STEPS_OF_SKEW)
    except OTPVerificationError:
        return None
    return step if step > after else None


def make_recovery_codes() -> list[str]:
    return ["".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]


def tidy(typed: str) -> str:
    """A code as it was made, however it was typed: full-width, in groups, in small letters."""
    plain = unicodedata.normalize("NFKC", typed[:60]).upper()
    return "".join(letter for letter in plain if letter.isalnum())


def grouped(code: str) -> str:
    """By fours, for people to copy."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
