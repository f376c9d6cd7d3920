"""The receipt: signed on the screen or on paper, printed, and seen by nobody but staff and oversight."""

from __future__ import annotations

from base64 import b64encode

import pypdfium2
import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.courtyards import household_of
from tests.factories.goods import SETTLED, make_good, make_market
from tests.factories.pictures import make_signature
from webapp import clock
from webapp.extensions import db
from webapp.models import Signature
from webapp.operations.hand_out import Basket, hand_out

PNG = "data:image/png;base64,"


@pytest.fixture
def market(app):
    found = make_market()
    with clock.at(SETTLED):
        yield found


@pytest.fixture
def desk(app, market) -> Browser:
    return Browser(app, market.staff)


@pytest.fixture
def receipt(market) -> str:
    good = make_good(market.staff)
    made = hand_out(market.staff, market.account, Basket({good.id: 2}, "理发一次", 3), picked_up_by="何小妹")
    return f"/staff/receipts/{made.id}/"


def drawn(shift: int = 0) -> dict:
    return {"signature": PNG + b64encode(make_signature(shift)).decode()}


def pdf_words(data: bytes) -> tuple[str, int]:
    """Its words, and how many pictures stand on its only page."""
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 1
        pictures = [each for each in document[0].get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        return document[0].get_textpage().get_text_range(), len(pictures)


def test_signature_is_taken_shown_and_printed(desk, receipt):
    assert f"{receipt}signature" in desk.get(receipt).text
    assert desk.post(f"{receipt}signature", drawn()).status_code == 303
    page = desk.get(receipt).text
    assert f'src="{receipt}signature.png"' in page
    assert "data-sign" not in page
    shown = desk.get(f"{receipt}signature.png")
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/png", "private, no-store")
    assert pdf_words(desk.get(f"{receipt}receipt.pdf").data)[1] == 1


def test_who_signs_on_paper_has_a_printed_line_and_everything_is_on_it(desk, receipt):
    answer = desk.get(f"{receipt}receipt.pdf")
    words, pictures = pdf_words(answer.data)
    assert (answer.mimetype, pictures) == ("application/pdf", 0)
    for part in ("兑换收据", "何桂芳", "纸巾", "2提", "目录以外的", "7", "何小妹", "2026年11月12日"):
        assert part in words, part


def test_form_twice_is_one_signature_and_another_one_is_told(desk, receipt):
    assert [desk.post(f"{receipt}signature", drawn()).status_code for _ in range(2)] == [303, 303]
    answer = desk.post(f"{receipt}signature", drawn(40))
    assert (answer.status_code, "已经签过了" in answer.text) == (409, True)
    assert db.session.query(Signature).count() == 1


@pytest.mark.parametrize(
    "text", ["", "data:,", "x" * 3, "²", PNG, "data:image/svg+xml;base64,PHN2Zz4=", PNG + "A" * 200_000]
)
def test_what_is_no_signature_is_told_in_words(desk, receipt, text):
    answer = desk.post(f"{receipt}signature", {"signature": text})
    assert (answer.status_code, "没有收到签名" in answer.text) == (422, True)
    assert db.session.query(Signature).count() == 0


def test_undone_receipt_says_so_and_asks_for_no_signature(desk, receipt):
    desk.post(receipt)
    assert "data-sign" not in desk.get(receipt).text
    assert desk.post(f"{receipt}signature", drawn()).status_code == 409
    assert "撤回了" in pdf_words(desk.get(f"{receipt}receipt.pdf").data)[0]


def test_oversight_sees_it_and_nobody_else(app, market, desk, receipt):
    desk.post(f"{receipt}signature", drawn())
    watching = Browser(app, market.oversight)
    place = f"/oversight/receipts/{receipt.split('/')[-2]}/signature.png"
    assert place in watching.get("/oversight/goods/").text
    assert watching.get(place).mimetype == "image/png"
    elsewhere = make_market("别处")
    for user in (elsewhere.staff, elsewhere.oversight):
        stranger = Browser(app, user)
        addresses = (place, f"{receipt}signature.png", f"{receipt}receipt.pdf")
        assert not any(stranger.get(each).status_code == 200 for each in addresses)
    card = open_card(app, market.staff, household_of(market.account.courtyard))
    assert "signature" not in card.get("/card/goods/").text
    for each in (place, f"{receipt}signature.png"):
        assert card.get(each).status_code != 200
