"""What travelled more than once, counted at the line between phone and server."""

from __future__ import annotations

import base64
import json
from collections import Counter, defaultdict
from urllib.parse import urlsplit

from tests.e2e.faults.line import Passage

SMALLEST_CHUNK = 32_768


def photo_passages(passages: list[Passage]) -> dict[str, list[Passage]]:
    """The requests that carried bytes of each photo, by its hash."""
    by_hash: dict[str, list[Passage]] = defaultdict(list)
    hash_at: dict[str, str] = {}
    for passage in passages:
        if passage.path.startswith("/api/v1/files/") and passage.method in ("POST", "PATCH"):
            sha256 = hash_in(passage) if passage.method == "POST" else hash_at[passage.path]
            by_hash[sha256].append(passage)
            hash_at[location_of(passage)] = sha256
    return by_hash


def hash_in(passage: Passage) -> str:
    return base64.b64decode(passage.headers["upload-metadata"].split(",")[0].split(" ")[1]).decode()


def location_of(passage: Passage) -> str:
    heads = dict(line.split(": ", 1) for line in passage.answer.decode("latin-1").split("\r\n")[1:])
    return urlsplit({name.lower(): value for name, value in heads.items()}.get("location", passage.path)).path


def most_sent_again(passages: list[Passage]) -> int:
    """One chunk for every request without an answer; after a lost last one the photo's first chunk asks for it."""
    return sum(max(each.length, SMALLEST_CHUNK) for each in passages if not each.is_answered)


def is_refused(passage: Passage) -> bool:
    """The server itself, and not the line, asks for another token."""
    return passage.answer[9:12] == b"401"


def has_receipts(passage: Passage) -> bool:
    return passage.answer[9:12] == b"200"


def entries_of(passage: Passage) -> list[str]:
    return [entry["digest"] for entry in json.loads(passage.body)["entries"]]


def trail(passages: list[Passage]) -> str:
    """What a failure needs to be understood: a line for each request."""
    return "\n".join(
        f"{each.method} from {each.headers.get('upload-offset')}: {each.read} of {each.length}, {each.fault.kind}, "
        f"{each.answer[9:12].decode()}"
        for each in passages
    )


def assert_sent_again_at_most_a_chunk_a_cut(passages: list[Passage], sizes: dict[str, int]) -> None:
    for sha256, carried in photo_passages(passages).items():
        again = sum(each.read for each in carried) - sizes[sha256]
        assert 0 <= again <= most_sent_again(carried), trail(carried)


def assert_no_entry_travelled_after_its_receipt(passages: list[Passage]) -> None:
    """Receipts come with a 200; a delivery refused as a whole is sent again."""
    receipted = [
        each for each in passages if each.path == "/api/v1/batches" and each.is_answered and has_receipts(each)
    ]
    times = Counter(digest for each in receipted for digest in entries_of(each))
    twice = {digest for digest, count in times.items() if count > 1}
    assert not twice, trail([each for each in receipted if twice & set(entries_of(each))])
