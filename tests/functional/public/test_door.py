"""What the code on a door plate opens, for anybody who scans it."""

from __future__ import annotations

import re

from tests.factories.courtyards import make_courtyard
from webapp.extensions import db


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_door_shows_its_published_row_with_kinds_days_and_points(client, home):
    text = words(client.get(f"/d/{home.yards[0].code}/").text)
    assert "石阶巷 27号 何**家，2026年10月 公示中 12 分，满分20" in text
    assert "地面有垃圾或污水 10月5日查到，这个月一共2次，只扣一次 −1" in text
    assert "志愿服务2次 +2 建言献策1次 +1 合计 12" in text


def test_door_shows_no_notes_no_photos_and_no_deeds_in_words(client, home):
    page = client.get(f"/d/{home.yards[0].code}/").text
    assert not any(private in page for private in ("纸箱", "门口有垃圾", "帮老人修灯", "租客的善事", "/card/photos/"))


def test_door_code_may_be_typed_in_lower_case(client, home):
    assert client.get(f"/d/{home.yards[0].code.lower()}/").status_code == 200


def test_door_not_assessed_has_no_figure(client, home):
    text = words(client.get(f"/d/{home.yards[2].code}/").text)
    assert "未评 这个月没有一次算数的检查" in text
    assert "满分" not in text


def test_door_that_joined_after_the_month_has_no_row(client, home):
    late = make_courtyard(home.community, "33", "赵五")
    late.enrolled_from = "2026-11"
    db.session.commit()
    assert "这户还没有公示过得分" in client.get(f"/d/{late.code}/").text


def test_unknown_door_is_not_there(client, home):
    assert client.get("/d/NOSUCHXX/").status_code == 404
