"""The server's disk is full: it refuses with a reason, breaks nothing, and works again when there is room."""

from __future__ import annotations

from contextlib import ExitStack

from tests.integration.faults.evidence import require_acknowledged
from tests.integration.faults.phones import Notes
from tests.integration.faults.places import make_place
from tests.integration.faults.tight_disk import tight_disk
from tests.integration.faults.watching import asked, require_everything_arrives, started_phones
from tests.processes import descendants_of
from tests.waiting import wait_until


def test_full_disk_refuses_with_a_reason_and_spoils_nothing(tmp_path):
    with ExitStack() as ends:
        disk = ends.enter_context(tight_disk(tmp_path / "tight"))
        place = make_place(disk.folder / "data", None)
        notes, server = Notes(), ends.enter_context(place.server())
        serving = descendants_of(server.process.pid)
        phones = started_phones(place, server, notes)
        wait_until(lambda: len(notes.acknowledged) >= 5 and len(notes.receipts) >= 3)

        disk.fill(serving)
        wait_until(lambda: notes.refusals["no_room"] >= 8)
        assert set(notes.answers) <= {200, 201, 204, 503}
        assert all(wait and int(wait) > 0 for wait in notes.waits)
        assert asked(server, "/healthz")[0] == 200
        assert asked(server, "/")[0] == 200
        disk.clear(serving)
        require_acknowledged(place, notes)

        require_everything_arrives(place, notes, phones)
        assert server.process.poll() is None
