"""Who asks, and under which name, when reverse proxies stand in front: told by them, and believed of nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def is_from_proxy(environ: WSGIEnvironment) -> bool:
    """Whether a proxy that is believed brought the request."""
    return "werkzeug.proxy_fix.orig" in environ


class FromProxies:
    """`count` proxies in a row, the last of which connects from one of `networks`; its forwarding headers are used."""

    def __init__(self, app: WSGIApplication, count: int, networks: tuple[IPv4Network | IPv6Network, ...]) -> None:
        self._direct, self._networks = app, networks
        self._forwarded = ProxyFix(app, x_for=count, x_proto=count, x_host=count)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        app = self._forwarded if self._is_proxy(environ.get("REMOTE_ADDR", "")) else self._direct
        return app(environ, start_response)

    def _is_proxy(self, address: str) -> bool:
        try:
            peer = ip_address(address)
        except ValueError:
            return False
        return any(peer in network for network in self._networks)
