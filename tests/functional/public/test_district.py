"""A sub-district's page: what hangs on the boards of its communities, in figures, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from tests.factories.communities import make_community
from tests.factories.neighbourhoods import TODAY, make_neighbourhood, republish
from webapp import clock
from webapp.cli import main
from webapp.extensions import db
from webapp.models import AuditEvent, Community
from webapp.operations.set_district import set_district
from webapp.queries.districts import communities_of_district, district_rows

ADDRESS = "/district/示例街道/"


@pytest.fixture
def two(app):
    """One with a published October, one that runs its first month; a third, published, of no district."""
    home, young = make_neighbourhood(), make_community("新社区")
    make_neighbourhood("邻社区")
    for community in (home.community, young):
        set_district(community.id, "示例街道")
    with clock.at(TODAY):
        yield home


def run(app, *arguments: str):
    settings = app.config["SANBAO"]
    words = ["district", *arguments, "--data", str(settings.data)]
    return CliRunner().invoke(main, words, env={"SANBAO_DATABASE_URL": settings.database_url})


def test_figures_are_those_worked_out_by_hand(two):
    rows = district_rows(communities_of_district("示例街道"))
    [row] = rows["2026-10"]
    figures = row.figures
    assert (figures.courtyards, figures.assessed, figures.average, figures.full) == (3, 2, 110, 20)
    assert [(words["zh"], count) for words, count in row.groups] == [("包卫生", 1), ("包绿化", 0), ("包秩序", 0)]
    assert (row.published_on, figures.corrected) == (dt.date(2026, 11, 2), 0)


def test_the_page_shows_figures_and_no_names(client, two):
    page = client.get(ADDRESS).text
    assert "11.0" in page
    assert "包卫生 50%" in page
    assert "新社区" in page
    assert not any(word in page for word in ("邻社区", "何", "欧阳", "石阶巷"))


def test_a_correction_is_counted_once_it_hangs(client, two):
    assert "0户" in client.get(ADDRESS).text
    republish(two, total=13)
    assert "1户" in client.get(ADDRESS).text


def test_a_month_that_is_not_published_or_was_taken_down_is_not_there(client, two):
    assert "2026年11月" not in client.get(ADDRESS).text
    with clock.at(dt.datetime(2029, 11, 1, tzinfo=dt.UTC)):
        page = client.get(ADDRESS)
        assert (page.status_code, "还没有公示过" in page.text) == (200, True)


def test_an_unknown_name_is_not_there_and_the_front_page_leads_to_known_ones(client, two):
    assert client.get("/district/别的街道/").status_code == 404
    assert "示例街道" in client.get("/").text


def test_a_browser_that_has_the_page_is_not_sent_it_again(client, two):
    etag = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304


def test_the_operator_puts_a_community_in_and_takes_it_out(app):
    community = make_community()
    key, slug = community.id, community.slug
    db.session.rollback()
    assert "示例街道" in run(app, "示例街道", "--community", slug).output
    assert db.session.get(Community, key).district == "示例街道"
    db.session.rollback()
    assert run(app, "--community", slug, "--remove").exit_code == 0
    assert communities_of_district("示例街道") == []
    assert db.session.query(AuditEvent).filter_by(action="district_set").count() == 2
    db.session.rollback()
    for wrong in (("--community", slug), ("a/b", "--community", slug), ("示例街道", "--community", "nowhere")):
        assert run(app, *wrong).exit_code == 1
