"""Help tasks at the counter: taken, proved, confirmed; and the difficulty of a household is told nowhere else."""

from __future__ import annotations

import hashlib
import io
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_household
from tests.factories.help_tasks import only_task, put_in_difficulty
from tests.factories.pictures import make_jpeg
from tests.factories.rule_texts import changed_text
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Deed, RuleBookVersion
from webapp.operations.help_out import HelpAct, take_help_task
from webapp.queries.households import household_by_id


@pytest.fixture
def task(desk, office) -> str:
    """The address of the task that approving the check of 27 opens."""
    put_in_difficulty(office.courtyards[0])
    desk.post(f"/staff/checks/{office.checks[0].uuid}/", {"do": "approve", "seen": "complete"})
    return f"/staff/help/{only_task().id}/"


def act(browser: Browser, task: str, step: str, **said):
    return browser.post(task, {"do": step, "seen": only_task().version, **said})


def prove(browser: Browser, task: str):
    return act(browser, task, "prove", words="扫干净了", photo=(io.BytesIO(make_jpeg()), "a.jpg"))


def test_deed_that_the_rule_book_names_is_chosen_already(app, desk, office, task):
    version = db.session.query(RuleBookVersion).one()
    version.text = changed_text(help_deed="activity")
    version.digest = hashlib.sha256(version.text.encode()).hexdigest()
    db.session.commit()
    act(desk, task, "take", who="周玉梅")
    prove(desk, task)
    other = Browser(app, make_user(office.community, "staff"))
    assert '<option value="activity" selected>' in other.get(task).text


def test_list_is_empty_and_says_where_tasks_come_from(desk):
    assert "困难户在名册里标" in desk.get("/staff/help/").text


def test_task_shows_the_fault_and_who_can_take_it(desk, task):
    assert "等人来领" in desk.get("/staff/help/").text
    page = desk.get(task).text
    assert "纸箱" in page
    assert "谁来领" in page


def test_task_goes_its_way_at_the_counter(app, desk, office, task):
    assert act(desk, task, "take", who="周玉梅").status_code == 303
    assert "领任务的人：周玉梅" in desk.get(task).text
    assert prove(desk, task).status_code == 303
    page = desk.get(task).text
    assert "自己录的证明，要由另一位来确认" in page
    assert act(desk, task, "confirm", kind="volunteering", points="1").status_code == 403
    picture = re.search(r'src="(/staff/help/\d+/photos/[0-9a-f]+/small\.jpg)"', page).group(1)
    assert desk.get(picture).mimetype == "image/jpeg"
    other = Browser(app, make_user(office.community, "staff"))
    assert act(other, task, "confirm", kind="volunteering", points="1").status_code == 303
    assert db.session.query(Deed).one().state == "accepted"
    assert act(other, task, "reopen", words="照片是别处的").status_code == 303
    assert db.session.query(Deed).one().state == "withdrawn"


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        ("take", {"who": "赵钱"}, "名册里没有找到"),
        ("take", {"who": "何桂芳"}, "自己的事"),
        ("take", {"who": ""}, "名册里没有找到"),
        ("end", {"words": " "}, "写一句话"),
    ],
)
def test_what_is_wrong_is_said_in_place(desk, task, step, said, words):
    answer = act(desk, task, step, **said)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert only_task().state == "open"


def test_several_that_may_take_it_are_offered_and_one_is_chosen(desk, office, task):
    make_household(office.courtyards[2], "周玉梅", kind="tenant")
    answer = act(desk, task, "take", who="周玉梅")
    assert (answer.status_code, "有几个，点一个" in answer.text) == (422, True)
    picks = re.findall(r'name="pick" value="([^"]+)"', answer.text)
    assert act(desk, task, "take", who="周玉梅", pick=picks[1]).status_code == 303
    assert only_task().volunteer.kind == "tenant"


def test_proof_without_a_photo_keeps_the_words(desk, task):
    act(desk, task, "take", who="周玉梅")
    answer = act(desk, task, "prove", words="扫干净了")
    assert (answer.status_code, "证明要有一张照片" in answer.text) == (422, True)
    assert "扫干净了</textarea>" in answer.text


def test_second_person_at_once_is_told(app, desk, office, task):
    act(desk, task, "take", who="周玉梅")
    other = Browser(app, make_user(office.community, "staff"))
    answer = other.post(task, {"do": "take", "seen": 0, "who": "唐金水"})
    assert (answer.status_code, "别人刚刚改过" in answer.text) == (409, True)


def test_unknown_step_or_task_is_refused(desk, task):
    assert act(desk, task, "find").status_code == 400
    assert desk.get("/staff/help/999/").status_code == 404
    assert desk.get(f"/staff/help/{2**40}/").status_code == 404


def test_task_of_another_community_is_not_there(app, task):
    stranger = Browser(app, make_user(make_community("别的社区"), "staff"))
    assert stranger.get(task).status_code == 404
    assert stranger.post(task, {"do": "end", "seen": 0, "words": "x"}).status_code == 404
    assert stranger.get(f"{task}photos/{'0' * 64}/small.jpg").status_code == 404


def test_difficulty_is_told_neither_on_the_board_nor_on_a_card(app, desk, office, task):
    """Nor on the volunteer's own, once the help is credited."""
    helper = household_of(office.courtyards[1])
    assert take_help_task(household_by_id(office.community.id, helper.id), only_task().id, HelpAct("take", 0)) is None
    prove(desk, task)
    act(Browser(app, make_user(office.community, "staff")), task, "confirm", kind="volunteering", points="1")
    for home in (helper, household_of(office.courtyards[2])):
        page = open_card(app, office.staff, home).get("/card/").text
        assert "志愿服务" in page or home is not helper
        assert [word for word in ("困难", "何桂芳", "27号") if word in page] == []
    assert "困难" not in Browser(app).get("/").text
