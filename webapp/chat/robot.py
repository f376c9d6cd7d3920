"""A 企业微信 group robot: one message by one POST, to the one address there is, and what its answer means."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from typing import Any

LONGEST_MARKDOWN = 4_096  # bytes of UTF-8
LARGEST_PICTURE = 2 << 20  # bytes before base64
PATIENCE = 10  # seconds without a byte
WITHIN = 20  # seconds for the whole answer
LONGEST_ANSWER = 16_384

# As 企业微信 numbers its refusals.
TOO_FAST, BUSY, WRONG_KEY = 45009, -1, 93000
DOES_NOT_FIT = (40058, 45002, 40009)


class Said(StrEnum):
    """What became of it. `unsure`: it may stand in the group, so that nobody says it again by himself."""

    SENT = "sent"
    AGAIN = "again"  # surely not said, and worth another try
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """`problem` is a code, `number` the robot's own or that of HTTP."""

    said: Said
    problem: str = ""
    number: int = 0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key goes nowhere else."""

    def redirect_request(self, *_anything: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def markdown(text: str) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"content": text}}


def picture(data: bytes) -> dict[str, Any]:
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return {"msgtype": "image", "image": {"base64": base64.b64encode(data).decode(), "md5": digest}}


def say(address: str, key: str, message: Mapping[str, Any]) -> Answer:
    """Never raises for what the line or the other side does; nothing of the key is in the answer."""
    request = urllib.request.Request(
        f"{address}?{urllib.parse.urlencode({'key': key})}",
        data=json.dumps(message, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        with _opener.open(request, timeout=PATIENCE) as response:
            return _meaning(_read(response))
    except urllib.error.HTTPError as error:
        error.close()
        return _of_status(error.code)
    except urllib.error.URLError:
        return Answer(Said.AGAIN, "unreachable")
    except (HTTPException, OSError):
        return Answer(Said.UNSURE, "no_answer")


def _read(response: Any) -> bytes:
    """All of a short answer; a slow one is cut. Raises TimeoutError."""
    until, read = time.monotonic() + WITHIN, b""
    while len(read) <= LONGEST_ANSWER:
        piece = response.read1(LONGEST_ANSWER)
        if not piece:
            return read
        read += piece
        if time.monotonic() > until:
            raise TimeoutError
    return read


def _of_status(status: int) -> Answer:
    if 300 <= status < 400:
        return Answer(Said.REFUSED, "redirected", status)
    return Answer(Said.AGAIN if status >= 500 or status == 429 else Said.REFUSED, "http", status)


def _meaning(text: bytes) -> Answer:
    try:
        number = json.loads(text)["errcode"]
    except (ValueError, TypeError, KeyError):
        return Answer(Said.UNSURE, "garbage")
    if not isinstance(number, int):
        return Answer(Said.UNSURE, "garbage")
    known = {
        0: Answer(Said.SENT),
        TOO_FAST: Answer(Said.AGAIN, "too_fast", number),
        BUSY: Answer(Said.AGAIN, "busy", number),
        WRONG_KEY: Answer(Said.REFUSED, "wrong_key", number),
        **{each: Answer(Said.REFUSED, "does_not_fit", number) for each in DOES_NOT_FIT},
    }
    return known.get(number, Answer(Said.REFUSED, "other", number))
