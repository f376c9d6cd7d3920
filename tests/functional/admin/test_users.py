"""The administrator's pages about users."""

from __future__ import annotations

import re

import pytest

from tests.factories.accounts_of_users import GOOD, give_second_step
from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.users import make_device, make_user
from webapp.extensions import db
from webapp.models import Invitation, Recusal, User
from webapp.operations.accept_invitation import accept_invitation
from webapp.operations.invite_user import invite_user
from webapp.operations.stop_user import stop_user

NEW = {"name": "刘芳", "number": "A31", "role": ["staff"]}


@pytest.fixture
def admin(home) -> User:
    return make_user(home.community, "admin", name="丁立夏")


@pytest.fixture
def desk(app, admin) -> Browser:
    return Browser(app, admin)


def token_in(page: str) -> str:
    return re.search(r"/auth/invitation/\?token=([\w-]{43})\n?</textarea>", page)[1]


def user_named(name: str) -> User:
    return db.session.query(User).filter_by(name=name).one()


def test_list_tells_roles_state_last_sign_in_phones_and_second_step(app, home, desk, admin):
    make_device(home.inspector)
    give_second_step(home.staff)
    stop_user(admin, home.oversight.id)
    invite_user(admin, "刘芳", "A31", ["staff"])
    Browser(app).post("/auth/sign-in", {"username": home.inspector.username, "password": "correct horse"})
    page = desk.get("/admin/users/").text
    for words in ("1部", "设好了", "已停用", "等本人加入", "11月5日", "5个账号"):
        assert words in page, words


def test_invitation_is_shown_once_with_a_picture_and_text_to_copy(desk):
    page = desk.post("/admin/users/new/", NEW).text
    assert 'src="data:image/svg+xml' in page
    token = token_in(page)
    key = user_named("刘芳").id
    for path in ("/admin/users/", f"/admin/users/{key}/", f"/admin/users/{key}/link"):
        assert token not in desk.get(path).text, path
    assert accept_invitation(token, "liufang", GOOD, GOOD).name == "刘芳"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "请写姓名"),
        ({"number": ""}, "请写编号"),
        ({"role": []}, "至少选一个角色"),
        ({"role": ["staff", "oversight"]}, "自己不能监督自己"),
        ({"role": ["admin", "oversight"]}, "要由监督来看"),
    ],
)
def test_wrong_invitation_says_why_and_keeps_what_was_typed(desk, change, words):
    form = NEW | change
    answer = desk.post("/admin/users/new/", form)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{form["name"]}"' in answer.text
    assert answer.text.count(" checked>") == len(form["role"])
    assert db.session.query(Invitation).count() == 0


def test_link_for_a_forgotten_password_is_explained_before_it_is_made(desk, home):
    path = f"/admin/users/{home.staff.id}/link"
    assert "谁拿到链接" in desk.get(path).text
    assert db.session.query(Invitation).count() == 0
    accept_invitation(token_in(desk.post(path).text), "", GOOD, GOOD)
    assert "给了重设密码的链接" in desk.get(f"/admin/users/{home.staff.id}/").text


def test_invitation_is_withdrawn_and_can_be_made_again(desk):
    token = token_in(desk.post("/admin/users/new/", NEW).text)
    path = f"/admin/users/{user_named('刘芳').id}/"
    assert desk.post(f"{path}withdraw").status_code == 303
    assert "邀请撤回了" in desk.get(path).text
    assert "用不了" in Browser(desk._client.application).get(f"/auth/invitation/?token={token}").text
    token_in(desk.post(f"{path}link").text)
    assert "等本人加入" in desk.get(path).text


def test_changes_are_made_and_shown_with_before_and_after(desk, home):
    path = f"/admin/users/{home.staff.id}/"
    assert desk.post(f"{path}roles", {"role": ["staff", "admin"], "seen": "staff"}).status_code == 303
    page = desk.get(path).text
    assert "工作小组 → 工作小组、管理员" in page
    overseer = Browser(desk._client.application, home.oversight)
    audit = overseer.get("/oversight/audit/").text
    assert "改了角色" in audit
    assert "工作小组 → 工作小组、管理员" in audit


def test_concurrent_change_is_told_and_nothing_of_it_is_lost(desk, home):
    path = f"/admin/users/{home.inspector.id}/"
    desk.post(f"{path}roles", {"role": ["inspector", "staff"], "seen": "inspector"})
    answer = desk.post(f"{path}roles", {"role": ["admin"], "seen": "inspector"})
    assert answer.status_code == 409
    assert "别人刚刚改过" in answer.text
    assert 'value="admin" checked' in answer.text
    assert user_roles(home.inspector) == ["inspector", "staff"]


def user_roles(user: User) -> list[str]:
    db.session.expire_all()
    return user.role_names


def test_own_page_offers_nothing_that_another_must_do(desk, admin, home):
    page = desk.get(f"/admin/users/{admin.id}/").text
    for absent in ("改角色</button>", "停用这个账号", f"/admin/users/{admin.id}/link"):
        assert absent not in page
    answer = desk.post(f"/admin/users/{admin.id}/roles", {"role": ["inspector", "admin"], "seen": "admin"})
    assert answer.status_code == 403
    assert "另一位管理员" in answer.text
    assert desk.post(f"/admin/users/{admin.id}/state", {"do": "stop"}).status_code == 403
    assert user_roles(admin) == ["admin"]


def test_person_is_found_by_name_and_linked(desk, home):
    path = f"/admin/users/{home.staff.id}/"
    page = desk.get(f"{path}?person=何").text
    person = re.search(r'name="person" value="(\d+)" aria-label="就是何桂芳，石阶巷27号院"', page)[1]
    assert desk.post(f"{path}person", {"person": person, "seen": ""}).status_code == 303
    assert "<b>何桂芳</b>，石阶巷27号院" in desk.get(path).text
    assert "没有姓名这样开头" in desk.get(f"{path}?person=%25").text


def test_recusal_is_added_with_a_reason_and_ended_with_one(desk, home):
    path, yard = f"/admin/users/{home.staff.id}/", home.yards[1]
    answer = desk.post(f"{path}recusals", {"courtyard": yard.id, "reason": ""})
    assert (answer.status_code, f'value="{yard.id}" selected' in answer.text) == (422, True)
    desk.post(f"{path}recusals", {"courtyard": yard.id, "reason": "舅舅家"})
    assert "舅舅家" in desk.get(path).text
    desk.post(f"{path}recusals", {"courtyard": yard.id, "reason": "搬走了", "do": "end"})
    assert db.session.query(Recusal).count() == 0
    assert "搬走了" in desk.get(path).text


def test_inspector_s_grids_are_ticked_and_can_all_be_taken(desk, home):
    path = f"/admin/users/{home.inspector.id}/"
    assert 'name="grid" value="1" checked' in desk.get(path).text
    assert desk.post(f"{path}grids", {"seen": "1"}).status_code == 303
    assert 'name="grid" value="1" checked' not in desk.get(path).text
    assert desk.post(f"{path}grids", {"grid": "1", "seen": ""}).status_code == 303
    assert 'name="grid" value="1" checked' in desk.get(path).text


def test_stopping_and_readmitting_are_confirmed_in_words(desk, home):
    path = f"/admin/users/{home.staff.id}/"
    assert "都留着，写着本人的名字" in desk.get(path).text
    assert desk.post(f"{path}state", {"do": "stop"}).status_code == 303
    assert "恢复账号" in desk.get(path).text
    assert desk.post(f"{path}state", {"do": "readmit"}).status_code == 303
    assert "停用这个账号" in desk.get(path).text


def test_requirement_of_a_second_step_is_refused_until_one_has_it(desk, admin, home):
    answer = desk.post("/admin/users/second-step", {"required": "1"})
    assert (answer.status_code, "先给自己的账号设好" in answer.text) == (422, True)
    give_second_step(admin)
    desk = Browser(desk._client.application, admin)
    assert desk.post("/admin/users/second-step", {"required": "1"}).status_code == 303
    assert "还有2人没设" in desk.get("/admin/users/").text


def test_users_of_another_community_are_404(desk):
    stranger = make_user(make_community("别的社区"), "staff", name="外人")
    for path in ("", "link"):
        assert desk.get(f"/admin/users/{stranger.id}/{path}").status_code == 404
    for path in ("roles", "grids", "person", "recusals", "link", "withdraw"):
        assert desk.post(f"/admin/users/{stranger.id}/{path}").status_code == 404, path
    assert desk.post(f"/admin/users/{stranger.id}/state", {"do": "stop"}).status_code == 404
    assert desk.get(f"/admin/users/{2**40}/").status_code == 404
    assert "外人" not in desk.get("/admin/users/").text
    assert stranger.active


@pytest.mark.parametrize("path", ["roles", "grids", "person", "recusals", "state", "link", "withdraw"])
def test_nonsense_in_a_form_is_answered_and_changes_nothing(desk, home, path):
    form = {
        "role": "\0",
        "seen": "x" * 5000,
        "grid": "9",
        "person": "1e9",
        "courtyard": "-1",
        "do": "\0",
        "reason": "x",
    }
    assert desk.post(f"/admin/users/{home.staff.id}/{path}", form).status_code < 500
    assert user_roles(home.staff) == ["staff"]
