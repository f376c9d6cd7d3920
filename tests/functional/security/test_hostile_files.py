"""Files that are no photo, or more than one, at every form of the card that takes photos: told in words, never kept."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import MONTH, Neighbourhood
from tests.factories.pictures import make_jpeg
from tests.factories.worlds import card_of, make_world
from webapp.extensions import db, limiter
from webapp.models import HelpTask, Photo
from webapp.operations.help_out import HelpAct, help_out
from webapp.operations.post_wish import post_wish

CLAIM = "/card/claims/new"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png() -> bytes:
    """50,000 by 50,000 pixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(10_000_000))
    return buffer.getvalue()


HOSTILE = {
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "truncated": make_jpeg()[:-40],
    "head alone": b"\xff\xd8\xff\xe0",
    "huge": huge_png(),
    "zip": zipped(),
    "polyglot": make_jpeg() + zipped(),
    "page behind a photo": make_jpeg() + b"<html><script>alert(1)</script>",
    "larger than 8 MB": make_jpeg() + bytes(8 << 20),
    "nothing": b"",
}
NAMES = ("../../../etc/passwd", "a\0.jpg", "C:\\a.jpg", "a" * 5000, "<script>.jpg", '"; x="', "照片.jpg")


@pytest.fixture
def world(app, home, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    return make_world(app, home)


@pytest.fixture
def card(app, world) -> Browser:
    return card_of(app, world.home.household)


def taken_by(home: Neighbourhood) -> HelpTask:
    """A wish of 29 that 27 takes."""
    wish = post_wish(household_of(home.yards[1]), "修一修门", "t").wish
    assert wish is not None
    assert help_out(home.staff, wish.id, HelpAct("admit", wish.version)) is None
    assert help_out(home.household, wish.id, HelpAct("take", wish.version)) is None
    return wish


@pytest.fixture
def forms(world) -> dict[str, dict[str, str]]:
    """Those that take photos, and what else they ask for."""
    check, help_task = world.home.check.uuid, taken_by(world.home)
    return {
        CLAIM: {"kind": "activity", "text": "扫了巷子", "points": "2", "token": "t-9"},
        "/card/objections/new": {"month": MONTH, "line": "score", "text": "不对"},
        f"/card/put-right/{check}/W1": {"token": "t-9"},
        f"/card/help/{help_task.id}/": {"do": "prove", "seen": f"{help_task.version}", "words": "做好了"},
    }


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_photo_is_refused_in_words_and_not_kept(card, forms, kind):
    before = db.session.query(Photo).count()
    for path, form in forms.items():
        answer = card.post(path, form | {"photo": (io.BytesIO(HOSTILE[kind]), "a.jpg", "image/jpeg")})
        assert answer.status_code == 422, path
        assert "<script>alert(1)" not in answer.text
        assert "没有收" in answer.text or "打不开" in answer.text, path
    db.session.expire_all()
    assert db.session.query(Photo).count() == before


def test_file_is_never_called_as_its_sender_called_it(card, forms):
    for number, name in enumerate(NAMES):
        form = forms[CLAIM] | {"token": f"n-{number}"}
        answer = card.post(CLAIM, form | {"photo": (io.BytesIO(make_jpeg()), name, "text/html")})
        assert answer.status_code == 303, name
    page = card.get("/card/claims/").text
    assert not [name for name in ("passwd", "C:\\a", "<script>") if name in page]


@pytest.mark.parametrize("parts", [1_000, 100_000])
def test_more_parts_than_any_form_has_are_refused_in_words(card, parts):
    part = '--x\r\nContent-Disposition: form-data; name="photo"; filename=""\r\n\r\n\r\n'
    body = (part * parts + "--x--\r\n").encode()
    answer = send(card, body, "multipart/form-data; boundary=x")
    assert answer.status_code in (413, 422)
    assert answer.mimetype == "text/html"


def test_more_bytes_than_any_form_has_are_refused_before_they_are_read(card):
    answer = send(card, bytes(60 << 20), "multipart/form-data; boundary=x")
    assert (answer.status_code, "文件太大" in answer.text) == (413, True)


def send(card: Browser, body: bytes, content_type: str):
    return card._client.post(CLAIM, data=body, headers=SAME_ORIGIN, content_type=content_type)
