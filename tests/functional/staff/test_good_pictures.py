"""A good's picture: put in with its form, shown wherever the good is, changed and taken away; nothing else is shown."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from PIL import Image

from tests.factories.browsers import Browser
from tests.factories.goods import SETTLED, make_good, make_market
from tests.factories.pictures import SECRET, make_telling_jpeg
from webapp import clock
from webapp.extensions import db
from webapp.models import Good

pillow_heif.register_heif_opener()
FORM = {"name": "纸巾", "unit": "提", "points": "2", "low_at": "", "most_each": "", "sponsor": ""}
MANY = {"content_type": "multipart/form-data"}


@pytest.fixture
def market(app):
    found = make_market()
    with clock.at(SETTLED):
        yield found


@pytest.fixture
def desk(app, market) -> Browser:
    return Browser(app, market.staff)


def with_picture(data: bytes, name: str = "a.jpg", **more) -> dict:
    return {**FORM, "picture": (io.BytesIO(data), name), **more}


def saved(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((640, 480), 80).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_picture_is_shown_in_the_catalogue_at_the_counter_and_on_the_receipt(market, desk, kind):
    answer = desk.post("/staff/goods/", with_picture(saved(kind)), **MANY)
    assert answer.status_code == 303
    good = db.session.query(Good).one()
    picture = f"/staff/goods/{good.id}/picture/small.jpg"
    desk.post(f"/staff/goods/{good.id}/moves", {"move": "donated", "quantity": "6", "words": "店"})
    visitor = f"/staff/counter/{market.account.id}/"
    receipt = desk.post(visitor, {f"pieces-{good.id}": "1"}).headers["Location"]
    for page in ("/staff/goods/", f"/staff/goods/{good.id}/", visitor, receipt):
        assert picture in desk.get(page).text, page
    assert Image.open(io.BytesIO(desk.get(picture).data)).format == "JPEG"


def test_only_a_copy_without_comments_is_shown(desk):
    desk.post("/staff/goods/", with_picture(make_telling_jpeg("red")), **MANY)
    for size in ("small", "large"):
        answer = desk.get(f"/staff/goods/{db.session.query(Good).one().id}/picture/{size}.jpg")
        assert (answer.status_code, SECRET in answer.data) == (200, False)


def test_picture_is_replaced_kept_and_taken_away(desk):
    desk.post("/staff/goods/", with_picture(make_telling_jpeg("red")), **MANY)
    good = db.session.query(Good).one()
    first, place = good.picture, f"/staff/goods/{good.id}/"
    desk.post(place, with_picture(b"", ""), **MANY)
    assert good.picture == first
    desk.post(place, with_picture(make_telling_jpeg("blue")), **MANY)
    assert good.picture not in (None, first)
    desk.post(place, {**FORM, "no_picture": "on"}, **MANY)
    assert good.picture is None
    assert desk.get(f"{place}picture/small.jpg").status_code == 404


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def rotten() -> bytes:
    """A PNG whole by its parts, whose pixels are none."""
    data = saved("PNG")
    place = data.index(b"IDAT") + 4
    return data[:place] + b"\0" * 60 + data[place + 60 :]


HOSTILE = {
    "svg": b"<svg onload=alert(1)>",
    "pdf": b"%PDF-1.7",
    "cut": cut(saved("JPEG")),
    "more": saved("PNG") + b"PK\x03\x04zip",
    "gif": saved("GIF"),
    "rotten": rotten(),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_is_refused_with_words_and_what_was_written_stays(market, desk, data):
    good = make_good(market.staff)
    for place in ("/staff/goods/", f"/staff/goods/{good.id}/"):
        answer = desk.post(place, {**with_picture(data), "name": "肥皂"}, **MANY)
        assert (answer.status_code, "图片没有收下" in answer.text, "肥皂" in answer.text) == (422, True, True), place
    assert [(each.name, each.picture) for each in db.session.query(Good)] == [("纸巾", None)]


def test_another_communitys_picture_is_not_there(app, desk):
    desk.post("/staff/goods/", with_picture(make_telling_jpeg("red")), **MANY)
    stranger = Browser(app, make_market("别处").staff)
    assert stranger.get(f"/staff/goods/{db.session.query(Good).one().id}/picture/small.jpg").status_code == 404
