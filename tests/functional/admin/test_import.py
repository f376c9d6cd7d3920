"""The administrator takes in a file: chosen, looked at, confirmed; its bad rows come back."""

from __future__ import annotations

import io
import os
import re

import pytest

from tests.factories.accounts import make_family
from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.tables import lines_of, make_xlsx
from tests.factories.users import make_user
from webapp import clock, photo_store
from webapp.extensions import db
from webapp.models import AuditEvent, Courtyard, Deed, Household, Person
from webapp.operations.sweep_uploads import sweep_uploads

NUMBER = "999999199001011234"  # made up: there is no such district


@pytest.fixture
def community(app):
    return make_community()


@pytest.fixture
def admin(community):
    return make_user(community, "admin")


@pytest.fixture
def desk(app, admin):
    return Browser(app, admin)


def upload(desk: Browser, data: str | bytes, kind: str = "roster", name: str = "名册.csv"):
    raw = data.encode() if isinstance(data, str) else data
    return desk.post(
        "/admin/import/", {"kind": kind, "file": (io.BytesIO(raw), name)}, content_type="multipart/form-data"
    )


def look(desk: Browser, data: str | bytes, kind: str = "roster") -> tuple[str, str]:
    """The preview's address and page."""
    answer = upload(desk, data, kind)
    assert answer.status_code == 303, answer.text
    where = answer.headers["Location"]
    return where, desk.get(where).text


def confirm(desk: Browser, where: str, page: str):
    return desk.post(where, {"seen": re.search(r'name="seen" value="([0-9a-f]+)"', page)[1]})


def facts(page: str) -> list[int]:
    return [int(found) for found in re.findall(r"<dt>[^<]+</dt><dd>(\d+)</dd>", page)]


def test_file_is_looked_at_before_anything_is_written_and_then_taken(desk, community):
    where, page = look(desk, "院号,户主,参加月份\n27,何桂芳,2026-03\n29,欧阳兰,2026-03\n")
    assert facts(page) == [2, 0, 0, 0]
    assert "院号（门牌号）" in page
    assert "收下2行" in page
    assert db.session.query(Courtyard).count() == 0
    answer = confirm(desk, where, page)
    assert answer.status_code == 303
    assert "新的2行，改了0行" in desk.get(answer.headers["Location"]).text
    assert [yard.number for yard in db.session.query(Courtyard).order_by(Courtyard.id)] == ["27", "29"]
    event = db.session.query(AuditEvent).one()
    assert (event.action, event.subject) == ("file_imported", "roster")
    assert desk.get(where).status_code == 404


def test_bad_rows_are_named_with_row_column_and_reason_and_come_back_in_the_same_form(desk, community):
    data = make_xlsx(
        ("示例名册", None, None), ("门牌号", "户主", "参加月份"), (27, "何桂芳", "去年"), (29, "欧阳兰", "2026-03")
    )
    where, page = look(desk, data)
    assert facts(page) == [1, 0, 0, 1]
    row = re.search(r'<tr class="hot">(.*?)</tr>', page)[1]
    assert (
        re.sub(r"<[^>]+>", "|", row).replace("||", "|") == "|3|27 何桂芳|参加月份|去年|看不懂这个月份。写成2026-03。|"
    )
    answer = desk.get(f"{where}problems")
    assert "spreadsheetml" in answer.content_type
    assert lines_of(answer.data) == [
        ("门牌号", "户主", "参加月份", "导入时的问题"),
        ("27", "何桂芳", "去年", "参加月份：看不懂这个月份。写成2026-03。"),
        ("29", "欧阳兰", "2026-03", None),
    ]
    after = desk.get(confirm(desk, where, page).headers["Location"]).text
    assert "有问题的1行没有收" in after
    assert facts(after) == [0, 0, 1, 1]
    assert [yard.number for yard in db.session.query(Courtyard)] == ["29"]


def test_reasons_are_in_the_readers_language(desk, admin):
    admin.language = "en"
    db.session.commit()
    where, _ = look(desk, "门牌号,户主,起\n27,何桂芳,去年\n")
    page = desk.get(where).text
    assert "Look before importing" in page
    assert "This day can&#39;t be read. Write 2026-03-01." in page
    answer = desk.get(f"{where}problems")
    assert "This day can" in answer.get_data().decode("utf-8-sig")


def test_difference_shows_what_it_was_and_will_be(desk, community):
    make_courtyard(community, "27", "何桂芳")
    where, page = look(desk, "门牌号,户主,党员,困难户\n27,何桂芳,是,\n")
    assert facts(page) == [0, 1, 0, 0]
    assert "<td>否</td><td><b>是</b></td>" in page
    confirm(desk, where, page)
    db.session.expire_all()
    assert db.session.query(Person).one().is_party_member


def test_same_file_again_has_nothing_to_take(desk, community):
    text = "门牌号,户主\n27,何桂芳\n"
    confirm(desk, *look(desk, text))
    _where, page = look(desk, text)
    assert facts(page) == [0, 0, 1, 0]
    assert "没有要收的" in page
    assert 'name="seen"' not in page


def test_roster_that_changed_after_the_look_is_shown_again(desk, community):
    where, page = look(desk, "门牌号,户主\n27,何桂芳\n")
    make_courtyard(community, "27", "何桂芳")
    answer = confirm(desk, where, page)
    assert answer.status_code == 409
    assert "名册刚刚变了" in answer.text
    assert facts(answer.text) == [0, 0, 1, 0]
    assert db.session.query(Courtyard).count() == 1


def test_identity_numbers_are_neither_shown_kept_nor_given_back(app, desk, community, caplog):
    rows = f"27,何桂芳,{NUMBER},家里{NUMBER}号\n29,欧阳兰,,二楼\n31,王小明,,三楼\n"
    where, page = look(desk, f"门牌号,户主,身份证号,楼栋单元\n{rows}")
    assert "这几列没有读，也没有存：身份证号" in page
    assert "像是身份证号，没有读，也没有存" in page
    assert facts(page) == [2, 0, 0, 1]
    back = desk.get(f"{where}problems").data.decode("utf-8-sig")
    kept = b"".join(path.read_bytes() for path in app.config["SANBAO"].uploads.rglob("*") if path.is_file())
    for text in (page, back, caplog.text, str(kept)):
        assert "199001" not in text
    [name] = [path.name for path in app.config["SANBAO"].uploads.rglob("import-*")]
    token = name.split("-", 2)[2]
    assert "199001" not in str(photo_store.uploads().read(community.id, name, int(token.split("-")[1])))
    confirm(desk, where, page)
    assert "199001" not in str([(home.address, home.group_name) for home in db.session.query(Household)])


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"%PDF-1.7", 422, "这是PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, 422, "另存为.xlsx"),
        ("没有,表头\n1,2\n".encode(), 422, "没有找到表头"),
        ("姓名,党员\n何桂芳,是\n".encode(), 422, "没有找到表头"),
        ("门牌号,户主\n".encode(), 422, "文件里没有内容"),
        (b"x" * (9 << 20), 413, "文件太大"),
    ],
)
def test_file_that_is_no_roster_is_refused_in_words(desk, data, status, words):
    answer = upload(desk, data)
    assert answer.status_code == status
    assert words in answer.text
    assert db.session.query(AuditEvent).count() == 0


def test_form_without_a_file_says_so(desk):
    answer = desk.post("/admin/import/", {"kind": "people"}, content_type="multipart/form-data")
    assert (answer.status_code, "还没选文件" in answer.text) == (422, True)
    assert desk.post("/admin/import/", {"kind": "shop"}, content_type="multipart/form-data").status_code == 400


def test_people_are_taken_with_their_teams(desk, community):
    make_family(community, "3号楼501", "陈静")
    where, page = look(desk, "姓名,支部,队伍\n陈静,第一支部,红袖标队\n罗丽,第一支部,红袖标队\n", "people")
    assert "新的队伍：红袖标队" in page
    assert confirm(desk, where, page).status_code == 303
    assert db.session.query(Person).count() == 2


def test_what_somebody_else_uploaded_is_not_there(app, desk, community):
    where, page = look(desk, "门牌号,户主\n27,何桂芳\n")
    for other in (make_user(community, "admin"), make_user(make_community("别的社区"), "admin")):
        browser = Browser(app, other)
        assert browser.get(where).status_code == 404
        assert browser.get(f"{where}problems").status_code == 404
        assert confirm(browser, where, page).status_code == 404
    assert desk.get("/admin/import/..%2f..%2fsanbao.sqlite3/").status_code == 404
    assert desk.get(where).status_code == 200


@pytest.mark.parametrize("role", ["inspector", "staff", "oversight"])
def test_only_an_administrator_takes_files_in(app, community, desk, role):
    where, page = look(desk, "门牌号,户主\n27,何桂芳\n")
    other = Browser(app, make_user(community, role))
    assert upload(other, "门牌号,户主\n27,何桂芳\n").status_code == 403
    assert confirm(other, where, page).status_code == 403
    assert db.session.query(Courtyard).count() == 0


def test_file_that_nobody_confirms_is_swept_after_a_day(app, desk):
    where, _ = look(desk, "门牌号,户主\n27,何桂芳\n")
    sweep_uploads()
    assert desk.get(where).status_code == 200
    [path] = app.config["SANBAO"].uploads.rglob("import-*")
    old = path.stat().st_mtime - 86_500
    os.utime(path, (old, old))
    sweep_uploads()
    assert desk.get(where).status_code == 404


def test_hostile_names_are_only_text(desk, community):
    where, page = look(desk, "门牌号,户主\n27,<script>alert(1)</script>\n29,=1+1\n")
    assert "<script>alert" not in page
    confirm(desk, where, page)
    csv = desk.get("/admin/export/roster.csv").data.decode("utf-8-sig")
    assert ",'=1+1," in csv


@pytest.mark.parametrize(("language", "reason"), [("zh", "规则里没有唱歌这一项"), ("en", "The rule book has no 唱歌")])
def test_deeds_are_looked_at_and_taken_in_either_language(desk, admin, community, language, reason):
    make_courtyard(community, "27")
    admin.language = language
    db.session.commit()
    today = clock.today(community)
    where, page = look(desk, f"日期,门牌号,事项\n{today},27,志愿服务\n{today},27,唱歌\n", "deeds")
    assert facts(page) == [1, 0, 0, 1]
    assert reason in page
    confirm(desk, where, page)
    assert [deed.logged_by for deed in db.session.query(Deed)] == [admin.id]
