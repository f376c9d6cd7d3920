"""Search and files of courtyards and households, as staff and oversight read them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Account, Membership, ReceivedEntry


@pytest.fixture(params=["staff", "oversight"])
def reader(request, app, office) -> tuple[str, Browser]:
    """Where the pages are, and the browser of somebody who reads them there."""
    return f"/{request.param}/files/", Browser(app, make_user(office.community, request.param))


def search(reader: tuple[str, Browser], text: str) -> str:
    address, browser = reader
    return browser.get(address, query_string={"q": text}).text


@pytest.mark.parametrize("text", ["27", "２７号", "石阶巷27", " 石阶巷 27 号院 ", "石阶"])
def test_a_courtyard_is_found_by_door_or_lane(reader, office, text):
    page = search(reader, text)
    assert f"{reader[0]}courtyards/{office.courtyards[0].id}/" in page
    assert "何桂芳" in page


def test_a_number_finds_itself_and_its_parts_alone(reader, office):
    make_courtyard(office.community, "27-1")
    make_courtyard(office.community, "127")
    page = search(reader, "27")
    assert ">27-1<" in page
    assert ">127<" not in page
    assert ">29<" not in page


def test_a_person_is_found_by_part_of_the_name_and_by_the_household_code(reader, office):
    home = household_of(office.courtyards[0])
    for text in ("桂芳", home.code, home.code.lower()):
        assert f"{reader[0]}households/{home.id}/" in search(reader, text), text


def test_a_check_is_found_by_its_words_its_day_and_its_fingerprint(reader, office):
    check = office.checks[0]
    digest = db.session.get_one(ReceivedEntry, check.entry_id).digest
    for text in ("纸箱", "2026-10-05", digest[:8]):
        assert f"/checks/{check.uuid}/" in search(reader, text), text


@pytest.mark.parametrize("text", ["%", "_", "\\", "' OR 1=1 --", "<b>", "没有的", "9" * 80])
def test_what_is_not_there_is_not_found_and_nothing_is_a_pattern(reader, text):
    page = search(reader, text)
    assert "没有找到" in page
    assert "<b>没有找到</b>" in page


def test_without_a_question_the_page_says_how_to_ask(reader):
    assert "找谁家的档案" in search(reader, "   ")


def test_a_courtyard_s_file_has_people_checks_deeds_and_earlier_holders(reader, office):
    address, browser = reader
    yard = office.courtyards[0]
    make_deed(yard, dt.date(2026, 10, 3), text="清扫巷道")
    left = db.session.query(Account).filter_by(courtyard_id=yard.id).one()
    left.closed_in = "2026-09"
    db.session.add(Account(community_id=yard.community_id, kind="courtyard", courtyard_id=yard.id, opened_in="2026-10"))
    db.session.commit()
    page = browser.get(f"{address}courtyards/{yard.id}/").text
    people, things = ("石阶巷27号院", "何桂芳", "户主", "王志远"), ("清扫巷道", "10月5日", "没有提过")
    for words in (*people, *things, "到2026年9月", "2026年10月起"):
        assert words in page, words


def test_a_household_s_file_says_who_moved_out(reader, office):
    address, browser = reader
    home = household_of(office.courtyards[1])
    db.session.query(Membership).filter_by(household_id=home.id).one().until = dt.date(2026, 9, 30)
    db.session.commit()
    page = browser.get(f"{address}households/{home.id}/").text
    for words in ("周玉梅家", home.code, "2026年9月搬走"):
        assert words in page, words


@pytest.mark.parametrize("kind", ["courtyards", "households"])
def test_another_community_s_files_are_not_there(reader, kind):
    address, browser = reader
    stranger = make_courtyard(make_community("别的社区"), "1", "外人")
    key = stranger.id if kind == "courtyards" else household_of(stranger).id
    for each in (key, 2**31, 10**30):
        assert browser.get(f"{address}{kind}/{each}/").status_code == 404
    assert "外人" not in search(reader, "外人").replace('value="外人"', "")
