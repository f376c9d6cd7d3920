"""What a proxy says of the caller is believed of configured proxies, and of nobody else."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from flask import request

from tests.conftest import make_settings
from webapp import create_app
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


def test_an_address_that_is_none_is_refused_by_name(tmp_path):
    with pytest.raises(UnreadableSetting, match="SANBAO_PROXY_ADDRESSES"):
        load_settings(tmp_path, {"SANBAO_PROXY_ADDRESSES": "caddy"})
