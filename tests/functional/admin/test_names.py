"""How names are masked: chosen by the administrator, for publications to come."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import approve, at, make_check
from tests.factories.neighbourhoods import PIN, TODAY, publish
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts

DECEMBER = dt.datetime(2026, 12, 4, 2, tzinfo=dt.UTC)


def publish_november(home) -> None:
    for yard in home.yards:
        approve(home.staff, make_check(home.inspector, yard, at(dt.date(2026, 11, 10))))
    publish(home.staff, home.oversight, "2026-11", DECEMBER)


@pytest.mark.parametrize(
    ("mask", "words"),
    [("ends", ["何*芳", "欧阳*", "王*明"]), ("surname", ["何**", "欧阳**", "王**"]), ("number", [])],
)
def test_the_next_publication_takes_the_mask_and_earlier_ones_keep_theirs(desk, client, home, mask, words):
    assert desk.post("/admin/names/", {"mask": mask}).status_code == 303
    publish_november(home)
    with clock.at(DECEMBER):
        board = client.get(f"/c/{home.community.slug}/2026-11/").text
        assert all(word in board for word in words)
        assert not any(name in board for name in ("何桂芳", "欧阳兰", "王小明"))
        if mask == "number":
            assert not any(name in board for name in ("何", "欧阳", "王*"))
        assert "何**" in client.get(f"/c/{home.community.slug}/2026-10/").text
        assert client.get(f"/d/{home.yards[0].code}/").status_code == 200
    found = community_differences(home.community.id, Scope(), Counts(), lambda done, total: None)
    assert list(found) == []


def test_the_card_is_masked_alike(app, desk, home):
    desk.post("/admin/names/", {"mask": "ends"})
    card = Browser(app)
    with clock.at(TODAY):
        card.post("/card/", {"code": home.household.code, "pin": PIN})
        assert "何*芳家" in card.get("/card/").text
        desk.post("/admin/names/", {"mask": "number"})
        page = card.get("/card/").text
    assert "何" not in page
    assert "2026年10月" in page


def test_the_choice_stands_on_the_page_and_in_the_trail_once(desk):
    for _time in range(2):
        answer = desk.post("/admin/names/", {"mask": "ends"})
    assert "从下一次公示起" in desk.get(answer.location).text
    assert 'value="ends" checked' in desk.get("/admin/names/").text
    assert db.session.query(AuditEvent).filter_by(action="name_mask_set").count() == 1


def test_a_mask_that_there_is_not_is_refused(desk):
    assert desk.post("/admin/names/", {"mask": "full"}).status_code == 422
    assert 'value="surname" checked' in desk.get("/admin/names/").text
