"""Settings of one installation: from the environment, with defaults that suit an office PC."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from webapp.logs import LEVELS

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
MINIMUM_SECRET = 32
CHAT_ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"
COMPRESSED = (
    "text/html",
    "text/css",
    "text/javascript",
    "application/json",
    "application/manifest+json",
    "application/wasm",
    "image/svg+xml",
)


class WeakSecretKey(Exception):
    """The secret key is missing or too short for a server that others can reach."""


class UnreadableSetting(Exception):
    """A setting says something that can't be understood; its argument is the setting's name."""


class IncompleteSettings(Exception):
    """Settings that belong together were given in part; its argument is the list of those missing."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """An S3 bucket that several servers share; `prefix` is a folder in it, and some want its name in the host's."""

    name: str
    endpoint: str
    region: str
    key_id: str
    secret: str = field(repr=False)
    prefix: str = ""
    is_virtual_hosted: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data is and how the server speaks; `data` is a folder, made when missing.

    `proxies` counts the reverse proxies in front; what they say of the caller is believed of `proxy_networks` only.
    `chat_robot` is the one address that a chat group's messages go to.
    `metrics_token` opens /metrics to who knows it; without one nobody gets there.
    """

    data: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    secure_cookies: bool = False
    today: str | None = None
    proxies: int = 0
    proxy_networks: tuple[IPv4Network | IPv6Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    metrics_token: str = field(default="", repr=False)
    log_level: str = "info"
    max_form_bytes: int = 48 << 20
    redis_url: str | None = field(default=None, repr=False)
    bucket: Bucket | None = None
    chat_robot: str = CHAT_ROBOT

    @property
    def photos(self) -> Path:
        return self.data / "photos"

    @property
    def uploads(self) -> Path:
        return self.data / "uploads"

    @property
    def _counters(self) -> str:
        """Where requests are counted: servers that stand side by side count together."""
        url = self.redis_url or "memory://"
        return f"redis+{url}" if url.startswith("unix://") else url

    def as_flask(self) -> dict[str, object]:
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # An error's text ends in the log: it must not carry the names and notes of the statement.
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
            "SESSION_COOKIE_SECURE": self.secure_cookies,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "REMEMBER_COOKIE_SECURE": self.secure_cookies,
            "REMEMBER_COOKIE_HTTPONLY": True,
            "REMEMBER_COOKIE_SAMESITE": "Lax",
            "MAX_CONTENT_LENGTH": self.max_form_bytes,
            "MAX_FORM_MEMORY_SIZE": 1 << 20,
            "COMPRESS_MIMETYPES": COMPRESSED,
            "COMPRESS_ALGORITHM": ["br", "gzip"],
            "COMPRESS_BR_LEVEL": 7,
            "RATELIMIT_STORAGE_URI": self._counters,
            # A counter that is away must not keep people out: each server counts for itself until it is back.
            "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
            "SANBAO": self,
        }


def load_settings(data: Path, environ: Mapping[str, str] = os.environ, **overrides: object) -> Settings:
    """Settings for the folder `data`; an own secret key is kept beside the database when none is given.

    Raises UnreadableSetting and IncompleteSettings.
    """
    data = data.resolve()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    values: dict[str, object] = {
        "data": data,
        "database_url": environ.get("SANBAO_DATABASE_URL", f"sqlite:///{data / 'sanbao.sqlite3'}"),
        "secret_key": environ.get("SANBAO_SECRET_KEY", ""),
        "secure_cookies": environ.get("SANBAO_SECURE_COOKIES", "") == "1",
        "today": environ.get("SANBAO_TODAY"),
        "redis_url": environ.get("SANBAO_REDIS_URL"),
        "bucket": _bucket(environ),
        "proxies": _proxies(environ),
        **_proxy_networks(environ),
        "metrics_token": environ.get("SANBAO_METRICS_TOKEN", ""),
        "log_level": _log_level(environ),
        "chat_robot": _chat_robot(environ),
    }
    values.update(overrides)
    return Settings(**values)  # type: ignore[arg-type]


def _proxies(environ: Mapping[str, str]) -> int:
    given = environ.get("SANBAO_PROXIES") or "0"
    if not (given.isascii() and given.isdigit()):
        raise UnreadableSetting("SANBAO_PROXIES")
    return int(given)


def _chat_robot(environ: Mapping[str, str]) -> str:
    """Where robots of chat groups are reached; another than the usual one for an installation of one's own."""
    given = environ.get("SANBAO_CHAT_ROBOT") or CHAT_ROBOT
    if not given.startswith(("https://", "http://127.0.0.1")) or "?" in given:
        raise UnreadableSetting("SANBAO_CHAT_ROBOT")
    return given


def _log_level(environ: Mapping[str, str]) -> str:
    given = (environ.get("SANBAO_LOG_LEVEL") or "info").lower()
    if given not in LEVELS:
        raise UnreadableSetting("SANBAO_LOG_LEVEL")
    return given


def _proxy_networks(environ: Mapping[str, str]) -> dict[str, object]:
    """Addresses or networks, commas between; without any only a proxy on this machine. Raises UnreadableSetting."""
    given = environ.get("SANBAO_PROXY_ADDRESSES")
    if not given:
        return {}
    try:
        return {"proxy_networks": tuple(ip_network(each.strip()) for each in given.split(","))}
    except ValueError as problem:
        raise UnreadableSetting("SANBAO_PROXY_ADDRESSES") from problem


def _bucket(environ: Mapping[str, str]) -> Bucket | None:
    """None without a name: photos lie in the data folder. Raises IncompleteSettings."""
    if not environ.get("SANBAO_S3_BUCKET"):
        return None
    needed = ("SANBAO_S3_BUCKET", "SANBAO_S3_ENDPOINT", "SANBAO_S3_KEY_ID", "SANBAO_S3_SECRET")
    missing = [name for name in needed if not environ.get(name)]
    if missing:
        raise IncompleteSettings(missing)
    name, endpoint, key_id, secret = (environ[name] for name in needed)
    return Bucket(
        name,
        endpoint,
        environ.get("SANBAO_S3_REGION", "us-east-1"),
        key_id,
        secret,
        environ.get("SANBAO_S3_PREFIX", ""),
        environ.get("SANBAO_S3_VIRTUAL_HOSTED", "") == "1",
    )


def secret_key_for(host: str, given: str, data: Path) -> str:
    """The key to serve with; on loopback one is made and kept in the data folder.

    Raises WeakSecretKey when the server would be reachable from outside with a missing or short key.
    """
    if len(given) >= MINIMUM_SECRET:
        return given
    if host not in LOOPBACK:
        raise WeakSecretKey(f"SANBAO_SECRET_KEY must have at least {MINIMUM_SECRET} characters to serve on {host}")
    path = data / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()
