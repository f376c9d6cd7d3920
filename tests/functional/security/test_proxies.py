"""What a proxy says of the caller is believed of configured proxies, and of nobody else."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from click.testing import CliRunner
from flask import request

from tests.conftest import make_settings
from webapp import create_app
from webapp.cli import main
from webapp.config import UnreadableSetting, load_settings

FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "sanbao.example",
}


def seen_from(settings, peer: str) -> tuple[str, str, str]:
    """Address, scheme and host as the application sees them when `peer` connects."""
    app = create_app(settings)
    seen = []
    app.before_request(lambda: seen.append((request.remote_addr, request.scheme, request.host)))
    app.test_client().get("/healthz", headers=FORWARDED, environ_overrides={"REMOTE_ADDR": peer})
    return seen[0]


BELIEVED = ("203.0.113.9", "https", "sanbao.example")


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
def test_a_proxy_on_this_machine_is_believed(tmp_path, peer):
    assert seen_from(make_settings(tmp_path, proxies=1), peer) == BELIEVED


@pytest.mark.parametrize("peer", ["192.0.2.4", "10.0.0.5", "", "not an address"])
def test_nobody_else_is(tmp_path, peer):
    assert seen_from(make_settings(tmp_path, proxies=1), peer) == (peer, "http", "localhost")


def test_without_a_proxy_nobody_is(tmp_path):
    assert seen_from(make_settings(tmp_path), "127.0.0.1") == ("127.0.0.1", "http", "localhost")


def test_a_proxy_elsewhere_is_believed_once_it_is_named(tmp_path):
    settings = load_settings(tmp_path, {"SANBAO_PROXIES": "1", "SANBAO_PROXY_ADDRESSES": "10.0.0.5, fd00::/8"})
    assert settings.proxy_networks == (ip_network("10.0.0.5"), ip_network("fd00::/8"))
    assert seen_from(settings, "10.0.0.5") == seen_from(settings, "fd00::7") == BELIEVED
    assert seen_from(settings, "127.0.0.1")[0] == "127.0.0.1"


GIVEN = "number-of-a-proxy"


def number_told_to(settings, peer: str) -> str:
    asked = {"headers": {"X-Request-Id": GIVEN}, "environ_overrides": {"REMOTE_ADDR": peer}}
    return create_app(settings).test_client().get("/healthz", **asked).headers["X-Request-Id"]


def test_only_a_believed_proxy_numbers_the_requests(tmp_path):
    behind = make_settings(tmp_path, proxies=1)
    assert number_told_to(behind, "127.0.0.1") == GIVEN
    assert number_told_to(behind, "192.0.2.4") != GIVEN
    assert number_told_to(make_settings(tmp_path), "127.0.0.1") != GIVEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANBAO_PROXY_ADDRESSES", "caddy"),
        ("SANBAO_PROXIES", "one"),
        ("SANBAO_PROXIES", "-1"),
        ("SANBAO_PROXIES", "１"),
        ("SANBAO_LOG_LEVEL", "loud"),
    ],
)
def test_a_setting_that_can_t_be_understood_is_refused_by_name_in_both_languages(tmp_path, monkeypatch, name, value):
    with pytest.raises(UnreadableSetting, match=name):
        load_settings(tmp_path, {name: value})
    monkeypatch.setenv(name, value)
    told = CliRunner().invoke(main, ["worker", "--data", str(tmp_path)])
    assert told.exit_code == 1
    assert f"看不懂这个设置：{name}。 This setting can't be read: {name}." in told.output
