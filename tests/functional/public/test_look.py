"""Size, theme and language are kept in cookies and lead back to where one was."""

from __future__ import annotations

import pytest

OWN = {"Origin": "http://localhost"}


def choose(client, **form):
    return client.post("/look/", data=form, headers=OWN)


def test_choice_is_kept_and_leads_back(client):
    answer = choose(client, size="elder", next="/card/?code=X")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/card/?code=X")
    assert 'data-size="elder"' in client.get("/card/").text


def test_language_and_theme_change_the_page(client):
    choose(client, language="en", theme="dark")
    page = client.get("/card/").text
    assert 'lang="en"' in page
    assert 'data-theme="dark"' in page


def test_empty_theme_means_the_devices_own(client):
    choose(client, theme="dark")
    choose(client, theme="")
    assert "data-theme" not in client.get("/card/").text


def test_unknown_choice_changes_nothing(client):
    answer = choose(client, size="<script>", theme="pink", language="xx")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:1", "/\n/x", ""],
)
def test_form_never_leads_to_another_server(client, target):
    assert choose(client, size="elder", next=target).headers["Location"] == "/"


def test_foreign_page_cannot_change_the_look(client):
    answer = client.post("/look/", data={"size": "elder"}, headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 403
