"""What households sent is covered like a check's photo: by staff, wherever it is served, noted by what names it."""

from __future__ import annotations

import re

import pytest

from tests.factories.belongings import furnish
from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.checks import make_photo
from tests.factories.keepsakes import sign_up
from tests.factories.neighbourhoods import TODAY, Neighbourhood, make_neighbourhood
from tests.factories.users import make_user, recuse
from tests.functional.security.test_covered_photos import AREA, chequered, contrast
from webapp import clock
from webapp.database import release_connection
from webapp.extensions import db
from webapp.models import (
    Activity,
    AuditEvent,
    AuditWords,
    Deed,
    DeedPhoto,
    Good,
    HelpPhoto,
    ObjectionPhoto,
    PhotoCover,
    PutRight,
    PutRightPhoto,
)
from webapp.photo_store import photos

NAMED = {"deed": DeedPhoto, "help_task": HelpPhoto, "put_right": PutRightPhoto, "objection": ObjectionPhoto}


def make_furnished() -> Neighbourhood:
    home = make_neighbourhood()
    furnish(home, make_user(home.community, "staff", name="程知秋"))
    return home


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    with clock.at(TODAY):
        yield scenes.play(app, make_furnished)


@pytest.fixture
def desk(app, home) -> Browser:
    return Browser(app, home.staff)


def name(home: Neighbourhood, kind: str) -> str:
    """A photo of that kind that shows something; its hash."""
    sha256 = make_photo(home.community, chequered())
    if kind == "activity":
        db.session.add(sign_up(home, home.household, TODAY.date()))
        db.session.query(Activity).order_by(Activity.id.desc()).first().sheet = sha256
    else:
        db.session.query(NAMED[kind]).one().sha256 = sha256
    db.session.commit()
    return sha256


def page_of(sha256: str) -> str:
    return f"/staff/photos/{sha256}/"


@pytest.mark.parametrize("kind", [*NAMED, "activity"])
def test_area_is_covered_whatever_names_the_photo_and_the_evidence_stays(desk, home, kind):
    sha256 = name(home, kind)
    picture = f"{page_of(sha256)}large.jpg"
    assert contrast(desk.get(picture).data) > 200
    assert desk.post(page_of(sha256), {"seen": 0, **AREA}).status_code == 303
    assert contrast(desk.get(picture).data) < 30
    release_connection()
    assert photos().read(home.community.id, sha256) == chequered()
    [event] = db.session.query(AuditEvent).filter_by(action="photo_covered")
    assert (event.actor_id, event.subject, event.details["sha256"]) == (home.staff.id, kind, sha256)


def test_household_sees_its_own_report_covered_too(app, desk, home):
    sha256, key = name(home, "put_right"), db.session.query(PutRight.id).scalar()
    desk.post(page_of(sha256), {"seen": 0, **AREA})
    card = open_card(app, home.staff, home.household)
    assert contrast(card.get(f"/card/put-right/{key}/photos/{sha256}?size=large").data) < 30


@pytest.mark.parametrize(
    ("kind", "page"), [("deed", "deeds/"), ("put_right", "rechecks/"), ("objection", "objections/{}/")]
)
def test_desk_leads_from_the_photo_to_its_page(desk, home, kind, page):
    sha256 = name(home, kind)
    db.session.query(Deed).filter_by(came_by="claim").one().state = "waiting"
    db.session.query(PutRight).one().state = "waiting"
    db.session.commit()
    objection = db.session.query(ObjectionPhoto).one().objection_id
    assert page_of(sha256) in desk.get(f"/staff/{page.format(objection)}").text
    assert "遮住人脸和车牌" in desk.get(page_of(sha256)).text


def test_good_s_picture_and_a_photo_that_nothing_names_have_no_such_page(desk, home):
    sha256 = make_photo(home.community, chequered())
    assert desk.get(page_of(sha256)).status_code == 404
    db.session.query(Good).one().picture = sha256
    db.session.commit()
    answers = [desk.get(page_of(sha256)), desk.get(f"{page_of(sha256)}small.jpg"), desk.post(page_of(sha256), AREA)]
    assert [each.status_code for each in answers] == [404] * 3


def test_who_is_recused_from_the_courtyard_covers_nothing(desk, home):
    sha256 = name(home, "put_right")
    recuse(home.staff, home.yards[0])
    answer = desk.post(page_of(sha256), {"seen": 0, **AREA})
    assert (answer.status_code, "要回避" in answer.text) == (422, True)
    assert db.session.query(PhotoCover).count() == 0


def test_photo_of_another_community_is_not_there(app, home):
    sha256 = name(home, "objection")
    stranger = Browser(app, make_neighbourhood("别的社区").staff)
    assert stranger.get(page_of(sha256)).status_code == 404
    assert stranger.post(page_of(sha256), {"seen": 0, **AREA}).status_code == 404


def test_oversight_looks_beneath_an_objection_s_photo_and_comes_back_to_the_objection(app, desk, home):
    sha256, key = name(home, "objection"), db.session.query(ObjectionPhoto.objection_id).scalar()
    desk.post(page_of(sha256), {"seen": 0, **AREA})
    oversight, page = Browser(app, home.oversight), f"/oversight/objections/{key}/photos/{sha256}/"
    assert page in oversight.get(f"/oversight/objections/{key}/").text
    shown = oversight.get(page).text
    assert (f'href="/oversight/objections/{key}/"' in shown, "data:image/jpeg" in shown) == (True, False)
    refused = oversight.post(page, {"reason": ""})
    assert (refused.status_code, "data:image/jpeg" in refused.text) == (422, False)
    assert "data:image/jpeg;base64," in oversight.post(page, {"reason": "复议要核对"}).text
    [event] = db.session.query(AuditEvent).filter_by(action="photo_looked_uncovered")
    words = db.session.query(AuditWords).filter_by(event_id=event.id).one().text
    assert (event.subject, event.reference, words) == ("objection", str(key), "复议要核对")


def test_oversight_finds_no_photo_of_a_claim_by_an_objection_s_address(app, home):
    sha256, key = name(home, "deed"), db.session.query(ObjectionPhoto.objection_id).scalar()
    oversight, page = Browser(app, home.oversight), f"/oversight/objections/{key}/photos/{sha256}/"
    assert [oversight.get(page).status_code, oversight.post(page, {"reason": "看"}).status_code] == [404, 404]


@pytest.mark.parametrize(("state", "page"), [("waiting", "deeds/#deed-{0}"), ("accepted", "deeds/decided?deed={0}")])
def test_photo_of_a_claim_leads_back_to_where_the_claim_stands(desk, home, state, page):
    sha256, claim = name(home, "deed"), db.session.query(Deed).filter_by(came_by="claim").one()
    claim.state = state
    db.session.commit()
    key, number = claim.id, home.yards[0].number
    shown = desk.get(page_of(sha256)).text
    back = page.format(key)
    assert (f'href="/staff/{back}"' in shown, f'<span class="plate">{number}</span>' in shown) == (True, True)
    assert page_of(sha256) in desk.get(f"/staff/{back}").text


def test_one_photo_in_a_report_and_an_objection_leads_back_to_where_one_came_from(desk, home):
    sha256, objection = name(home, "put_right"), db.session.query(ObjectionPhoto).one()
    objection.sha256 = sha256
    db.session.query(PutRight).one().state = "waiting"
    db.session.commit()
    for back in ("/staff/rechecks/", f"/staff/objections/{objection.objection_id}/"):
        [address] = set(re.findall(f'href="({page_of(sha256)}[^"]*)"', desk.get(back).text))
        kept = desk.post(address, {"seen": 0, **AREA})
        shown = desk.get(kept.headers["Location"]).text
        assert (f'class="tool back" href="{back}"' in shown, f'action="{address}"' in shown) == (True, True)
