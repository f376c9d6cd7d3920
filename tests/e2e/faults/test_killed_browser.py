"""The browser is killed at any moment; what it had shown as kept is there when it is opened again."""

from __future__ import annotations

import pytest

from tests.e2e.faults.evidence import arrived_checks, outcomes, photo_rows
from tests.e2e.faults.killable import Killable
from tests.e2e.faults.killed_walk import MOMENTS, KilledWalk
from tests.e2e.faults.line import Line, Passage
from tests.e2e.faults.line_faults import Fault
from tests.e2e.faults.notes import Shown
from tests.e2e.faults.phone_store import PhoneStore
from tests.e2e.faults.walking import get_ready

LINE_RATE = 400_000


def slow(passage: Passage) -> Fault | None:
    """Slow enough that a kill meets photos half sent."""
    return Fault("slow", rate=LINE_RATE) if passage.length else None


@pytest.fixture
def line(server):
    line = Line(server.port, slow)
    yield line
    line.close()


@pytest.fixture
def killable(chromium, tmp_path):
    killable = Killable(chromium, tmp_path / "phone")
    yield killable
    killable.bury()


@pytest.fixture
def walk(killable, line, street, tmp_path, length) -> KilledWalk:
    get_ready(killable.open(), line.address)
    killable.close()
    return KilledWalk(killable, line, street, tmp_path, length.seed)


def assert_arrived_once(folder, saved: dict[str, Shown], store: PhoneStore) -> None:
    """Each check shown as saved is in the database once, says what was shown, and its photos have their hashes."""
    arrived = {each.id: each for each in arrived_checks(folder)}
    assert len(arrived_checks(folder)) == len(arrived) == len(outcomes(folder))
    assert set(outcomes(folder)) == {"accepted"}
    assert set(arrived) == set(saved) == set(store.checks)
    for identity, shown in saved.items():
        check = arrived[identity]
        assert (check.courtyard, check.state) == (shown.courtyard, "complete")
        assert check.digest == store.checks[identity].digest
        assert check.faults == shown.faults
        assert check.photos == shown.photos_to_send()
    rows = photo_rows(folder)
    assert sorted(rows) == sorted({sha256 for check in arrived.values() for _, sha256 in check.photos})


def test_killed_browser_loses_nothing_it_had_shown(walk, street, length, record_property):
    moments = list(MOMENTS)
    for position in range(length.positions):
        walk.kill_at(moments[position % len(moments)])
    store = walk.finish()
    assert_arrived_once(street.folder, walk.notes.saved, store)
    record_property("kills", dict(walk.died))
    record_property("checks", len(walk.notes.saved))
    record_property("photos", len(photo_rows(street.folder)))
