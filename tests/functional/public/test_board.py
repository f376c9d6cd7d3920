"""The notice board: what hangs there, how one finds oneself, how caches keep it."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.neighbourhoods import MONTH, TODAY, make_neighbourhood, republish
from webapp import clock
from webapp.domain.months.publication import document_digest, document_text
from webapp.extensions import db
from webapp.models import Grid, Publication


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def address(home, month: str = MONTH) -> str:
    return f"/c/{home.community.slug}/{month}/"


def test_rows_stand_in_door_order_with_masked_names(client, home):
    text = words(client.get("/").text)
    assert "石阶巷 3户 27 何** 12 29 欧阳** 10 31 王** 未评" in text
    assert "公示到11月7日，还有2天" in text


def test_board_names_the_beginning_of_its_root_in_groups(client, home):
    root = db.session.query(Publication).one().root
    page = client.get("/").text
    assert f"<code>{root[:4]} {root[4:8]} {root[8:12]} {root[12:16]}</code>" in page
    assert root[:17] not in page.replace(" ", "")


def test_totals_by_item_and_put_right_are_those_worked_out_by_hand(client, home):
    text = words(client.get("/").text)
    assert "各项扣分，共1处 地面有垃圾或污水 1" in text
    assert "公示 3 户 中位分 10 /20 改好没扣分 1 处" in text
    assert "2户的得分分布 看每个分数有几户 12分 1户 10分 1户" in text


def test_printed_address_shows_its_month(client, home):
    assert client.get(address(home)).status_code == 200
    assert client.get(f"/c/{home.community.slug}/").status_code == 200


def test_search_takes_lane_and_number_however_typed(client, home):
    answer = client.get(address(home), query_string={"lane": "石阶巷", "number": "２９ 号"})
    found = answer.text.split('id="found"')[1].split("</ul>")[0]
    assert "29 欧阳** 石阶巷 10" in words(f"<div {found}")


def test_search_for_a_door_that_is_not_there_says_so(client, home):
    answer = client.get(address(home), query_string={"lane": "石阶巷", "number": "<b>99</b>"})
    assert answer.status_code == 200
    assert "石阶巷没有&lt;b&gt;99&lt;/b&gt;号。照着门牌再输一次。" in answer.text


def test_months_and_communities_that_are_not_there(client, home):
    for path in (address(home, "2026-11"), address(home, "2026-1"), address(home, "x"), "/c/nowhere/2026-10/", "/c/x/"):
        assert client.get(path).status_code == 404, path


def test_month_of_one_community_is_not_at_the_address_of_another(client, home):
    other = make_community("别的社区")
    assert client.get(f"/c/{other.slug}/{MONTH}/").status_code == 404
    assert "还没有公示过" in client.get(f"/c/{other.slug}/").text


def test_several_communities_are_listed(client, home):
    make_community("别的社区")
    page = client.get("/").text
    assert "别的社区" in page
    assert f"/c/{home.community.slug}/" in page


def test_installation_without_a_community_says_so(client):
    assert "这里还没有社区" in client.get("/").text


def test_month_not_yet_published_is_not_shown(client):
    home = make_neighbourhood(published=False)
    assert "还没有公示过" in client.get("/").text
    assert client.get(address(home)).status_code == 404


def test_correction_is_shown_and_named_at_the_same_address(client, home):
    republish(home, total=13)
    text = words(client.get(address(home)).text)
    assert "1处更正" in text
    assert "石阶巷27号由12分改为13分" in text
    assert "27 何** 13" in text


def test_notice_that_is_over_offers_no_date_to_object_by(client, home):
    with clock.at(TODAY + dt.timedelta(days=10)):
        text = words(client.get(address(home)).text)
    assert "公示到11月7日，已经结束" in text
    assert "最晚" not in text


def test_board_may_be_kept_by_caches_and_is_asked_for_again_by_its_etag(client, home):
    first = client.get(address(home))
    assert first.headers["Cache-Control"] == "max-age=0, must-revalidate, public"
    assert {"Cookie", "Accept-Language"} <= set(first.vary)
    assert db.session.query(Publication).one().digest[:16] in first.headers["ETag"]
    again = client.get(address(home), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Set-Cookie" not in first.headers


@pytest.mark.parametrize(("cookie", "value"), [("size", "elder"), ("theme", "dark"), ("language", "en")])
def test_another_look_is_another_etag(app, client, home, cookie, value):
    path = address(home)
    with app.app_context():  # the language is found once per context
        plain = client.get(path).headers["ETag"]
    client.set_cookie(cookie, value)
    with app.app_context():
        assert client.get(path, headers={"If-None-Match": plain}).status_code == 200


def test_browser_with_a_session_gets_the_board_as_private(client, home):
    with client.session_transaction() as session:
        session["anything"] = 1
    assert "private" in client.get("/").headers["Cache-Control"]


def test_lane_typed_before_the_number_is_understood(client, home):
    answer = client.get(address(home), query_string={"number": "石阶巷29号"})
    assert "29 欧阳** 石阶巷 10" in words(answer.text.split('id="found"')[1])


def test_found_row_leads_to_its_place_in_the_list_and_is_marked_there(client, home):
    page = client.get(address(home), query_string={"number": "29"}).text
    [place] = re.findall(r'<a class="go" href="#(a\d+)">', page)
    assert f'<li id="{place}" aria-current="true">' in page
    assert page.count("aria-current") == 1


def test_door_that_takes_no_part_is_told_so(client, home):
    make_courtyard(home.community, "45").enrolled_from = None
    db.session.commit()
    text = words(client.get(address(home), query_string={"number": "45"}).text)
    assert "石阶巷45号在名册里，这个月没有参加，所以没有得分。" in text


def test_totals_by_grid_stand_where_there_are_several(client, home):
    assert "各网格" not in client.get(address(home)).text
    home.yards[1].grid = Grid(community_id=home.community.id, code="2", name="第二网格")
    db.session.commit()
    text = words(client.get(address(home)).text)
    assert "网格 评了几户 扣了分 表彰 第一网格 1 /2 1 0 第二网格 1 /1 0 0" in text


def test_board_and_its_sheets_are_kept_from_search_engines(client, home):
    for path in ("/", address(home), f"{address(home)}notice-a4.pdf", f"/d/{home.yards[0].code}/", "/card/"):
        assert "noindex" in client.get(path).headers["X-Robots-Tag"], path


def test_found_row_and_door_are_read_aloud_without_names_or_the_inspectors_words(client, home):
    found = client.get(address(home), query_string={"number": "27"}).text
    assert "<li>石阶巷27号，2026年10月得了12分，满分20分。</li>" in found
    door = client.get(f"/d/{home.yards[0].code}/").text
    spoken = door.split("data-speak")[1].split("</section>")[0]
    assert "扣1分，地面有垃圾或污水。10月5日查到，这个月一共2次，只扣一次。" in spoken
    for private in ("门口有垃圾", "纸箱", "修灯", "何"):
        assert private not in spoken, private


def test_month_of_five_hundred_courtyards_stays_small(client, home):
    first = db.session.query(Publication).one()
    document = json.loads(first.document)
    row = document["lanes"][0]["rows"][0]
    rows = [
        {
            **row,
            "account": 1000 + number,
            "number": str(number),
            "name": f"{'何王李赵'[number % 4]}**",
            "total": number % 20,
        }
        for number in range(500)
    ]
    text = document_text({**document, "number": 2, "courtyards": 500, "lanes": [{"name": "石阶巷", "rows": rows}]})
    kept = {"community_id": first.community_id, "month_id": first.month_id, "open_until": first.open_until}
    by = {"published_by": first.published_by, "published_at": TODAY}
    db.session.add(Publication(**kept, **by, number=2, document=text, digest=document_digest(text)))
    db.session.commit()
    page = client.get(address(home)).text
    assert page.count('class="plate done"') == 500
    assert len(gzip.compress(page.encode(), 6)) < 15_000
