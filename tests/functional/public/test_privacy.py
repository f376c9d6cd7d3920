"""What is stored of whom, on a page that anybody reads, with the community's own terms."""

from __future__ import annotations

import re

import pytest

from tests.factories.cards import open_card
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.users import make_user
from webapp.domain.retention import Retention
from webapp.operations.set_name_mask import set_name_mask
from webapp.operations.set_retention import set_retention
from webapp.queries.retention import retention_of


@pytest.fixture
def community(app):
    return make_community("示例社区")


def page(client, community, language: str = "") -> str:
    headers = {"Accept-Language": language} if language else {}
    answer = client.get(f"/c/{community.slug}/privacy/", headers=headers)
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>", "", answer.text)


def test_terms_are_those_that_the_community_has_set(client, community):
    admin = make_user(community, "admin")
    assert set_retention(admin, Retention(7, 29, 11, 17), retention_of(community)) is None
    told = page(client, community)
    for words in ("定稿以后7个月", "那个月起29个月", "11个月。", "17个月。"):
        assert words in told, words


def test_points_of_the_law_are_all_there_and_whom_to_ask(client, community):
    told = page(client, community)
    for words in ("存什么，为什么，谁看得到", "照片里的人", "留多久", "您可以要求的", "身份证号", community.contact):
        assert words in told, words


def test_page_is_there_in_english(client, community):
    told = page(client, community, "en")
    assert "How long it is kept" in told
    assert community.contact in told
    named = (community.name, community.contact, "中文", "王**")
    assert re.findall("[一-鿿]+", re.sub("|".join(map(re.escape, named)), "", told)) == []


def test_names_are_shown_as_the_board_shows_them(client, community):
    assert "比如王**" in page(client, community)
    set_name_mask(make_user(community, "admin"), "number")
    told = page(client, community)
    assert ("不写名字" in told, "王**" in told) == (True, False)


def test_board_door_card_and_its_door_lead_there(app, client, community):
    yard = make_courtyard(community)
    address = f"/c/{community.slug}/privacy/"
    card = open_card(app, make_user(community, "staff"), household_of(yard))
    pages = [client.get("/").text, client.get(f"/d/{yard.code}/").text, card.get("/card/").text]
    assert [address in each for each in pages] == [True, True, True]
    assert 'href="/privacy/"' in client.get("/card/").text
    assert client.get("/privacy/").headers["Location"] == address


def test_with_several_communities_one_chooses(client, community):
    other = make_community("别的社区")
    told = client.get("/privacy/").text
    assert all(f"/c/{each.slug}/privacy/" in told for each in (community, other))
    assert client.get("/c/none/privacy/").status_code == 404
