"""What belongs to another community is not there, whoever asks."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import MONTH, Neighbourhood, make_neighbourhood
from tests.factories.users import make_device, make_user
from webapp.extensions import db
from webapp.models import Deed, Review
from webapp.queries.uploads import photo_here


@pytest.fixture
def foreign(home) -> Neighbourhood:
    return make_neighbourhood("别的社区")


def test_ids_of_another_community_are_404_for_every_role(app, everything, foreign):
    browser, check, sha256 = Browser(app, everything), foreign.check.uuid, foreign.sha256
    account = account_of(foreign.yards[0]).id
    paths = [
        f"/staff/walks/{foreign.check.walk.uuid}/",
        f"/staff/months/{MONTH}/accounts/{account}/",
        f"/oversight/months/{MONTH}/accounts/{account}/",
        f"/inspect/photos/{sha256}",
        f"/inspect/checks/{check}/",
        f"/inspect/courtyards/{foreign.yards[0].code}/",
        f"/inspect/courtyards/{foreign.yards[0].code}/deed/",
    ]
    for area in ("staff", "oversight"):
        one = f"/{area}/checks/{check}/"
        paths += [one, f"{one}photos/{sha256}/", f"{one}photos/{sha256}/small.jpg"]
    for path in paths:
        assert browser.get(path).status_code == 404, path


def test_decisions_on_another_community_change_nothing(app, everything, foreign):
    browser, before = Browser(app, everything), db.session.query(Review).count()
    deed = make_deed(foreign.yards[0], foreign.check.day, state="waiting")
    decision = {"do": "reopen", "seen": "approved"}
    assert browser.post(f"/staff/checks/{foreign.check.uuid}/", decision).status_code == 404
    assert browser.post(f"/staff/walks/{foreign.check.walk.uuid}/approve").status_code == 404
    assert browser.post("/staff/deeds/", {"deed": deed.id, "do": "accept"}).status_code == 404
    assert db.session.query(Review).count() == before
    assert db.session.get(Deed, deed.id).state == "waiting"


def test_lists_and_snapshot_name_nothing_of_another_community(app, client, everything, foreign):
    browser = Browser(app, everything)
    marks = [foreign.check.uuid, foreign.check.walk.uuid, foreign.yards[0].code, foreign.inspector.username]
    for path in ("/staff/", "/staff/deeds/", "/oversight/ledger/", "/oversight/audit/", "/admin/", "/inspect/"):
        page = browser.get(path).text
        assert [mark for mark in marks if mark in page] == [], path
    _, token = make_device(everything)
    snapshot = client.get("/api/v1/snapshot", headers={"Authorization": f"Bearer {token}"}).text
    assert [mark for mark in marks if mark in snapshot] == []


def test_photo_of_another_community_is_sent_anew_and_completes_nothing_there(app, client, home, foreign):
    """A hash alone proves nothing: the copy of another community is never the answer."""
    device, _ = make_device(make_user(home.community, "inspector"))
    assert photo_here(device.community_id, foreign.sha256) is None
    assert photo_here(foreign.community.id, foreign.sha256) is not None
