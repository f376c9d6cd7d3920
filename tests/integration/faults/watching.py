"""What tests of a real server share: asking it, waiting for it, phones that send to it."""

from __future__ import annotations

import urllib.error
import urllib.request

from tests.e2e.running import Server
from tests.integration.faults.evidence import require_all, require_honest_offsets
from tests.integration.faults.phones import Notes, Phone
from tests.integration.faults.places import Place
from tests.waiting import wait_until

PATIENCE = 120


def asked(server: Server, path: str) -> tuple[int, str | None, str]:
    try:
        with urllib.request.urlopen(f"{server.address}{path}", timeout=60) as answer:
            return answer.status, None, answer.read().decode()
    except urllib.error.HTTPError as problem:
        return problem.code, problem.headers["Retry-After"], problem.read().decode()


def started_phones(place: Place, server: Server, notes: Notes) -> list[Phone]:
    phones = [Phone(server.port, token, place.codes, number, notes) for number, token in enumerate(place.tokens, 1)]
    for phone in phones:
        phone.start()
    return phones


def require_everything_arrives(place: Place, notes: Notes, phones: list[Phone]) -> None:
    before = len(notes.acknowledged)
    wait_until(lambda: len(notes.acknowledged) > before, within=PATIENCE)
    for phone in phones:
        phone.stop_making()
    for phone in phones:
        phone.join(120)
    assert [phone.trouble for phone in phones] == [None] * len(phones)
    require_honest_offsets(notes)
    require_all(place, notes)
