"""Home screen first, then the sign-in; and an address where neither is of use says so."""

from __future__ import annotations

import json

import pytest

from webapp import paths

LAN = {"Host": "192.168.1.7:8000"}


def test_stranger_is_told_first_how_the_app_comes_to_the_home_screen(client):
    answer = client.get("/inspect/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/inspect/welcome/")
    page = client.get("/inspect/welcome/").text
    for way in (
        "用手机巡查，先放到主屏幕，再登录",
        "Safari",
        "安卓手机",
        "微信里放不了",
        'href="/auth/sign-in?next=/inspect/"',
    ):
        assert way in page


def test_app_on_the_home_screen_goes_straight_to_the_sign_in(client):
    manifest = json.loads((paths.assets() / "static" / "manifest.webmanifest").read_text())
    answer = client.get(manifest["start_url"])
    assert (answer.status_code, "/auth/sign-in" in answer.headers["Location"]) == (302, True)
    assert manifest["start_url"].startswith(manifest["scope"])
    assert manifest["id"] == manifest["scope"]


def test_sign_in_names_the_home_screen_only_where_it_leads_to_the_phone_app(client):
    assert 'href="/inspect/welcome/"' in client.get("/auth/sign-in?next=/inspect/outbox/").text
    assert (
        'href="/inspect/welcome/"'
        in client.post(
            "/auth/sign-in",
            data={"username": "x", "password": "y", "next": "/inspect/"},
            headers={"Origin": "http://localhost"},
        ).text
    )
    assert "主屏幕" not in client.get("/auth/sign-in?next=/staff/").text


@pytest.mark.parametrize("path", ["/inspect/welcome/", "/auth/sign-in?next=/inspect/"])
def test_insecure_address_says_plainly_that_it_can_not_work_offline(client, path):
    assert "这个地址不能离线用" in client.get(path, headers=LAN).text
    assert "这个地址不能离线用" not in client.get(path).text
    assert "这个地址不能离线用" not in client.get(path, headers=LAN, base_url="https://192.168.1.7:8000").text


def test_welcome_is_in_the_readers_language(client):
    client.set_cookie("language", "en")
    assert "Home screen first, then sign in" in client.get("/inspect/welcome/").text
