"""The rows of checks and deeds against the texts that phones sent: read again, they must say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sync.clock import community_day
from sync.digest import digest_text
from sync.entry import CheckEntry, DeedEntry, Entry
from sync.replay import Outcome
from sync.schemas import load_entry
from webapp import clock
from webapp.domain.months.verification import Difference, Part, compare_fields, shown
from webapp.operations.post_check import finding_rows, manifest_rows, stated_row
from webapp.queries.counted_then import STATE_BY_DECISION
from webapp.queries.stated_checks import OF_PHOTO, Came, StatedCheck, StatedDeed

DECIDED = ("approved", "returned")


def check_differences(check: StatedCheck, account: int | None, zone: str) -> Iterator[Difference]:
    """Between a check with all its rows and its text, and between its state and what staff decided last."""
    month = check.month
    yield from _text_differences(check.came, month, account, check.uuid)
    entry = load_entry(check.came.text)
    if not isinstance(entry, CheckEntry):
        yield Difference(Part.TEXT, month, account, check.uuid, "check", "")
        return
    told = f"{check.uuid} "
    yield from compare_fields(Part.CHECK, month, account, _stated(check, entry, zone), _kept(check), told)
    yield from _rows_differ(month, account, told, ("item",), finding_rows(entry), check.findings)
    manifest = [{name: row[name] for name in OF_PHOTO} for row in manifest_rows(entry)]
    yield from _rows_differ(month, account, told, ("item", "sha256"), manifest, check.photos)
    yield from _decision_differences(check, account)


def deed_differences(deed: StatedDeed, month: str, account: int | None, zone: str) -> Iterator[Difference]:
    """Between a deed and its text; how many points it was given is for staff to decide."""
    yield from _text_differences(deed.came, month, account, deed.stated["uuid"])
    entry = load_entry(deed.came.text)
    if not isinstance(entry, DeedEntry):
        yield Difference(Part.TEXT, month, account, deed.stated["uuid"], "deed", "")
        return
    day = min(entry.happened_on, _day(entry, deed.came, zone))
    said = {"uuid": entry.id, "kind": entry.deed, "day": day, "note": entry.note, "replaces": entry.replaces}
    expected = said | {"courtyard": entry.courtyard}
    found = deed.stated | {"courtyard": deed.courtyard}
    yield from compare_fields(Part.DEED, month, account, expected, found, f"{entry.id} ")


def _text_differences(came: Came, month: str, account: int | None, uuid: str) -> Iterator[Difference]:
    digest = digest_text(came.text)
    if digest != came.digest:
        yield Difference(Part.TEXT, month, account, uuid, came.digest, digest)
    if came.outcome != Outcome.ACCEPTED:
        yield Difference(Part.TEXT, month, account, uuid, Outcome.ACCEPTED.value, came.outcome)


def _stated(check: StatedCheck, entry: CheckEntry, zone: str) -> dict[str, Any]:
    day = _day(entry, check.came, zone)
    return stated_row(entry, clock.milliseconds(check.came.at), check.came.clock_offset) | {
        "courtyard": entry.courtyard,
        "walk": entry.walk,
        "inspector": check.came.sender,
        "day": day,
        "month": check.month if check.late else f"{day:%Y-%m}",
        "companions": [int(each) for each in entry.companions],
    }


def _kept(check: StatedCheck) -> dict[str, Any]:
    names = ("courtyard", "walk", "inspector", "day", "month", "companions")
    return check.stated | {name: getattr(check, name) for name in names}


def _day(entry: Entry, came: Came, zone: str):
    """The day of its corrected time, which is never later than its arrival."""
    return community_day(min(entry.saved_at + came.clock_offset, clock.milliseconds(came.at)), zone)


def _rows_differ(
    month: str,
    account: int | None,
    told: str,
    keys: tuple[str, ...],
    expected: list[dict[str, Any]],
    found: list[dict[str, Any]],
) -> Iterator[Difference]:
    if expected == found:
        return
    stated, kept = _keyed(keys, expected), _keyed(keys, found)
    for key in dict.fromkeys((*stated, *kept)):
        yield from compare_fields(Part.CHECK, month, account, stated.get(key, {}), kept.get(key, {}), f"{told}{key} ")


def _keyed(keys: tuple[str, ...], rows: list[dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    return {" ".join(row[key] for key in keys): row for row in rows}


def _decision_differences(check: StatedCheck, account: int | None) -> Iterator[Difference]:
    """Received or complete is what nobody has decided about."""
    decision, amendment = check.decisions[-1] if check.decisions else ("", "")
    expected = STATE_BY_DECISION.get(decision, "")
    if (expected in DECIDED or check.state in DECIDED) and expected != check.state:
        yield Difference(Part.DECISION, check.month, account, check.uuid, expected, check.state)
    if amendment != check.amendment:
        yield Difference(Part.DECISION, check.month, account, check.uuid, shown(amendment), shown(check.amendment))
