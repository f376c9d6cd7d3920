"""Nearby, map and scan as Flask answers them: words, ways on, and nobody else's courtyards."""

from __future__ import annotations

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_user, recuse, sign_in
from webapp.extensions import db


@pytest.fixture
def inspector(client):
    user = make_user(make_community(), "inspector")
    sign_in(client, user)
    return user


@pytest.fixture
def courtyard(inspector):
    return make_courtyard(inspector.community, "27")


def test_nearby_without_a_phone_of_its_own_leads_to_the_list(client, courtyard):
    page = client.get("/inspect/nearby/")
    assert page.status_code == 200
    assert "没有定位，照巷子走" in page.text
    assert 'href="/inspect/"' in page.text


def test_map_draws_lanes_and_plates_without_scripts(client, courtyard):
    whole = client.get("/inspect/map/")
    assert 'class="sign"' in whole.text
    lane = client.get("/inspect/map/", query_string={"lane": courtyard.lane.name})
    assert f'href="/inspect/courtyards/{courtyard.code}/"' in lane.text


def test_courtyard_without_coordinates_stands_below_the_map(client, courtyard):
    courtyard.latitude = None
    db.session.commit()
    page = client.get("/inspect/map/")
    assert page.status_code == 200
    assert "没画在图上的1户" in page.text


@pytest.mark.parametrize("said", ["https://old.example/d/{}/", "/d/{}", "{}"])
def test_plate_opens_its_courtyard(client, courtyard, said):
    answer = client.get("/inspect/scan/", query_string={"plate": said.format(courtyard.code)})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/inspect/courtyards/{courtyard.code}/")


def test_plate_of_another_community_opens_nothing_and_tells_nothing(client, courtyard):
    other = make_courtyard(make_community("other"), "99", "陌生人")
    answer = client.get("/inspect/scan/", query_string={"plate": f"/d/{other.code}/"})
    assert answer.status_code == 200
    assert "名单里没有这块门牌" in answer.text
    assert "99" not in answer.text


def test_plate_of_ones_own_courtyard_is_answered_with_words(client, inspector, courtyard):
    recuse(inspector, courtyard)
    answer = client.get("/inspect/scan/", query_string={"plate": courtyard.code})
    assert answer.status_code == 200
    assert "27号要回避" in answer.text


@pytest.mark.parametrize("plate", ["\x00", "'\"><script>", "/d/" + "A" * 5000, "d" * 40, "院子🏠"])
def test_nonsense_on_a_plate_is_no_plate(client, courtyard, plate):
    answer = client.get("/inspect/scan/", query_string={"plate": plate})
    assert answer.status_code == 200
    assert "这不是三包的门牌" in answer.text


def test_reader_alone_may_compile(client, app):
    reader = client.get("/inspect/reader.js")
    assert (reader.status_code, reader.mimetype) == (200, "text/javascript")
    assert "'wasm-unsafe-eval'" in reader.headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in reader.headers["Content-Security-Policy"]
    assert "wasm" not in client.get("/auth/sign-in").headers["Content-Security-Policy"]
    wasm = client.get("/static/vendor/zxing_reader.wasm", headers={"Accept-Encoding": "br"})
    assert (wasm.mimetype, wasm.headers["Content-Encoding"]) == ("application/wasm", "br")
