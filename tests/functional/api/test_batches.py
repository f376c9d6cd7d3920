"""POST /api/v1/batches and GET /api/v1/snapshot as a phone calls them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry
from tests.factories.users import make_device, make_user, recuse, sign_in
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Device, ReceivedEntry


@pytest.fixture
def inspector(app):
    return make_user(make_community(), "inspector")


@pytest.fixture
def bearer(inspector):
    return {"Authorization": f"Bearer {make_device(inspector)[1]}"}


def body(*entries) -> dict:
    carried = [{"digest": entry.digest, "text": entry.text} for entry in deliver(*entries)]
    return {"protocol": 1, "device_time": clock.now_milliseconds(), "entries": carried}


def test_delivery_is_answered_by_receipts_in_order(client, bearer, inspector):
    courtyard = make_courtyard(inspector.community)
    entries = [make_entry(courtyard) for _ in range(3)]
    answer = client.post("/api/v1/batches", json=body(*entries), headers=bearer)
    assert answer.status_code == 200
    assert [receipt["id"] for receipt in answer.json["receipts"]] == [entry["id"] for entry in entries]
    assert answer.json["server_time"] == pytest.approx(clock.now_milliseconds(), abs=60_000)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"saved_at": None}, "saved_at"),
        ({"position": "here"}, "position"),
        ({"courtyard": "NOSUCHYD"}, "courtyard"),
        ({"results": [{"item": "W1", "result": "pass"}]}, "results"),
        (
            {"results": [{"item": "W1", "result": "fault", "photos": [{"sha256": "0" * 64, "<b>": 1}]}]},
            "results.0.photos.0.bytes",
        ),
        ({"kind": "<b>"}, "kind"),
    ],
)
def test_receipt_names_a_field_of_the_sender_s_own_text(client, bearer, inspector, changes, field):
    entry = {**make_entry(make_courtyard(inspector.community)), **changes}
    [receipt] = client.post("/api/v1/batches", json=body(entry), headers=bearer).json["receipts"]
    assert (receipt["outcome"], receipt["field"]) == ("rejected", field)


def test_receipt_names_no_field_where_none_is_to_blame(client, bearer, inspector):
    whole = make_entry(make_courtyard(inspector.community))
    delivery = body(whole, "{", "[]", whole)
    delivery["entries"][3]["digest"] = "0" * 64
    receipts = client.post("/api/v1/batches", json=delivery, headers=bearer).json["receipts"]
    assert [each["outcome"] for each in receipts] == ["accepted", "rejected", "rejected", "rejected"]
    assert [each["field"] for each in receipts] == [None] * 4


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"protocol":1}', b"\xff\xfe", b'{"protocol":1,"entries":"x"}'])
def test_unreadable_delivery_is_refused_as_json(client, bearer, data):
    answer = client.post("/api/v1/batches", data=data, headers=bearer, content_type="application/json")
    assert (answer.status_code, answer.json["reason"]) == (400, "delivery_unreadable")


def test_oversized_delivery_is_refused(client, bearer):
    answer = client.post("/api/v1/batches", data=b" " * (1 << 21), headers=bearer)
    assert (answer.status_code, answer.json["reason"]) == (413, "delivery_too_large")


def test_without_a_token_nothing_is_told(client):
    for answer in (client.get("/api/v1/snapshot"), client.post("/api/v1/batches", json={})):
        assert (answer.status_code, answer.json["reason"]) == (401, "sign_in_again")


def test_cookie_of_a_signed_in_person_opens_nothing_below_api(client, inspector):
    sign_in(client, inspector)
    assert client.get("/api/v1/snapshot").status_code == 401


def test_revoked_device_hands_in_to_quarantine_only(client, inspector):
    device, token = make_device(inspector)
    db.session.get(Device, device.id).revoked_at = clock.now()
    db.session.commit()
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/snapshot", headers=bearer).json["reason"] == "device_revoked"
    answer = client.post("/api/v1/batches", json=body(make_entry(make_courtyard(inspector.community))), headers=bearer)
    assert answer.json["receipts"][0]["reason"] == "device_revoked"
    assert db.session.query(Check).count() == 0
    assert db.session.query(ReceivedEntry).count() == 1


def test_snapshot_holds_the_route_without_names_and_names_recused_courtyards(client, bearer, inspector):
    make_courtyard(inspector.community, "27", holder="何桂芳")
    own = make_courtyard(inspector.community, "29", holder="王志远")
    recuse(inspector, own)
    make_courtyard(make_community("别的社区"), "31")
    snapshot = client.get("/api/v1/snapshot", headers=bearer).json
    assert [courtyard["number"] for courtyard in snapshot["courtyards"]] == ["27", "29"]
    assert snapshot["recused"] == [own.code]
    assert snapshot["courtyards"][0]["surname"] == "何"
    assert "桂芳" not in json.dumps(snapshot, ensure_ascii=False)


def test_snapshot_has_a_tag_that_changes_with_the_community(client, bearer, inspector):
    courtyard = make_courtyard(inspector.community)
    tag = client.get("/api/v1/snapshot", headers=bearer).headers["ETag"]
    assert client.get("/api/v1/snapshot", headers={**bearer, "If-None-Match": tag}).status_code == 304
    client.post("/api/v1/batches", json=body(make_entry(courtyard)), headers=bearer)
    assert client.get("/api/v1/snapshot", headers={**bearer, "If-None-Match": tag}).status_code == 200


def test_snapshot_tells_done_this_week_own_states_and_open_findings(client, bearer, inspector):
    courtyard = make_courtyard(inspector.community)
    entry = make_entry(courtyard, faults={"W2": {"result": "fault"}})
    client.post("/api/v1/batches", json=body(entry), headers=bearer)
    db.session.query(Check).one().state = "approved"
    db.session.commit()
    snapshot = client.get("/api/v1/snapshot", headers=bearer).json
    today = clock.today(inspector.community)
    assert snapshot["courtyards"][0]["done"] == {"day": today.isoformat(), "faults": 1, "others": 0}
    assert snapshot["courtyards"][0]["last"]["faults"] == ["W2"]
    assert [(row["id"], row["state"]) for row in snapshot["own_checks"]] == [(entry["id"], "approved")]
    [finding] = snapshot["findings"]
    assert finding["item"] == "W2"
    assert finding["until"] == (today + dt.timedelta(days=3)).isoformat()


def test_form_from_another_site_is_refused(client, inspector):
    sign_in(client, inspector)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert client.post("/auth/devices", json={}, headers=headers).status_code == 403
