"""The form with which staff mend an entry that was put aside: what it shows, and the text that it makes."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sync import clock as wire_clock
from sync.entry import JUDGED, KIND_DEED, RESULTS
from sync.fields import LARGEST_NUMBER, LATEST_TIME
from sync.mend import mend, readable, results_of
from sync.uuid7 import next_uuid7
from webapp import clock
from webapp.domain.rules.book import RuleBook
from webapp.models import Community, ReceivedEntry
from webapp.queries.rule_books import rule_book_versions

PLAIN = ("courtyard", "deed", "happened_on", "note")
NUMBERS = ("points", "rule_version")
LONGEST_TEXT = 1 << 18


@dataclass(frozen=True, slots=True)
class MendingForm:
    """`data` is what the text says, as far as it can be read; without a courtyard only the text can be mended."""

    data: dict[str, Any]
    text: str
    version: int
    book: RuleBook
    saved_at: str

    @property
    def is_deed(self) -> bool:
        return self.data.get("kind") == KIND_DEED

    @property
    def results(self) -> list[tuple[Any, str]]:
        """Each item of the rule book with the result stated, '' where there is none."""
        stated = results_of(self.data)
        return [(item, stated.get(item.code, "")) for item in self.book.items]

    @property
    def pretty(self) -> str:
        return json.dumps(self.data, ensure_ascii=False, indent=1) if self.data else self.text

    judged = JUDGED
    kinds = RESULTS[:-1]


def form_of(entry: ReceivedEntry, text: str, community: Community) -> MendingForm:
    data = readable(text)
    claimed, month = _version(data.get("rule_version")), f"{clock.local(community, entry.received_at):%Y-%m}"
    books = rule_book_versions(community.id)
    named, (version, book) = books.numbered(claimed), books.in_force(month)
    return MendingForm(data, text, claimed if named else version, named or book, _local(entry, data, community))


def mended(entry: ReceivedEntry, sent: Any, community: Community) -> str:
    """The text that the form makes; what it does not name stays as it was."""
    raw = sent.get("raw")
    if raw is not None:
        text = raw[:LONGEST_TEXT].strip()
        return mend(text, {}) if readable(text) else text
    fields: dict[str, Any] = {name: sent[name] for name in PLAIN if name in sent}
    fields |= {name: _number(sent[name]) for name in NUMBERS if name in sent}
    fields |= {name: sent[name] or None for name in ("obstacle",) if name in sent}
    fields |= {"judged": sent["judged"]} if "judged" in sent else {}
    fields |= _times(entry, sent.get("saved_at", ""), community)
    if "alone" in sent:
        fields["companions"] = []
    if "no_replaces" in sent:
        fields["replaces"] = None
    if "own_walk" in sent:
        fields["walk"] = next_uuid7(None, clock.now_milliseconds(), secrets.token_bytes(10)).text
    results = {name.removeprefix("result-"): sent[name] for name in sent if name.startswith("result-")}
    if fields.get("judged") == "withdrawn":
        results = dict.fromkeys(results, "withdrawn")
    return mend(entry.text, fields, results or None)


def _times(entry: ReceivedEntry, wanted: str, community: Community) -> dict[str, Any]:
    """Day and times on the phone's own clock, from a time on the community's; none when it is what stands there."""
    if not wanted or wanted == _local(entry, readable(entry.text), community):
        return {}
    try:
        local = dt.datetime.fromisoformat(wanted).replace(tzinfo=ZoneInfo(community.timezone))
        saved = clock.milliseconds(local) - entry.clock_offset
        day = wire_clock.community_day(saved, community.timezone)
    except (ValueError, OverflowError):
        return {"saved_at": wanted}
    times = {"saved_at": saved, "day": day.isoformat()}
    return times if readable(entry.text).get("kind") == KIND_DEED else {**times, "opened_at": saved}


def _local(entry: ReceivedEntry, data: dict[str, Any], community: Community) -> str:
    """When it was saved, by the community's clock, as an input of the page writes it."""
    saved = data.get("saved_at")
    if not isinstance(saved, int) or isinstance(saved, bool) or not 0 <= saved + entry.clock_offset < LATEST_TIME:
        return ""
    instant = clock.local(community, wire_clock.moment(saved + entry.clock_offset))
    return f"{instant:%Y-%m-%dT%H:%M}"


def _number(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _version(claimed: Any) -> int:
    """The version that the text names; 0, which none has, for what is no number of a version."""
    is_number = isinstance(claimed, int) and not isinstance(claimed, bool) and 0 < claimed <= LARGEST_NUMBER
    return claimed if is_number else 0
