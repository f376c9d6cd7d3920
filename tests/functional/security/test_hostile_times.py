"""Clocks that say impossible things hold nobody back."""

from __future__ import annotations

from itertools import product

from sync.clock import community_day
from sync.digest import digest_text
from sync.fields import LATEST_TIME
from tests.factories.entries import as_text, make_entry
from tests.factories.users import make_device
from webapp import clock
from webapp.extensions import db
from webapp.models import Check


def send(client, token: str, device_time: int, *entries: dict):
    texts = [as_text(entry) for entry in entries]
    delivered = [{"digest": digest_text(text), "text": text} for text in texts]
    body = {"protocol": 1, "device_time": device_time, "entries": delivered}
    return client.post("/api/v1/batches", json=body, headers={"Authorization": f"Bearer {token}"})


def test_impossible_time_is_answered_by_a_receipt(client, home):
    _, token = make_device(home.inspector)
    for device_time, saved_at in product((0, 1, LATEST_TIME), (0, LATEST_TIME)):
        entry = make_entry(home.yards[0], saved_at=saved_at, opened_at=saved_at)
        answer = send(client, token, device_time, entry)
        assert answer.status_code == 200, (device_time, saved_at)
        assert answer.json["receipts"][0]["outcome"] in ("accepted", "rejected")


def test_entry_from_the_year_9999_does_not_hold_back_the_others(client, home):
    _, token = make_device(home.inspector)
    mad = make_entry(home.yards[0], saved_at=LATEST_TIME, opened_at=LATEST_TIME)
    # The clock is three hours behind, so that the corrected time lies beyond the last day there is.
    answer = send(client, token, clock.now_milliseconds() - 3 * 3_600_000, mad, make_entry(home.yards[1]))
    receipts = [(receipt["outcome"], receipt["reason"]) for receipt in answer.json["receipts"]]
    assert receipts == [("rejected", "day_implausible"), ("accepted", None)]


def test_check_saved_before_a_fast_clock_was_put_right_counts_on_its_arrival_and_is_flagged(client, home):
    _, token = make_device(home.inspector)
    now = clock.now_milliseconds()
    ahead = now + 3 * 86_400_000
    day = f"{community_day(ahead, home.community.timezone)}"
    entry = make_entry(home.yards[0], saved_at=ahead, opened_at=ahead - 20_000, day=day)
    receipt = send(client, token, now, entry).json["receipts"][0]
    assert receipt["outcome"] == "accepted"
    check = db.session.scalar(db.select(Check).filter_by(uuid=receipt["id"]))
    assert check.skewed
    assert check.day == clock.today(home.community)
