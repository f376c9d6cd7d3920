"""The sign-in page of inspectors, staff and oversight."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.communities import make_community
from tests.factories.users import PASSWORD, make_user
from webapp import clock

OWN = {"Origin": "http://localhost"}


@pytest.fixture
def user(app):
    return make_user(make_community(), "staff")


def sign_in(client, username: str, password: str, target: str = ""):
    form = {"username": username, "password": password, "next": target}
    return client.post("/auth/sign-in", data=form, headers=OWN)


def test_page_has_name_password_and_the_ways_for_residents(client):
    page = client.get("/auth/sign-in").text
    for part in ('name="username"', 'name="password"', 'href="/card/"', 'href="/"'):
        assert part in page


def test_right_password_leads_to_the_target_of_our_own(client, user):
    answer = sign_in(client, user.username, PASSWORD, "/staff/months/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/months/")


def test_wrong_name_and_wrong_password_look_alike_and_keep_what_was_typed(client, user):
    answers = [sign_in(client, user.username, "wrong"), sign_in(client, "nobody", PASSWORD)]
    assert [answer.status_code for answer in answers] == [422, 422]
    pages = {answers[0].text.replace(user.username, ""), answers[1].text.replace("nobody", "")}
    assert len(pages) == 1
    assert f'value="{user.username}"' in answers[0].text


def test_typed_markup_comes_back_as_text(client, user):
    assert "<script>" not in sign_in(client, "<script>1", "x").text


def test_page_that_is_not_there_is_told_in_the_readers_language(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text
    assert 'href="/"' in answer.text


def test_who_guesses_a_password_must_wait_longer_and_longer(client, user):
    answers = [sign_in(client, user.username, "wrong").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    refused = sign_in(client, user.username, PASSWORD)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert ("试的次数多了" in refused.text, "aria-invalid" in refused.text) == (True, False)
    with clock.at(clock.now() + dt.timedelta(seconds=31)):
        assert sign_in(client, user.username, "wrong").status_code == 422
        assert int(sign_in(client, user.username, PASSWORD).headers["Retry-After"]) > 30


def test_a_guesser_elsewhere_does_not_keep_the_person_out(app, client, user):
    for _ in range(6):
        sign_in(client, user.username, "wrong")
    elsewhere = app.test_client()
    form = {"username": user.username, "password": PASSWORD}
    answer = elsewhere.post("/auth/sign-in", data=form, headers=OWN, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before(app, user):
    for _ in range(2):
        client = app.test_client()
        answers = [sign_in(client, user.username, word).status_code for word in ("wrong",) * 4 + (PASSWORD,)]
        assert answers == [422] * 4 + [302]
