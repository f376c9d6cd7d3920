"""The first week of each role: read in the page, printed on one sheet, and found where it is needed."""

from __future__ import annotations

import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.papers import read_pdf
from webapp.guides import ROLES

TITLES = {
    "zh_CN": ("巡查员的第一周", "工作小组的第一周", "监督委员会的第一周", "管理员的第一周"),
    "en": (
        "The inspector's first week",
        "The working group's first week",
        "The oversight committee's first week",
        "The administrator's first week",
    ),
}
EACH = [
    (language, role, title) for language, titles in TITLES.items() for role, title in zip(ROLES, titles, strict=True)
]
A4 = (210, 297)


@pytest.mark.parametrize(("language", "role", "title"), EACH)
def test_anybody_reads_a_guide_in_their_language_with_its_pictures(client, language, role, title):
    client.set_cookie("language", language)
    page = client.get(f"/guide/{role}/").text
    assert title in page.replace("&#39;", "'")
    pictures = re.findall(r'<img src="(/static/img/guide/[^"]+)"', page)
    assert len(pictures) in (2, 3)
    assert {client.get(picture).mimetype for picture in pictures} == {"image/png"}
    assert page.count('<section class="panel" id="part-') == 4


@pytest.mark.parametrize(("language", "role", "title"), EACH)
def test_a_guide_fits_one_sheet_of_paper(client, language, role, title):
    client.set_cookie("language", language)
    answer = client.get(f"/guide/{role}.pdf")
    paper = read_pdf(answer.data)
    assert paper.sizes == [A4]
    assert title in paper.text
    assert "图里的人和事都是编的。" in paper.text or "People and places in the pictures are invented." in paper.text


def test_a_browser_that_has_the_sheet_is_not_sent_it_again(client):
    first = client.get("/guide/inspector.pdf")
    again = client.get("/guide/inspector.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_there_is_no_guide_for_other_roles(client):
    assert {client.get(f"/guide/{name}").status_code for name in ("mayor/", "mayor.pdf", "..%2Frulebook/")} == {404}


def test_all_guides_stand_on_one_page_that_the_sign_in_leads_to(client):
    page = client.get("/guide/").text
    assert [f'href="/guide/{role}/"' in page for role in ROLES] == [True] * 4
    assert 'href="/guide/"' in client.get("/auth/sign-in").text
    assert 'href="/guide/inspector/"' in client.get("/auth/sign-in?next=/inspect/").text
    assert 'href="/guide/inspector/"' in client.get("/inspect/welcome/").text


def test_each_role_finds_its_guide_at_home_and_on_the_phone_in_the_settings(app, home):
    assert 'href="/guide/staff/"' in Browser(app, home.staff).get("/staff/").text
    assert 'href="/guide/oversight/"' in Browser(app, home.oversight).get("/oversight/").text
    assert 'href="/guide/inspector/"' in Browser(app, home.inspector).get("/inspect/settings/").text
