"""The server is killed at random moments of a burst: what it acknowledged is there, once, and uploads go on."""

from __future__ import annotations

import random
import time

from tests.integration.faults.evidence import require_acknowledged, require_all, require_honest_offsets
from tests.integration.faults.phones import Notes, Phone
from tests.waiting import wait_until

# A life is counted in answers, so that a slow machine kills in the middle of work too; then some milliseconds more.
LONGEST_LIFE, LONGEST_MOMENT = 30, 0.05


def live_on(notes: Notes, chance: random.Random) -> None:
    until = notes.answered + chance.randint(0, LONGEST_LIFE)
    wait_until(lambda: notes.answered >= until)
    time.sleep(chance.uniform(0, LONGEST_MOMENT))


def test_what_was_acknowledged_outlives_every_kill_and_is_there_once(place, length, record_property):
    chance = random.Random(length.seed)
    notes, server = Notes(), place.server().start()
    phones = [
        Phone(server.port, token, place.codes, number, notes) for number, token in enumerate(place.tokens, start=1)
    ]
    for phone in phones:
        phone.start()
    for kill in range(length.kills):
        live_on(notes, chance)
        server.kill()
        if kill % 10 == 0:
            require_acknowledged(place, notes)
        server.start()
    for phone in phones:
        phone.stop_making()
    for phone in phones:
        phone.join(300)
    server.stop()

    assert [phone.trouble for phone in phones] == [None] * len(phones)
    assert not any(phone.is_alive() for phone in phones)
    assert len(notes.acknowledged) >= length.kills
    require_honest_offsets(notes)
    require_all(place, notes)
    figures = {
        "checks": len(notes.made),
        "photos": len(notes.pictures),
        "megabytes": round(sum(notes.pictures.values()) / 1e6, 1),
        "resumed": len(notes.resumed),
        "resumed_later_than_acknowledged": sum(resumed > said for said, resumed, _ in notes.resumed),
        "begun_anew": notes.begun_anew,
        "kills": length.kills,
        "seed": length.seed,
    }
    for name, figure in figures.items():
        record_property(name, figure)
