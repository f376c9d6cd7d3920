"""A signature is a small PNG of a receipt; it is kept once, without comments, and goes with the household's data."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.factories.goods import SETTLED, make_good, make_market, redeem
from tests.factories.pictures import SECRET, make_jpeg, make_signature
from webapp.extensions import db
from webapp.models import AuditEvent, Signature
from webapp.operations.hand_out import Basket, hand_out, undo_handout
from webapp.operations.reserve_good import Wish, reserve_good
from webapp.operations.sign_receipt import MOST_BYTES, forget_collectors, sign_receipt
from webapp.operations.transaction import transaction


@pytest.fixture
def receipt(market):
    return redeem(market.staff, market.account, 3, "理发一次")


def kept() -> list[bytes]:
    return [each.png for each in db.session.query(Signature).order_by(Signature.id)]


def test_signature_is_kept_without_what_was_written_beside_it(market, receipt):
    given = make_signature()
    assert SECRET in given
    assert sign_receipt(market.staff, receipt.id, given) is None
    [png] = kept()
    assert SECRET not in png
    assert Image.open(io.BytesIO(png)).size == (600, 200)
    assert db.session.query(AuditEvent).filter_by(action="receipt_signed").count() == 1


def test_the_same_again_is_the_same_and_another_replaces_none(market, receipt):
    first = make_signature()
    assert [sign_receipt(market.staff, receipt.id, first) for _ in range(2)] == [None, None]
    before = kept()
    assert sign_receipt(market.other, receipt.id, make_signature(30)) == "signed_already"
    assert kept() == before


def huge() -> bytes:
    """A few bytes that say they are 30,000 pixels square."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    chunks = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def noisy() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((600, 200), 90).save(buffer, "PNG")
    assert len(buffer.getvalue()) > MOST_BYTES
    return buffer.getvalue()


def broken() -> bytes:
    """Whole by its parts, but its pixels are no pixels."""
    data = make_signature()
    place = data.index(b"IDAT") + 4
    return data[:place] + b"\0" * 40 + data[place + 40 :]


NONE = {
    "nothing": b"",
    "script": b"<script>",
    "jpeg": make_jpeg(),
    "cut": make_signature()[:-20],
    "huge": huge(),
    "heavy": noisy(),
    "broken": broken(),
    "large": make_signature(size=(2000, 1000)),
}


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_what_is_no_small_png_is_refused_and_nothing_is_kept(market, receipt, data):
    assert sign_receipt(market.staff, receipt.id, data) == "no_signature"
    assert kept() == []


def test_receipt_that_is_undone_or_elsewhere_is_not_signed(market, receipt):
    foreign = make_market("别处")
    assert sign_receipt(foreign.staff, receipt.id, make_signature()) == "unknown"
    undo_handout(market.staff, receipt.id)
    assert sign_receipt(market.staff, receipt.id, make_signature()) == "undone"
    assert kept() == []


def test_nothing_of_who_collected_is_left_when_the_data_are_deleted_and_points_stay(market):
    good = make_good(market.staff)
    made = hand_out(market.staff, market.account, Basket({good.id: 1}), picked_up_by="何小妹")
    other = hand_out(market.staff, market.account, Basket({good.id: 1}))
    put_by = reserve_good(market.staff, market.account, Wish(good.id, 1, SETTLED.date(), "何小妹"))
    elsewhere = make_market("别处")
    strange = redeem(elsewhere.staff, elsewhere.account, 1, "理发")
    for staff, receipt in ((market.staff, made), (market.staff, other), (elsewhere.staff, strange)):
        assert sign_receipt(staff, receipt.id, make_signature()) is None
    with transaction(market.community.id) as session:
        forget_collectors(session, market.account)
    assert [each.redemption_id for each in db.session.query(Signature)] == [strange.id]
    assert (made.picked_up_by, put_by.picked_up_by, made.points) == ("", "", 2)
