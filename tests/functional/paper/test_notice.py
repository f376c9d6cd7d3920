"""The published month on paper: everybody may print it, and it says what the publication says."""

from __future__ import annotations

import json

import pytest

from tests.factories.communities import make_community
from tests.factories.neighbourhoods import MONTH, make_neighbourhood, republish
from tests.factories.papers import read_pdf, read_png
from tests.factories.tampering import tamper
from tests.functional.security.test_hostile_texts import SCRIPT
from webapp.domain.months.publication import document_text
from webapp.extensions import db
from webapp.models import LedgerEntry, Publication

SIZES = {"a3": (297, 420), "a4": (210, 297)}


def sheet(client, home, name: str = "notice-a3.pdf"):
    return client.get(f"/c/{home.community.slug}/{MONTH}/{name}")


@pytest.mark.parametrize("paper", SIZES)
def test_sheet_has_every_door_in_order_with_masked_names_and_its_page_number(client, home, paper):
    answer = sheet(client, home, f"notice-{paper}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    printed = read_pdf(answer.data)
    assert printed.sizes == [SIZES[paper]]
    assert "27 何** 12 29 欧阳** 10 31 王** 未评" in printed.text
    assert "第1页，共1页" in printed.text
    assert "11月2日至11月7日" in printed.text
    assert "地面有垃圾或污水 1" in printed.text
    assert not any(name in printed.text for name in ("何桂芳", "欧阳兰", "王小明", "李秀英"))


def test_sheet_names_root_and_ledger_and_its_code_opens_the_board(client, home):
    root = db.session.query(Publication).one().root
    head = db.session.query(LedgerEntry).order_by(LedgerEntry.sequence.desc()).first()
    printed = read_pdf(sheet(client, home).data)
    close = printed.text.replace(" ", "")
    assert (root in close, head.digest in close) == (True, True)
    assert f"账本到第{head.sequence}笔" in close
    address = f"http://localhost/c/{home.community.slug}/{MONTH}/"
    assert printed.codes == [address]
    assert client.get(address).status_code == 200


def test_sheet_says_what_was_corrected_and_which_publication_it_is(client, home):
    first = read_pdf(sheet(client, home).data)
    assert "更正" not in first.text
    republish(home, total=13)
    printed = read_pdf(sheet(client, home).data)
    assert "1处更正" in printed.text
    assert "石阶巷27号由12分改为13分" in printed.text
    assert "第2次" in printed.text


def test_sheet_speaks_english_to_who_reads_it(app, client, home):
    client.set_cookie("language", "en")
    with app.app_context():
        printed = read_pdf(sheet(client, home).data)
    assert "Page 1 of 1" in printed.text
    assert "Points for the three guarantees" in printed.text


def test_picture_for_phones_is_1080_wide_and_its_code_opens_the_board(client, home):
    answer = sheet(client, home, "notice.png")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    (width, height), codes = read_png(answer.data)
    assert width == 1080
    assert 1000 < height < 4000
    assert codes == [f"http://localhost/c/{home.community.slug}/{MONTH}/"]


def test_texts_of_an_attacker_are_printed_as_texts(client, home):
    publication = db.session.query(Publication).one()
    document = json.loads(publication.document)
    document["lanes"][0]["name"] = SCRIPT
    document["lanes"][0]["rows"][0]["name"] = "<img src='file:///etc/passwd'>"
    document["community"] = "<style>@import url(http://localhost:1/a.css)</style>"
    tamper("UPDATE publication SET document = :document", document=document_text(document))
    printed = read_pdf(sheet(client, home).data)
    close = printed.text.replace(" ", "")
    assert "<script>alert(1)</script>" in close
    assert "<imgsrc='file:///etc/passwd'>" in close
    assert "<style>@importurl(http://localhost:1/a.css)</style>" in close
    assert "root:" not in printed.text


def test_sheets_of_other_communities_months_and_sizes_are_not_there(client, home):
    other = make_community("别的社区")
    for path in (
        f"/c/{other.slug}/{MONTH}/notice-a3.pdf",
        f"/c/{other.slug}/{MONTH}/notice.png",
        f"/c/{home.community.slug}/2026-11/notice-a4.pdf",
        f"/c/{home.community.slug}/{MONTH}/notice-a5.pdf",
        f"/c/{home.community.slug}/{MONTH}/notice-..%2fa3.pdf",
    ):
        assert client.get(path).status_code == 404, path


def test_month_that_is_not_published_has_no_sheet(client):
    home = make_neighbourhood(published=False)
    assert sheet(client, home).status_code == 404


def test_sheet_may_be_kept_and_is_not_sent_again_while_nothing_changes(client, home):
    first = sheet(client, home)
    assert first.headers["Cache-Control"] == "max-age=0, must-revalidate, public"
    again = client.get(first.request.path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    republish(home, total=13)
    assert client.get(first.request.path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_board_leads_to_its_sheets(client, home):
    page = client.get(f"/c/{home.community.slug}/{MONTH}/").text
    for name in ("notice-a3.pdf", "notice-a4.pdf", "notice.png"):
        assert f"/c/{home.community.slug}/{MONTH}/{name}" in page
