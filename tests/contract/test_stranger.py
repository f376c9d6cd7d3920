"""Whoever holds to PROTOCOL.md can write the other end: a client that was made from that page alone does its work."""

from __future__ import annotations

import time
import uuid

import pytest

from tests.contract.cutting import CuttingLine
from tests.contract.pictures import make_picture
from tests.contract.stranger_client import Client, Entry, Paused, Walk, photo_of, sign_in
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import PASSWORD, make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Device
from webapp.operations.review_check import Decision, review_check

BROKEN = '{"kind":"check","id":'


@pytest.fixture
def inspector(app):
    inspector = make_user(make_community(), "inspector")
    for number in ("27", "29", "31"):
        make_courtyard(inspector.community, number)
    return inspector


@pytest.fixture
def line(port):
    with CuttingLine(port, []) as made:
        yield made


@pytest.fixture
def phone(line, inspector):
    """Signed in over the wire, and with the whole snapshot."""
    token = sign_in(line.address, inspector.username, PASSWORD, str(uuid.uuid4()), "a stranger's")["token"]
    client = Client(line.address, token, sleep=lambda seconds: time.sleep(min(seconds, 0.2)))
    client.about()
    client.snapshot()
    # What came over the wire the test's own session has not seen.
    db.session.rollback()
    return client


@pytest.fixture
def walk(phone):
    return Walk(phone.kept)


def yards(phone: Client) -> list[str]:
    return [row["code"] for row in phone.kept["courtyards"]]


def done(phone: Client) -> list[bool]:
    return [row["done"] is not None for row in phone.snapshot()["courtyards"]]


def outcomes(receipts: dict[str, dict]) -> list[str]:
    return [receipt["outcome"] for receipt in receipts.values()]


def test_one_bad_entry_holds_back_no_other_and_a_repeat_is_the_same_success(phone, walk):
    first, second = (walk.check(code) for code in yards(phone)[:2])
    entries = [first, Entry(text=BROKEN), second]
    assert outcomes(phone.deliver(entries)) == ["accepted", "rejected", "accepted"]
    assert outcomes(phone.deliver(entries)) == ["duplicate", "rejected", "duplicate"]
    assert [entry.state for entry in entries] == ["complete", "rejected", "complete"]
    assert (entries[1].reason, done(phone)) == ("entry_not_json", [True, True, False])


def test_a_photo_goes_on_where_the_line_was_cut_and_its_check_is_complete(phone, walk, line):
    data = make_picture(31)
    photo = photo_of(data, "image/jpeg")
    check = walk.check(yards(phone)[0], {"W1": ("墙边两袋", [photo])})
    phone.deliver([check])
    assert (check.state, check.missing) == ("received", [photo["sha256"]])
    before = line.carried
    # The first chunk is cut, comes again and is whole; then the second one is cut.
    line.rooms[:] = [20_000, 1_000_000, 20_000]
    phone.upload(photo, data)
    assert line.cuts == 2
    assert line.carried - before < 2 * len(data)
    assert phone.wait_until([check])


def test_what_deltas_make_of_the_first_snapshot_is_the_whole_one(phone, walk, line, inspector):
    staff = make_user(inspector.community, "staff")
    phone.snapshot()
    mistake, faulty = walk.check(yards(phone)[0]), walk.check(yards(phone)[1], {"W1": ("", [])})
    for step in (
        lambda: phone.deliver([mistake, faulty]),
        lambda: review_check(staff, faulty.id, Decision("approve", seen="complete")),
        lambda: phone.deliver([walk.withdrawal(mistake), walk.deed(yards(phone)[2], walk.book["deeds"][0])]),
    ):
        step()
        cursor = phone.kept["cursor"]
        assert phone.snapshot()["cursor"] > cursor
    whole = Client(line.address, phone.token).snapshot()
    assert {**phone.kept, "server_time": 0} == {**whole, "server_time": 0}
    assert [row["state"] for row in whole["own_checks"]] == ["complete", "approved", "complete"]
    assert [finding["item"] for finding in whole["findings"]] == ["W1"]


def test_what_is_taken_back_leaves_what_stood_before(phone, walk):
    first, mistake, other = (walk.check(yards(phone)[place]) for place in (0, 0, 1))
    phone.deliver([first, mistake, other])
    assert done(phone) == [True, True, False]
    withdrawals = [walk.withdrawal(mistake), walk.withdrawal(other)]
    assert outcomes(phone.deliver(withdrawals)) == ["accepted"] * 2
    assert done(phone) == [True, False, False]


def test_deeds_and_checks_travel_compressed(phone, walk, line):
    deed = walk.deed(yards(phone)[0], walk.book["deeds"][0], "清扫石阶巷")
    entries = [deed, *(walk.check(code) for code in yards(phone))]
    before = line.carried
    assert outcomes(phone.deliver(entries, compress=True)) == ["accepted"] * 4
    assert line.carried - before < sum(len(entry.text) for entry in entries)
    assert [row["id"] for row in phone.snapshot()["own_deeds"]] == [deed.id]
    assert phone.wait_until(entries)


def test_after_401_it_sends_nothing_until_its_person_has_signed_in(phone, walk, line, inspector):
    db.session.query(Device).one().revoked_at = clock.now()
    db.session.commit()
    with pytest.raises(Paused, match="401 device_revoked"):
        phone.snapshot()
    before, check = line.carried, walk.check(yards(phone)[0])
    with pytest.raises(Paused):
        phone.deliver([check])
    assert (line.carried, check.state) == (before, "phone")
    phone.token = sign_in(line.address, inspector.username, PASSWORD, str(uuid.uuid4()), "another")["token"]
    phone.paused = False
    phone.deliver([check])
    assert check.state == "complete"
