"""The group's robot: what is said once, what is tried again, what nobody may say again by himself."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from tests.conftest import make_settings
from tests.factories.neighbourhoods import MONTH, TODAY, Neighbourhood, make_neighbourhood
from tests.robots import A_MINUTE_S, KEY, robot_server
from webapp import clock
from webapp.chat import robot
from webapp.chat.robot import Answer, Said, markdown, picture, say
from webapp.chat.send import send_due_messages, send_message
from webapp.extensions import db
from webapp.models import AuditEvent, GroupMessage
from webapp.operations.ask_group_message import Wanted, ask_message
from webapp.operations.keep_robot import forget_robot, keep_robot
from webapp.operations.take_group_message import PAUSES, claim_message
from webapp.queries.group_messages import key_of, robot_of
from webapp.queries.publications import publications_of
from webapp.schedule import BY_THE_CLOCK, ON_DEMAND

MINUTE = dt.timedelta(minutes=1)
HELLO = markdown("**公示**\n27号 9")


@pytest.fixture
def server():
    with robot_server() as server:
        yield server


def make_neighbourhood_with_a_robot() -> Neighbourhood:
    return make_neighbourhood()


@pytest.fixture
def home(app, server, scenes):
    settings = app.config["SANBAO"]
    app.config["SANBAO"] = make_settings(settings.data, database_url=settings.database_url, chat_robot=server.address)
    with clock.at(TODAY):
        found = scenes.play(app, make_neighbourhood_with_a_robot)
        assert keep_robot(found.staff, KEY)
        yield found


def asked(home, form: str = "markdown", nth: int = 0, content: str = "**公示**") -> GroupMessage:
    [newest] = publications_of(home.community.id, MONTH)
    return ask_message(home.staff, newest, Wanted(form, nth, content, "http://localhost"))


def sent(home, after: dt.timedelta = dt.timedelta(0)) -> GroupMessage:
    """The last message after everything that was due then was tried."""
    with clock.at(TODAY + after):
        for message in db.session.query(GroupMessage).order_by(GroupMessage.id):
            send_message(home.community.id, message.id)
    return db.session.query(GroupMessage).order_by(GroupMessage.id.desc()).first()


def state(message: GroupMessage) -> tuple[str, str, int]:
    return message.state, message.problem, message.tries


@pytest.mark.parametrize(
    ("mood", "key", "message", "meant"),
    [
        ("", KEY, HELLO, Answer(Said.SENT)),
        ("", "0" * 36, HELLO, Answer(Said.REFUSED, "wrong_key", 93000)),
        ("", KEY, markdown("长" * 1366), Answer(Said.REFUSED, "does_not_fit", 40058)),
        ("", KEY, picture(b"\xff\xd8\xff" + bytes(2 << 20)), Answer(Said.REFUSED, "does_not_fit", 40058)),
        ("", KEY, picture(b"GIF89a"), Answer(Said.REFUSED, "does_not_fit", 40058)),
        ("", KEY, picture(b"\xff\xd8\xff and so on"), Answer(Said.SENT)),
        ("redirect", KEY, HELLO, Answer(Said.REFUSED, "redirected", 302)),
        ("garbage", KEY, HELLO, Answer(Said.UNSURE, "garbage")),
        ("list", KEY, HELLO, Answer(Said.UNSURE, "garbage")),
        ("cut", KEY, HELLO, Answer(Said.UNSURE, "garbage")),
        ("broken", KEY, HELLO, Answer(Said.AGAIN, "http", 502)),
        ("busy", KEY, HELLO, Answer(Said.AGAIN, "busy", -1)),
    ],
)
def test_what_the_robot_answers_and_what_that_means(server, mood, key, message, meant):
    server.mood = mood
    assert say(server.address, key, message) == meant
    assert "followed" not in server.keys


def test_no_answer_in_time_may_have_been_said(server, monkeypatch):
    monkeypatch.setattr(robot, "PATIENCE", 0.2)
    server.mood = "slow"
    assert say(server.address, KEY, HELLO) == Answer(Said.UNSURE, "no_answer")
    assert len(server.said) == 1


def test_nobody_there_is_worth_another_try(server):
    address = server.address.replace(f":{server.server_address[1]}", ":9")
    assert say(address, KEY, HELLO) == Answer(Said.AGAIN, "unreachable")


def test_faster_than_allowed_is_tried_again(server):
    answers = [say(server.address, KEY, HELLO) for _ in range(A_MINUTE_S + 1)]
    assert [each.said for each in answers] == [Said.SENT] * A_MINUTE_S + [Said.AGAIN]
    assert answers[-1].problem == "too_fast"


def test_asked_twice_and_sent_twice_it_is_said_once(home, server):
    assert asked(home).id == asked(home).id
    sent(home)
    assert state(sent(home, MINUTE)) == ("sent", "", 1)
    assert server.said == [markdown("**公示**")]
    assert asked(home, nth=1).id != asked(home).id
    sent(home)
    assert len(server.said) == 2


def test_one_worker_has_it_and_one_that_died_leaves_it_unsure(home, server):
    message = asked(home)
    assert claim_message(home.community.id, message.id) is not None
    assert claim_message(home.community.id, message.id) is None
    assert state(sent(home, 9 * MINUTE)) == ("sending", "", 1)
    assert state(sent(home, 11 * MINUTE)) == ("unsure", "no_answer", 1)
    assert server.posts == 0


def test_it_is_tried_again_ever_later_and_given_up(home, server):
    server.mood = "busy"
    asked(home)
    passed = dt.timedelta(0)
    for tries, pause in enumerate(PAUSES, 1):
        assert state(sent(home, passed)) == ("waiting", "busy", tries)
        assert sent(home, passed + pause - dt.timedelta(seconds=1)).tries == tries
        passed += pause
    assert state(sent(home, passed)) == ("failed", "busy", len(PAUSES) + 1)
    assert server.posts == len(PAUSES) + 1
    trail = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert trail[-2:] == ["group_asked", "group_failed"]


def test_a_line_that_comes_back_says_it_after_all(home, server):
    server.mood = "broken"
    asked(home)
    sent(home)
    server.mood = ""
    assert state(sent(home, MINUTE)) == ("sent", "", 2)


@pytest.mark.parametrize("mood", ["garbage", "redirect"])
def test_what_is_refused_or_unclear_is_never_tried_again(home, server, mood):
    server.mood = mood
    asked(home)
    sent(home)
    sent(home, 60 * MINUTE)
    assert server.posts == 1


def test_long_picture_fits_what_the_robot_takes(home, server):
    asked(home, "image", content="")
    assert sent(home).state == "sent"
    assert [each["msgtype"] for each in server.said] == ["image"]


def test_without_a_robot_nothing_is_asked_or_said(home, server):
    asked(home)
    forget_robot(home.staff)
    assert state(sent(home)) == ("failed", "no_robot", 0)
    assert asked(home, nth=1) is None
    assert server.posts == 0


def test_key_is_taken_out_of_a_whole_address_and_nothing_else_is_a_key(home, server):
    assert keep_robot(home.staff, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={'1' * 36}")
    assert not any(keep_robot(home.staff, each) for each in ("", "short", "../" + KEY, "https://[", f"{KEY} {KEY}"))
    asked(home)
    assert sent(home).problem == "wrong_key"
    assert server.keys == ["1" * 36]


def test_key_is_in_no_log_and_no_trail(home, server, caplog):
    caplog.set_level(logging.DEBUG)
    for mood in ("redirect", "garbage", "broken", ""):
        server.mood = mood
        asked(home, nth=len(server.keys))
        sent(home)
    assert KEY not in caplog.text
    assert not any(KEY in f"{event.details}{event.reference}" for event in db.session.query(AuditEvent))


def test_the_clock_finds_what_waits(home, app):
    asked(home)
    send_due_messages()
    queue = app.extensions["jobs"].queue
    assert queue.pending_count() == 1
    assert send_message in ON_DEMAND
    assert send_due_messages in [job for job, _ in BY_THE_CLOCK]


def test_the_key_lies_encrypted_in_the_database_and_the_migration_encrypts_an_older_one(home):
    community = home.community.id
    db.session.remove()
    downgrade(revision="0180")
    assert db.session.scalar(text("SELECT key FROM group_robot")) == KEY
    db.session.remove()
    upgrade()
    assert KEY not in db.session.scalar(text("SELECT key FROM group_robot"))
    assert key_of(robot_of(community)) == KEY


def test_under_another_secret_key_it_must_be_entered_again(app, home, monkeypatch):
    monkeypatch.setitem(app.config, "SECRET_KEY", "x" * 40)
    asked(home)
    assert sent(home).problem == "no_robot"
