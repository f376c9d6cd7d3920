"""The queue of a walk is judged and written once for each reviewer; what changes is seen at once all the same."""

from __future__ import annotations

import hashlib
import re

from tests.factories.browsers import Browser
from tests.factories.checks import approve, make_check, make_photo
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import photo_claim
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from tests.functional.staff.conftest import TODAY
from tests.functional.staff.test_speed import statements
from webapp.extensions import db
from webapp.models import PhotoLikeness


def cells(desk: Browser, walk: str) -> dict[str, str]:
    """Each cell of the queue as text, by its check."""
    page = desk.get(f"/staff/walks/{walk}/").text
    found = re.findall(r'<li id="cell-([^"]+)">(.+?)</li>', page, re.DOTALL)
    return {uuid: re.sub(r"<[^>]+>|\s+", " ", cell) for uuid, cell in found}


def test_second_look_judges_one_check_only(desk, office):
    path = f"/staff/walks/{office.checks[0].walk.uuid}/"
    first, second = statements(desk, path), statements(desk, path)
    assert second < first


def test_decision_of_somebody_else_is_seen(app, desk, office):
    walk, check = office.checks[0].walk.uuid, office.checks[1]
    assert "已通过" not in cells(desk, walk)[check.uuid]
    approve(make_user(office.community, "staff"), check)
    assert "已通过" in cells(desk, walk)[check.uuid]


def test_photo_that_arrives_and_one_that_was_used_before_are_seen(desk, office):
    walk, data = office.checks[0].walk.uuid, make_jpeg("blue")
    sha256 = hashlib.sha256(data).hexdigest()
    fault = {"W1": {"result": "fault", "photos": [photo_claim(sha256, len(data))]}}
    check = make_check(office.inspector, make_courtyard(office.community, "33"), TODAY, fault, walk=walk)
    assert "还差1张" in cells(desk, walk)[check.uuid]
    number = office.community.change_number
    make_photo(office.community, data)
    assert "还差" not in cells(desk, walk)[check.uuid]
    assert "以前用过" not in cells(desk, walk)[check.uuid]
    db.session.add(PhotoLikeness(community_id=office.community.id, sha256=sha256, other=office.sha256))
    db.session.commit()
    assert "以前用过" in cells(desk, walk)[check.uuid]
    assert office.community.change_number == number, "the community's moment tells nothing of photos"


def test_reviewers_do_not_share_a_queue(app, desk, office):
    walk, check = office.checks[0].walk.uuid, office.checks[1]
    neighbour = make_user(office.community, "staff")
    recuse(neighbour, check.courtyard)
    assert "回避" not in cells(desk, walk)[check.uuid]
    assert "回避" in cells(Browser(app, neighbour), walk)[check.uuid]


def test_languages_do_not_share_a_queue(app, desk, office):
    walk, check = office.checks[0].walk.uuid, office.checks[1].uuid
    for language, shown in (("zh_CN", True), ("en", False), ("zh_CN", True)):
        office.staff.language = language
        db.session.commit()
        with app.app_context():  # a context has one language
            assert ("合格" in cells(desk, walk)[check]) == shown
