"""Carried deliveries: somebody else brings what a phone made, and it counts as that phone's person's."""

from __future__ import annotations

import datetime as dt

import pytest

from sync.seal import seal
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry, photo_claim
from tests.factories.users import make_device, make_user, recuse
from tests.functional.api.test_batches import body
from tests.functional.api.test_files import Phone, digest, picture
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Check, Device, ReceivedEntry
from webapp.operations.register_device import register_device
from webapp.passwords import token_digest


@pytest.fixture
def community(app):
    return make_community()


@pytest.fixture
def maker(community):
    """The person whose phone has no line, with that phone and its token."""
    user = make_user(community, "inspector")
    return user, *make_device(user)


@pytest.fixture
def carrier(community):
    user = make_user(community, "inspector")
    return user, *make_device(user)


def carried(maker, *entries, token: str | None = None, device: str | None = None) -> dict:
    key = token_digest(token or maker[2])
    sealed = [{"digest": one.digest, "text": one.text, "seal": seal(key, one.digest)} for one in deliver(*entries)]
    made_on = {"device": device or maker[1].public_id}
    return {"protocol": 1, "device_time": clock.now_milliseconds(), "carried": made_on, "entries": sealed}


def post(client, who, sent: dict) -> list[dict]:
    answer = client.post("/api/v1/batches", json=sent, headers={"Authorization": f"Bearer {who[2]}"})
    assert answer.status_code == 200
    return answer.json["receipts"]


def stop(who) -> None:
    db.session.get(Device, who[1].id).revoked_at = clock.now()
    db.session.commit()


def told(receipts: list[dict]) -> list[tuple]:
    return [(receipt["outcome"], receipt["reason"]) for receipt in receipts]


def test_carried_check_is_its_maker_s_and_the_record_names_who_brought_it(client, community, maker, carrier):
    entry = make_entry(make_courtyard(community))
    assert told(post(client, carrier, carried(maker, entry))) == [("accepted", None)]
    check, row = db.session.query(Check).one(), db.session.query(ReceivedEntry).one()
    assert (check.inspector_id, check.walk.user_id, check.walk.device_id) == (maker[0].id, maker[0].id, maker[1].id)
    assert (row.user_id, row.device_id) == (maker[0].id, maker[1].id)
    event = db.session.query(AuditEvent).filter_by(action="checks_carried").one()
    assert (event.actor_id, event.reference) == (carrier[0].id, maker[1].public_id)
    assert event.details == {"checks": [entry["id"]], "by": carrier[1].public_id}


@pytest.mark.parametrize("order", ["carried first", "own first"])
def test_both_ways_give_one_check_in_either_order(client, community, maker, carrier, order):
    entry = make_entry(make_courtyard(community))
    ways = [(carrier, carried(maker, entry)), (maker, body(entry))]
    ways = ways if order == "carried first" else ways[::-1]
    outcomes = [post(client, *way)[0]["outcome"] for way in [*ways, *ways]]
    assert outcomes == ["accepted", "duplicate", "duplicate", "duplicate"]
    assert db.session.query(Check).count() == db.session.query(ReceivedEntry).count() == 1
    assert db.session.query(AuditEvent).filter_by(action="checks_carried").count() == (order == "carried first")


def test_photos_come_by_the_carrier_s_phone_and_complete_the_check(client, community, maker, carrier):
    data = picture()
    faults = {"W1": {"result": "fault", "photos": [photo_claim(digest(data), len(data))]}}
    [receipt] = post(client, carrier, carried(maker, make_entry(make_courtyard(community), faults=faults)))
    assert (receipt["state"], receipt["missing"]) == ("received", [digest(data)])
    sent = Phone(client, carrier[2], carrier[1]).create(data, data)
    assert sent.headers["Photo-Receipt"] == digest(data)
    db.session.expire_all()
    assert db.session.query(Check).one().state == "complete"


def test_broken_seal_is_refused_its_text_kept_and_the_others_not_held_back(client, community, maker, carrier):
    sent = carried(maker, *(make_entry(make_courtyard(community)) for _ in range(4)))
    sent["entries"][0]["seal"] = "0" * 64
    del sent["entries"][1]["seal"]
    sent["entries"][2]["seal"] = sent["entries"][3]["seal"]
    broken = ("rejected", "seal_broken")
    assert told(post(client, carrier, sent)) == [broken, broken, broken, ("accepted", None)]
    kept = db.session.query(ReceivedEntry).filter_by(reason="seal_broken").all()
    assert {row.user_id for row in kept} == {carrier[0].id}
    assert {row.text for row in kept} == {entry["text"] for entry in sent["entries"][:3]}


def test_one_s_own_token_seals_nothing_of_another_s_phone(client, community, maker, carrier):
    entry = make_entry(make_courtyard(community))
    sent = carried(maker, entry, token=carrier[2])
    assert told(post(client, carrier, sent)) == [("rejected", "seal_broken")]
    assert told(post(client, maker, body(entry))) == [("accepted", None)]


def test_refused_seal_takes_nothing_back_that_stands(client, community, maker, carrier):
    entry = make_entry(make_courtyard(community))
    post(client, carrier, body(entry))
    sent = carried(maker, entry, token="wrong")
    assert told(post(client, carrier, sent)) == [("rejected", "seal_broken")]
    assert told(post(client, carrier, body(entry))) == [("duplicate", None)]


def test_changed_text_is_refused(client, community, maker, carrier):
    sent = carried(maker, make_entry(make_courtyard(community)))
    sent["entries"][0]["text"] = sent["entries"][0]["text"].replace('"pass"', '"fault"', 1)
    assert told(post(client, carrier, sent)) == [("rejected", "entry_digest_differs")]
    assert db.session.query(Check).count() == 0


def test_recusal_and_assignment_are_the_maker_s(client, community, maker, carrier):
    own, theirs = make_courtyard(community), make_courtyard(community)
    recuse(maker[0], own)
    recuse(carrier[0], theirs)
    receipts = post(client, carrier, carried(maker, make_entry(own), make_entry(theirs)))
    assert told(receipts) == [("rejected", "not_your_courtyard"), ("accepted", None)]


def test_phone_that_was_stopped_is_refused_also_when_its_work_is_carried(client, community, maker, carrier):
    stop(maker)
    assert told(post(client, carrier, carried(maker, make_entry(make_courtyard(community))))) == [
        ("rejected", "maker_stopped")
    ]
    assert db.session.query(ReceivedEntry).one().user_id == maker[0].id


def test_what_a_stopped_phone_sent_before_is_a_duplicate_when_it_is_carried_and_its_photos_follow(
    client, community, maker, carrier
):
    data = picture()
    faults = {"W1": {"result": "fault", "photos": [photo_claim(digest(data), len(data))]}}
    entry = make_entry(make_courtyard(community), faults=faults)
    post(client, maker, body(entry))
    stop(maker)
    [receipt] = post(client, carrier, carried(maker, entry))
    assert (receipt["outcome"], receipt["missing"]) == ("duplicate", [digest(data)])


def test_stopped_carrier_brings_nothing_and_nothing_of_it_is_the_carrier_s(client, community, maker, carrier):
    stop(carrier)
    entry, foreign = (make_entry(make_courtyard(community)) for _ in range(2))
    sent = carried(maker, entry, foreign)
    sent["entries"][1]["seal"] = "0" * 64
    assert told(post(client, carrier, sent)) == [("rejected", "device_revoked"), ("rejected", "seal_broken")]
    kept = {row.entry_id: (row.user_id, row.reason) for row in db.session.query(ReceivedEntry)}
    assert kept[entry["id"]] == (maker[0].id, "device_revoked")
    assert kept[foreign["id"]] == (carrier[0].id, "seal_broken")


def test_carried_again_by_somebody_else_it_is_taken_though_the_first_carrier_was_stopped(
    client, community, maker, carrier
):
    stop(carrier)
    sent = carried(maker, make_entry(make_courtyard(community)))
    post(client, carrier, sent)
    other = make_user(community, "inspector")
    assert told(post(client, (other, *make_device(other)), sent)) == [("accepted", None)]
    assert db.session.query(Check).one().inspector_id == maker[0].id


def test_phone_of_another_community_or_none_is_refused(client, community, carrier):
    far = make_user(make_community("别的社区"), "inspector")
    stranger = (far, *make_device(far))
    entry = make_entry(make_courtyard(far.community))
    nobody = "00000000-0000-0000-0000-000000000000"
    for sent in (carried(stranger, entry), carried(stranger, entry, device=nobody)):
        assert told(post(client, carrier, sent)) == [("rejected", "seal_broken")]
    assert db.session.query(Check).count() == 0


def test_seals_of_the_token_before_and_of_the_next_one_hold(client, community, maker, carrier):
    phone = maker[1].phone
    following = register_device(maker[0], phone, "手机")[1]
    entries = [make_entry(make_courtyard(community)) for _ in range(3)]
    assert told(post(client, carrier, carried(maker, entries[0], token=following))) == [("accepted", None)]
    post(client, (maker[0], maker[1], following), body())
    assert told(post(client, carrier, carried(maker, entries[1]))) == [("accepted", None)]
    assert told(post(client, carrier, carried(maker, entries[2], token=following))) == [("accepted", None)]


def test_maker_s_wrong_clock_is_corrected_as_it_was_last_measured(client, community, maker, carrier):
    ahead = dt.timedelta(days=3)
    with clock.at(clock.now() + ahead):
        first, second = (make_entry(make_courtyard(community)) for _ in range(2))
        sent = body(first)
    post(client, maker, sent)
    assert told(post(client, carrier, carried(maker, second))) == [("accepted", None)]
    days = {check.day for check in db.session.query(Check)}
    assert days == {clock.today(community)}


@pytest.mark.parametrize("wrong", [7, "x", {}, {"device": 1}, {"device": "../../etc"}, []])
def test_unreadable_carrier_s_note_refuses_the_delivery(client, carrier, wrong):
    sent = {"protocol": 1, "device_time": 0, "entries": [], "carried": wrong}
    answer = client.post("/api/v1/batches", json=sent, headers={"Authorization": f"Bearer {carrier[2]}"})
    assert (answer.status_code, answer.json["reason"]) == (400, "delivery_unreadable")
