"""Photos of a look at a drawn check: taken by a form, shown beside the check's own, refused where they are none."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import make_photo
from tests.factories.communities import make_community
from tests.factories.neighbourhoods import TODAY, make_neighbourhood
from tests.factories.pictures import make_telling_jpeg
from tests.factories.samples import look, throw
from tests.factories.users import make_user
from tests.functional.oversight.test_samples import PAGE, form
from tests.functional.security.test_covered_photos import AREA, chequered, contrast
from tests.functional.security.test_hostile_files import HOSTILE
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Photo, SamplePhoto, SampleVisit
from webapp.operations.expire import expire
from webapp.operations.finalise_month import finalise_month

SAME = {"item-W1": "same"}
FINAL = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)


def make_drawn():
    home = make_neighbourhood()
    assert throw(home.oversight, home.check) is None
    return home


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_drawn)


@pytest.fixture
def oversight(app, home) -> Browser:
    return Browser(app, home.oversight)


@pytest.fixture
def page(home) -> str:
    return f"{PAGE}{home.check.walk.uuid}/{home.check.uuid}/"


def picked(*pictures: bytes) -> dict[str, list]:
    return {"photo": [(io.BytesIO(each), "a.jpg", "image/jpeg") for each in pictures]}


def test_photos_stand_beside_the_check_s_own_for_staff_and_oversight(app, oversight, home, page):
    asked = oversight.get(page).text
    for words in ('enctype="multipart/form-data"', "data-shrink", "dist/shrink.js"):
        assert words in asked
    pictures = [make_telling_jpeg(colour) for colour in ("white", "navy")]
    assert oversight.post(page, form(asked, **SAME) | picked(*pictures)).status_code == 303
    hashes = [each.sha256 for each in db.session.query(SamplePhoto).order_by(SamplePhoto.position)]
    assert len(hashes) == 2
    assert db.session.query(AuditEvent).filter_by(action="sample_looked").one().details["photos"] == 2

    check = f"/checks/{home.check.uuid}/"
    for browser, area, small in (
        (oversight, "oversight", f"/oversight{check}looks/{{}}/small.jpg"),
        (Browser(app, home.staff), "staff", "/staff/photos/{}/small.jpg"),
    ):
        shown = browser.get(f"/{area}{check}").text
        assert home.sha256 in shown
        assert "监督抽查</b> 11月4日" in shown
        for sha256 in hashes:
            assert small.format(sha256) in shown
            assert browser.get(small.format(sha256)).mimetype == "image/jpeg"
    assert "抽查的照片" in Browser(app, home.staff).get(f"/staff/photos/{hashes[0]}/").text


def test_a_refused_form_keeps_its_photos_and_its_marks(app, oversight, home, page):
    sent = form(oversight.get(page).text, **{"item-W1": "otherwise"}) | picked(make_telling_jpeg("white"))
    refused = oversight.post(page, sent)
    assert refused.status_code == 422
    assert "第1张已经收到，不用再选" in refused.text
    assert db.session.query(SamplePhoto).count() == 0
    token = refused.text.split('name="sent" value="')[1].split('"')[0]
    mended = form(refused.text, **{"item-W1": "otherwise", "text-W1": "箱子还在", "sent": token})
    assert oversight.post(page, mended).status_code == 303
    assert db.session.query(SamplePhoto).count() == 1

    other = Browser(app, make_user(home.community, "oversight", name="乙例"))
    stolen = form(other.get(page).text, **SAME, sent=token)
    assert other.post(page, stolen).status_code == 303
    assert db.session.query(SamplePhoto).count() == 1, "what somebody else sent is nobody else's"


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_photo_is_refused_in_words_and_not_kept(oversight, page, kind):
    before = db.session.query(Photo).count()
    answer = oversight.post(page, form(oversight.get(page).text, **SAME) | picked(HOSTILE[kind]))
    assert answer.status_code == 422
    assert "<script>alert(1)" not in answer.text
    assert "没有收" in answer.text or "打不开" in answer.text
    assert 'id="item-W1-same" value="same" checked' in answer.text
    assert (db.session.query(Photo).count(), db.session.query(SampleVisit).count()) == (before, 0)


def test_more_than_three_are_told_and_the_first_three_kept_for_the_form(oversight, page):
    pictures = [make_telling_jpeg(colour) for colour in ("white", "navy", "red", "green")]
    answer = oversight.post(page, form(oversight.get(page).text, **SAME) | picked(*pictures))
    assert answer.status_code == 422
    assert "最多3张" in answer.text
    assert answer.text.count('name="sent"') == 3


def test_a_photo_of_a_look_opens_only_through_its_check_and_its_community(app, oversight, home):
    sha256 = make_photo(home.community, make_telling_jpeg("white"))
    assert look(home.oversight, home.check, {}, ("W2",), photos=(sha256,)) is None
    path = f"/oversight/checks/{{}}/looks/{sha256}/small.jpg"
    assert oversight.get(path.format(home.check.uuid)).status_code == 200
    assert oversight.get(path.format(home.other_check.uuid)).status_code == 404
    strangers = make_community("别的社区")
    for role, where in (("oversight", path.format(home.check.uuid)), ("staff", f"/staff/photos/{sha256}/small.jpg")):
        assert Browser(app, make_user(strangers, role)).get(where).status_code == 404


def test_staff_cover_it_and_it_goes_at_the_end_of_its_check_s_month(app, oversight, home):
    sha256 = make_photo(home.community, chequered())
    assert look(home.oversight, home.check, {}, ("W2",), photos=(sha256,)) is None
    where = f"/oversight/checks/{home.check.uuid}/looks/{sha256}/large.jpg"
    assert contrast(oversight.get(where).data) > 200
    assert Browser(app, home.staff).post(f"/staff/photos/{sha256}/", {"seen": 0, **AREA}).status_code == 303
    assert contrast(oversight.get(where).data) < 30

    with clock.at(FINAL):
        finalise_month(home.staff, "2026-10")
    for later, gone in ((360, False), (366, True)):
        with clock.at(FINAL + dt.timedelta(days=later)):
            expire()
            db.session.expire_all()
            photo = db.session.query(Photo).filter_by(sha256=sha256).one()
            assert (photo.expired_at is not None) == gone
            shown = oversight.get(f"/oversight/checks/{home.check.uuid}/")
    assert where not in shown.text
