"""What the phone's pages keep in the process: nothing is read twice, and nothing that changed is shown as it was."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from sqlalchemy import event

from tests.factories.browsers import Browser
from tests.factories.checks import approve, at, make_check
from tests.factories.communities import grid_of, make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import photo_claim
from tests.factories.neighbourhoods import jpeg
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Assignment
from webapp.operations.receive_photo import take_photo

DAY = dt.date(2026, 11, 26)
NOW = at(DAY, 10)
# Who it is; whether anything changed.
ASKED_AGAIN = 2


@pytest.fixture
def community(app):
    with clock.at(NOW):
        yield make_community()


@pytest.fixture
def inspector(community):
    return make_user(community, "inspector")


@pytest.fixture
def courtyard(community):
    return make_courtyard(community, "27")


@pytest.fixture
def browser(app, inspector, courtyard):
    return Browser(app, inspector)


def statements(act) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(not each.startswith("BEGIN") for each in seen)


def test_page_reads_the_snapshot_once_as_long_as_nothing_changes(browser):
    first = statements(lambda: browser.get("/inspect/"))
    again = statements(lambda: browser.get("/inspect/"))
    assert again <= ASKED_AGAIN < first


def test_settings_read_no_courtyards(browser):
    assert statements(lambda: browser.get("/inspect/settings/")) <= ASKED_AGAIN


def test_check_of_a_colleague_is_on_the_list_at_once(browser, community, courtyard):
    assert "还没查过" in browser.get("/inspect/").text
    check = make_check(make_user(community, "inspector"), courtyard, NOW)
    approve(make_user(community, "staff"), check)
    page = browser.get("/inspect/").text
    assert "还没查过" not in page
    assert "今天查过" in page


def test_recusal_shuts_a_courtyard_at_once(browser, inspector, courtyard):
    address = f"/inspect/courtyards/{courtyard.code}/"
    assert browser.get(address).status_code == 200
    recuse(inspector, courtyard)
    assert browser.get(address).status_code == 403
    assert "回避" in browser.get("/inspect/").text


def test_grid_taken_away_shows_nothing_of_it_at_once(browser, inspector, courtyard):
    assert browser.get(f"/inspect/courtyards/{courtyard.code}/deed/").status_code == 200
    db.session.query(Assignment).filter_by(user_id=inspector.id, grid_id=grid_of(inspector.community).id).delete()
    db.session.commit()
    assert browser.get(f"/inspect/courtyards/{courtyard.code}/deed/").status_code == 404


def test_grid_that_ends_with_the_day_is_gone_the_day_after(browser, inspector, courtyard):
    db.session.query(Assignment).filter_by(user_id=inspector.id).one().until = DAY
    db.session.commit()
    assert courtyard.code in browser.get("/inspect/").text
    with clock.at(NOW + dt.timedelta(days=1)):
        assert courtyard.code not in browser.get("/inspect/").text


def test_last_photo_that_arrives_changes_the_outbox(browser, inspector, courtyard):
    photos = {hashlib.sha256(data).hexdigest(): data for data in (jpeg("one"), jpeg("two"))}
    claims = [photo_claim(sha256, len(data)) for sha256, data in photos.items()]
    make_check(inspector, courtyard, NOW, {"W1": {"result": "fault", "photos": claims}})
    assert "已收到" in browser.get("/inspect/outbox/").text
    for sha256, data in photos.items():
        take_photo(inspector.community_id, sha256, data)
    assert "等审核" in browser.get("/inspect/outbox/").text


def test_nobody_is_shown_what_was_read_for_somebody_else(app, browser, community, courtyard):
    browser.get("/inspect/")
    other = make_user(community, "inspector", name="沈慧")
    recuse(other, courtyard)
    assert "沈慧" in Browser(app, other).get("/inspect/").text
    assert Browser(app, other).get(f"/inspect/courtyards/{courtyard.code}/").status_code == 403
    assert browser.get(f"/inspect/courtyards/{courtyard.code}/").status_code == 200
