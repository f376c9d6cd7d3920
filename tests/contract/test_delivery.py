"""A delivery is refused as a whole only when it can't be read as one."""

import json

import pytest

from sync.delivery import Delivered, Delivery, load_delivery
from sync.digest import digest_text
from sync.limits import Limits
from sync.reasons import Rejection, rejection
from sync.replay import Outcome, Receipt, rejected
from sync.states import State, state_of_arrival

ENTRY = {"digest": digest_text("{}"), "text": "{}"}


def body(**changes) -> bytes:
    return json.dumps({"protocol": 1, "device_time": 1795427100000, "entries": [ENTRY]} | changes).encode()


def test_a_delivery_gives_its_entries_as_they_came():
    delivery = load_delivery(body(later="unknown"))

    assert delivery == Delivery(1, 1795427100000, (Delivered(ENTRY["digest"], "{}"),))


def test_a_later_protocol_is_read():
    assert isinstance(load_delivery(body(protocol=2)), Delivery)


def test_broken_entries_do_not_refuse_the_delivery():
    delivery = load_delivery(body(entries=[{"digest": "?", "text": "\ud800 no JSON \u0000"}, ENTRY]))

    assert isinstance(delivery, Delivery)
    assert [entry.is_intact for entry in delivery.entries] == [False, True]


@pytest.mark.parametrize(
    "sent",
    [b"", b"\xff", b"null", body(protocol=0), body(device_time=1.5), body(device_time=True), body(entries={}),
     body(entries=[{"text": "{}"}]), body(entries=[{"digest": 7, "text": "{}"}]), body(entries=["{}"])],
)  # fmt: skip
def test_what_is_no_delivery_is_refused(sent):
    refused = load_delivery(sent)

    assert isinstance(refused, Rejection)
    assert (refused.reason.name, refused.reason.status) == ("delivery_unreadable", 400)


@pytest.mark.parametrize("limits", [Limits(delivery_entries=1), Limits(delivery_bytes=40)])
def test_too_much_at_once_is_refused(limits):
    refused = load_delivery(body(entries=[ENTRY, ENTRY]), limits)

    assert isinstance(refused, Rejection)
    assert (refused.reason.name, refused.reason.status) == ("delivery_too_large", 413)


def test_receipts_travel_as_the_protocol_says():
    accepted = Receipt("0192", "ab", Outcome.ACCEPTED, state_of_arrival(["cd"]), ("cd",))
    refused = rejected(rejection("items_differ", "results", "0192"), "ab")

    assert accepted.to_json() == {
        "id": "0192", "digest": "ab", "outcome": "accepted", "state": "received", "missing": ["cd"], "reason": None,
        "field": None,
    }  # fmt: skip
    assert refused.to_json() == {
        "id": "0192", "digest": "ab", "outcome": "rejected", "state": None, "missing": [], "reason": "items_differ",
        "field": "results",
    }  # fmt: skip
    assert state_of_arrival([]) is State.COMPLETE
