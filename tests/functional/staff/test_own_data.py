"""A household's own data at the counter: its copy, its photos, and the request to delete."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from tests.factories.belongings import ANSWERED, CAME, CLAIMED, LATER, SAID, close_october, furnish, leave
from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of, household_of
from tests.factories.keepsakes import MENDED, NOT_SEEN, SENT, WISHED, put_right
from tests.factories.neighbourhoods import Neighbourhood, jpeg, make_neighbourhood
from tests.factories.users import make_user
from webapp import clock
from webapp.database import release_connection
from webapp.extensions import db
from webapp.models import AccountHolder, AuditEvent, Erasure, PhotoConsent, PutRightPhoto, Signature
from webapp.photo_store import photos


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    with clock.at(LATER):
        yield scenes.play(app, make_closed)


def make_closed() -> Neighbourhood:
    home = make_neighbourhood()
    furnish(home, make_user(home.community, "staff", name="程知秋"))
    close_october(home)
    return home


@pytest.fixture
def desk(app, home) -> Browser:
    return Browser(app, home.staff)


def page_of(home: Neighbourhood) -> str:
    return f"/staff/files/households/{home.household.id}/data/"


def copy_of(desk: Browser, household) -> zipfile.ZipFile:
    answer = desk.post(f"/staff/files/households/{household.id}/data/file")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def everything_in(archive: zipfile.ZipFile) -> str:
    """All its texts, those of tables too."""
    told = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".txt", ".json"))]
    for name in archive.namelist():
        if name.endswith(".xlsx"):
            rows = load_workbook(io.BytesIO(archive.read(name))).worksheets[0].iter_rows(values_only=True)
            told += [str(cell) for row in rows for cell in row]
    return "\n".join(told)


def test_copy_holds_what_is_kept_of_the_household(desk, home):
    archive = copy_of(desk, home.household)
    told = json.loads(archive.read("data.json"))
    assert [each["姓名"] for each in told["家里的人"]] == ["何桂芳"]
    assert (told["每月得分"][0]["月份"], told["每月得分"][0]["得分"]) == ("2026-10", 12)
    assert {SAID, ANSWERED} <= {each["话"] for each in told["异议"]}
    assert CLAIMED in {each["说明"] for each in told["好事和加分"]}
    assert {each["项目"] for each in told["检查发现的"]} == {"地面", "杂物"} or told["检查发现的"]
    assert told["兑换"][0]["换了什么"] == "纸巾"
    assert len(told["账本"]) > 2
    assert len(told["积分卡的查看记录"]) == 1
    assert len([name for name in archive.namelist() if name.startswith("photos/")]) == 5


def test_copy_holds_what_the_household_reported_wished_signed_and_put_by(desk, home):
    archive = copy_of(desk, home.household)
    told = json.loads(archive.read("data.json"))
    [report] = told["报改好"]
    assert (report["话"], report["理由"], report["照片"] in archive.namelist()) == (MENDED, NOT_SEEN, True)
    assert [(each["怎么参加的"], each["话"]) for each in told["帮扶"]] == [("本户去帮忙", ""), ("本户的微心愿", WISHED)]
    assert [(each["活动"], each["报名还是签到"], each["谁"]) for each in told["活动"]] == [("扫雪", "报名", "全家")]
    assert [(each["物品"], each["状态"]) for each in told["预留"]] == [("洗衣液", "取消了")]
    assert archive.read(told["兑换"][0]["签名的图"]) == db.session.query(Signature).one().png


def test_tenant_s_copy_has_no_signature_of_the_account_it_shares(desk, home):
    db.session.add(
        AccountHolder(
            community_id=home.community.id, account_id=account_of(home.yards[0]).id, household_id=home.tenant.id
        )
    )
    db.session.commit()
    names = copy_of(desk, home.tenant).namelist()
    assert [name for name in names if name.startswith("signatures/")] == []


def test_copy_holds_nothing_of_other_households_and_masks_other_names(desk, home):
    told = everything_in(copy_of(desk, home.household))
    for other in ("欧阳兰", "王小明", "李秀英", "租客的善事", "程知秋", CAME, home.inspector.name):
        assert other not in told, other
    assert "程**" in told


def test_tenant_s_copy_holds_the_tenant_alone(desk, home):
    told = everything_in(copy_of(desk, home.tenant))
    assert ("李秀英" in told, "租客的善事" in told) == (True, True)
    for other in ("何桂芳", SAID, CLAIMED, "帮老人修灯"):
        assert other not in told, other


def test_copy_is_noted_with_who_when_and_for_whom(desk, home):
    copy_of(desk, home.household)
    [event] = db.session.query(AuditEvent).filter_by(action="own_data_given")
    assert (event.actor_id, event.reference, event.details) == (home.staff.id, str(home.household.id), {})


def test_household_takes_back_a_photo_and_its_words_stay(desk, home):
    [sha256] = [row.sha256 for row in db.session.query(PhotoConsent)]
    assert "说过都同意" in desk.get(page_of(home)).text
    done = [desk.post(f"{page_of(home)}withdraw", {"sha256": sha256}).status_code for _ in range(2)]
    assert done == [303, 404]
    release_connection()
    assert not photos().has(home.community.id, sha256)
    db.session.expire_all()
    assert db.session.query(PhotoConsent).one().withdrawn_at is not None
    assert CLAIMED in everything_in(copy_of(desk, home.household))


@pytest.mark.parametrize("words", SENT)
def test_household_takes_back_photos_of_reports_objections_and_help_too(desk, home, words):
    sha256 = hashlib.sha256(jpeg(words)).hexdigest()
    assert sha256 in desk.get(page_of(home)).text
    assert desk.post(f"{page_of(home)}withdraw", {"sha256": sha256}).status_code == 303
    release_connection()
    assert not photos().has(home.community.id, sha256)
    assert sha256 not in desk.get(page_of(home)).text


def test_photo_that_somebody_else_sent_too_stays_for_them(desk, home):
    sha256 = hashlib.sha256(jpeg("put right")).hexdigest()
    other = put_right(home, home.tenant, state="declined", token="other")
    db.session.add(PutRightPhoto(community_id=home.community.id, put_right_id=other.id, sha256=sha256))
    db.session.commit()
    assert desk.post(f"{page_of(home)}withdraw", {"sha256": sha256}).status_code == 303
    release_connection()
    assert photos().has(home.community.id, sha256)


def test_photo_of_a_check_can_not_be_taken_back(desk, home):
    assert desk.post(f"{page_of(home)}withdraw", {"sha256": home.sha256}).status_code == 404
    release_connection()
    assert photos().has(home.community.id, home.sha256)


def test_page_says_what_has_to_be_settled_first(desk, home):
    page = desk.get(page_of(home)).text
    assert "先在名册里登记搬走" in page
    refused = desk.post(f"{page_of(home)}erase", {"reason": "left"})
    assert (refused.status_code, db.session.query(Erasure).count()) == (422, 0)


def test_one_asks_and_another_confirms_after_reading(app, desk, home):
    leave(home)
    page = desk.get(page_of(home)).text
    assert all(words in page for words in ("会删掉", "会留下，为什么"))
    assert desk.post(f"{page_of(home)}erase").status_code == 422
    assert desk.post(f"{page_of(home)}erase", {"reason": "left"}).status_code == 303
    key = db.session.query(Erasure).one().id
    assert "要换一个人来确认" in desk.post(f"/staff/erasures/{key}/", {"do": "confirm", "read": "yes"}).text
    boss = Browser(app, make_user(home.community, "admin"))
    unread = boss.post(f"/admin/erasures/{key}/", {"do": "confirm"})
    assert (unread.status_code, "打勾" in unread.text) == (422, True)
    assert boss.post(f"/admin/erasures/{key}/", {"do": "confirm", "read": "yes"}).status_code == 303
    assert "何桂芳" not in desk.get(page_of(home)).text
    assert "没有等确认的" in boss.get("/admin/erasures/").text
    assert household_of(home.yards[1]).code not in boss.get("/admin/erasures/").text


def test_request_is_withdrawn_by_whoever_made_it(desk, home):
    leave(home)
    desk.post(f"{page_of(home)}erase", {"reason": "wishes"})
    key = db.session.query(Erasure).one().id
    assert desk.post(f"/staff/erasures/{key}/", {"do": "withdraw"}).status_code == 303
    assert "何桂芳" in desk.get(page_of(home)).text
