"""A face that the reviewer covered is unrecognisable wherever a picture is served, and the evidence stays as it was."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.courtyards import household_of
from tests.factories.entries import photo_claim
from tests.factories.neighbourhoods import TODAY, Neighbourhood
from tests.factories.users import recuse
from webapp.database import release_connection
from webapp.extensions import db
from webapp.models import AuditEvent, AuditWords, Check, PhotoCover
from webapp.photo_store import photos
from webapp.pictures import small_picture

FACE = (160, 120, 320, 240)  # pixels of 640 by 480: a quarter from each edge to the half
AREA = {"left": "25", "top": "25", "width": "25", "height": "25"}


def chequered() -> bytes:
    """Black and white fields of 4 pixels all over: what is recognisable has contrast."""
    image = Image.new("L", (640, 480))
    draw = ImageDraw.Draw(image)
    for left in range(0, 640, 8):
        for top in range(0, 480, 8):
            draw.rectangle((left, top, left + 3, top + 3), fill=255)
            draw.rectangle((left + 4, top + 4, left + 7, top + 7), fill=255)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


@pytest.fixture
def check(home) -> Check:
    data = chequered()
    sha256 = make_photo(home.community, data)
    fault = {"result": "fault", "photos": [photo_claim(sha256, len(data))]}
    check = make_check(home.inspector, home.yards[0], at(TODAY.date(), 9), {"W1": fault})
    approve(home.staff, check)
    return check


def page_of(check: Check, area: str = "staff") -> str:
    return f"/{area}/checks/{check.uuid}/photos/{check.photos[0].sha256}/"


def contrast(data: bytes, box: tuple[int, int, int, int] = FACE) -> int:
    """Between the darkest and the lightest inside the box, a little off its edges."""
    left, top, right, bottom = box
    inner = Image.open(io.BytesIO(data)).convert("L").crop((left + 4, top + 4, right - 4, bottom - 4))
    darkest, lightest = inner.getextrema()
    return int(lightest - darkest)


def cover(home: Neighbourhood, app, check: Check, **fields: object):
    return Browser(app, home.staff).post(page_of(check), {"seen": 0, **AREA, **fields})


def test_covered_area_has_nothing_left_to_recognise_and_the_rest_is_as_it_was(app, home, check):
    desk = Browser(app, home.staff)
    address = f"{page_of(check)}large.jpg"
    assert contrast(desk.get(address).data) > 200
    assert cover(home, app, check).status_code == 303
    seen = desk.get(address).data
    assert contrast(seen) < 30
    assert contrast(seen, (400, 300, 600, 460)) > 200


def test_every_picture_that_is_served_is_covered(app, home, check):
    """Of the household, the desk, oversight and the inspector, small and large, also those made before."""
    sha256, uuid = check.photos[0].sha256, check.uuid
    card = open_card(app, home.staff, household_of(home.yards[0]))
    asked = [
        (card, f"/card/photos/{uuid}/{sha256}?size=large"),
        (Browser(app, home.staff), f"{page_of(check)}large.jpg"),
        (Browser(app, home.oversight), f"{page_of(check, 'oversight')}large.jpg"),
        (Browser(app, home.inspector), f"/inspect/photos/{sha256}"),
    ]
    assert all(contrast(browser.get(address).data) > 200 for browser, address in asked)
    marks = [browser.get(address).headers["ETag"] for browser, address in asked]
    assert cover(home, app, check).status_code == 303
    for (browser, address), mark in zip(asked, marks, strict=True):
        answer = browser.get(address, headers={"If-None-Match": mark})
        assert (answer.status_code, contrast(answer.data) < 30) == (200, True), address
    small = card.get(f"/card/photos/{uuid}/{sha256}?size=small").data
    assert contrast(small, (80, 60, 160, 120)) < 30


def test_original_bytes_stay_and_still_find_the_photo_used_again(app, home, check):
    sha256 = check.photos[0].sha256
    before = small_picture(home.community.id, sha256)
    cover(home, app, check)
    release_connection()
    assert photos().read(home.community.id, sha256) == chequered()
    assert small_picture(home.community.id, sha256) == before


def test_cover_is_audited_and_can_be_taken_back(app, home, check):
    cover(home, app, check)
    [row] = db.session.query(PhotoCover)
    assert (row.made_by, row.areas) == (home.staff.id, [[250, 250, 250, 250]])
    done = Browser(app, home.staff).post(page_of(check), {"seen": row.id, "do": "undo"})
    assert done.status_code == 303
    assert contrast(Browser(app, home.staff).get(f"{page_of(check)}large.jpg").data) > 200
    events = db.session.query(AuditEvent).filter(AuditEvent.action.in_(("photo_covered", "photo_uncovered")))
    assert [(each.action, each.actor_id, each.reference) for each in events.order_by(AuditEvent.id)] == [
        ("photo_covered", home.staff.id, check.uuid),
        ("photo_uncovered", home.staff.id, check.uuid),
    ]


def test_same_form_sent_twice_covers_once(app, home, check):
    assert [cover(home, app, check).status_code for _ in range(2)] == [303, 303]
    assert db.session.query(PhotoCover).count() == 1


@pytest.mark.parametrize("wrong", [{"left": "90"}, {"width": "0"}, {"top": "x"}, {"height": ""}, {"left": "nan"}])
def test_area_that_is_none_is_refused_and_what_was_typed_stays(app, home, check, wrong):
    answer = cover(home, app, check, **wrong)
    assert answer.status_code == 422
    assert 'name="top" value="' + wrong.get("top", "25") in answer.text
    assert db.session.query(PhotoCover).count() == 0


def test_cover_that_somebody_else_changed_meanwhile_is_not_overwritten(app, home, check):
    cover(home, app, check)
    answer = cover(home, app, check, left="10")
    assert (answer.status_code, "别人刚刚改过" in answer.text) == (409, True)
    assert db.session.query(PhotoCover).count() == 1


def test_who_is_recused_covers_nothing(app, home, check):
    recuse(home.staff, home.yards[0])
    answer = cover(home, app, check)
    assert (answer.status_code, "要回避" in answer.text) == (422, True)


def test_oversight_looks_beneath_with_a_reason_that_stands_in_the_trail(app, home, check):
    cover(home, app, check)
    oversight, page = Browser(app, home.oversight), page_of(check, "oversight")
    assert "data:image/jpeg" not in oversight.get(page).text
    refused = oversight.post(page, {"reason": " "})
    assert (refused.status_code, "data:image/jpeg" in refused.text) == (422, False)
    shown = oversight.post(page, {"reason": "复议要核对"})
    assert (shown.status_code, "data:image/jpeg;base64," in shown.text) == (200, True)
    assert shown.headers["Cache-Control"] == "no-store"
    [event] = db.session.query(AuditEvent).filter_by(action="photo_looked_uncovered")
    words = db.session.query(AuditWords).filter_by(event_id=event.id).one().text
    assert (event.actor_id, words) == (home.oversight.id, "复议要核对")
