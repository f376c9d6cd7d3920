"""Bodies larger than anybody needs are refused before they are read."""

from __future__ import annotations

import io

import pytest

from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.pictures import make_jpeg
from webapp.extensions import db
from webapp.models import Photo

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("path", ["/look/", "/card/", "/auth/sign-in"])
def test_stranger_can_not_make_the_server_read_a_huge_form(client, path):
    answer = client.post(path, data=b"a&" * (1 << 20), content_type=FORM, headers=SAME_ORIGIN)
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert "文件太大" in answer.text


def test_huge_json_is_refused(app, home):
    browser = Browser(app, home.inspector)
    browser._forget_the_other()
    answer = browser._client.post(
        "/auth/devices", data=b" " * (2 << 20), content_type="application/json", headers=SAME_ORIGIN
    )
    assert answer.status_code == 413


def test_photo_over_the_limit_is_named_on_the_page_and_not_kept(app, home):
    browser, code = Browser(app, home.inspector), home.yards[1].code
    before = db.session.query(Photo).count()
    large = make_jpeg() + bytes(8 << 20)
    form = {"result-W1": "fault", "note-W1": "门口有垃圾", "photo-W1": (io.BytesIO(large), "a.jpg")}
    answer = browser.post(f"/inspect/courtyards/{code}/", form)
    assert answer.status_code == 422
    assert "有一张照片太大" in answer.text
    assert "门口有垃圾" in answer.text
    assert db.session.query(Photo).count() == before
