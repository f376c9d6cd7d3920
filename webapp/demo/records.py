"""The checks as the phones sent them: texts of the wire with their times, ids, digests and photos."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sync.clock import milliseconds
from sync.digest import digest_text
from sync.uuid7 import Uuid7, next_uuid7
from webapp.demo import statements
from webapp.demo.calendar import ZONE, Round
from webapp.demo.photographs import Camera, Photograph
from webapp.demo.plan import Plan
from webapp.demo.visits import Visit, Walk
from webapp.domain.rules.book import RuleBook

SECOND, MINUTE = 1000, 60_000
# When the inspectors set out: through a grid, and to re-check.
STARTS = {
    ("xuncha1", False): dt.time(8, 20),
    ("xuncha1", True): dt.time(16, 10),
    ("xuncha2", False): dt.time(14, 0),
    ("xuncha2", True): dt.time(10, 0),
}
CLEAN_SECONDS, FAULT_SECONDS, WAY_SECONDS = (16, 38), (50, 100), (20, 75)
TODAYS_HEAD_START = dt.timedelta(minutes=45)
NO_POSITION = 0.03
# The clock of the phone that made the walk which waits was set back before its last checks.
SET_BACK, SET_BACK_CHECKS = 14 * MINUTE, 2


@dataclass(slots=True)
class Record:
    """One check. Times in milliseconds: of the phone's clock, but `arrived_at` of the server's."""

    walk: str
    round: Round
    visit: Visit
    uuid: str
    judged: str
    opened_at: int
    saved_at: int
    clock_offset: int
    position: dict[str, int] | None
    photographs: list[Photograph]
    results: list[dict[str, Any]]
    replaces: str | None
    companions: tuple[int, ...] = ()
    text: str = ""
    digest: str = ""
    arrived_at: int = 0

    @property
    def corrected_at(self) -> int:
        return self.saved_at + self.clock_offset

    @property
    def is_complete(self) -> bool:
        return all(photograph.is_here for photograph in self.photographs)

    @property
    def finds_fault(self) -> bool:
        return any(said.result == "fault" for said in self.visit.said)


class Recorder:
    """Writes up one walk after another."""

    def __init__(self, plan: Plan, book: RuleBook, camera: Camera, companion: int) -> None:
        """`companion` is the user who came along on the walk that waits."""
        self._companion = companion
        self._random, self._book, self._camera = plan.chance("walks"), book, camera
        self._calendar, self._doors = plan.calendar, plan.doors
        self._last_ids: dict[str, Uuid7] = {}
        self._uuids: dict[int, str] = {}

    def write_up(self, walk: Walk, is_waiting: bool) -> list[Record]:
        """The walk's checks; those that would lie in the future were not made yet."""
        records: list[Record] = []
        latest = milliseconds(self._calendar.now) - 3 * MINUTE
        time, offset, identity = self._start(walk.round), self._random.randint(-3, 3) * SECOND, ""
        for place, visit in enumerate(walk.visits):
            if is_waiting and place == len(walk.visits) - SET_BACK_CHECKS:
                offset += SET_BACK
            took = self._random.randint(*(FAULT_SECONDS if visit.said else CLEAN_SECONDS)) * SECOND
            if time + took > latest:
                break
            identity = identity or self._uuid(walk.round.inspector, time - offset)
            record = self._record(walk.round, visit, identity, (time - offset, time - offset + took), offset)
            record.companions = (self._companion,) if is_waiting else ()
            records.append(self._freeze(record))
            time += took + self._random.randint(*WAY_SECONDS) * SECOND
        arrival = min(time + self._random.randint(2, 9) * MINUTE, latest + MINUTE)
        for record in records:
            record.arrived_at = arrival
        return records

    def _start(self, walked: Round) -> int:
        delay = dt.timedelta(seconds=self._random.randint(0, 1200))
        midnight = dt.datetime.combine(walked.day, dt.time(), ZONE)
        planned = dt.datetime.combine(walked.day, STARTS[walked.inspector, walked.is_recheck], ZONE) + delay
        return milliseconds(max(midnight, min(planned, self._calendar.now - TODAYS_HEAD_START)))

    def _record(self, walked: Round, visit: Visit, walk: str, times: tuple[int, int], offset: int) -> Record:
        photographs = self._photograph(walked, visit, times[1])
        record = Record(
            walk=walk,
            round=walked,
            visit=visit,
            uuid=self._uuid(walked.inspector, times[0]),
            judged=statements.judged(self._book, visit),
            opened_at=times[0],
            saved_at=times[1],
            clock_offset=offset,
            position=self._position(visit),
            photographs=photographs,
            results=statements.results(self._book, visit, photographs),
            replaces=self._uuids[id(visit.replaces)] if visit.replaces else None,
        )
        self._uuids[id(visit)] = record.uuid
        return record

    def _freeze(self, record: Record) -> Record:
        record.text = statements.text(self._statement(record))
        record.digest = digest_text(record.text)
        return record

    def _statement(self, record: Record) -> dict[str, Any]:
        return {
            "kind": "check",
            "id": record.uuid,
            "walk": record.walk,
            "day": f"{record.visit.day}",
            "courtyard": self._doors[record.visit.courtyard].code,
            "rule_version": 1,
            "judged": record.judged,
            "obstacle": record.visit.obstacle,
            "replaces": record.replaces,
            "opened_at": record.opened_at,
            "saved_at": record.saved_at,
            "position": record.position,
            **({"companions": [str(one) for one in record.companions]} if record.companions else {}),
            "results": record.results,
        }

    def _photograph(self, walked: Round, visit: Visit, saved_at: int) -> list[Photograph]:
        """The photos are taken one after another before saving."""
        wanted = list(statements.wanted_photos(visit))
        return [
            self._camera.photograph(walked, visit, said, shows, saved_at - (len(wanted) - at) * 6 * SECOND)
            for at, (said, shows) in enumerate(wanted)
        ]

    def _position(self, visit: Visit) -> dict[str, int] | None:
        if self._random.random() < NO_POSITION:
            return None
        door = self._doors[visit.courtyard]
        latitude, longitude = (place + self._random.randint(-60, 60) for place in (door.latitude, door.longitude))
        return {"latitude": latitude, "longitude": longitude, "accuracy": self._random.randint(4, 16)}

    def _uuid(self, inspector: str, time: int) -> str:
        made = next_uuid7(self._last_ids.get(inspector), time, self._random.randbytes(10))
        self._last_ids[inspector] = made
        return made.text
