"""An installation's folder and database, made ready for work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask import Flask

from webapp import create_app, create_database_app
from webapp.config import IncompleteSettings, Settings, UnreadableSetting, WeakSecretKey, load_settings, secret_key_for

DATABASE = "sanbao.sqlite3"


def settings_for(data: Path, host: str, **overrides: Any) -> Settings:
    """Settings to serve with on `host`; a missing or weak key ends the command with words."""
    try:
        settings = load_settings(data, **overrides)
        key = secret_key_for(host, settings.secret_key, settings.data)
    except WeakSecretKey as problem:
        raise click.ClickException(
            f"别的机器也能连到{host}，要先设一个够长的密钥SANBAO_SECRET_KEY，例如：\n"
            "  export SANBAO_SECRET_KEY=\"$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')\"\n"
            f"{problem}."
        ) from problem
    except IncompleteSettings as problem:
        names = ", ".join(problem.args[0])
        raise click.ClickException(f"还缺这些设置：{names}。 These settings are missing: {names}.") from problem
    except UnreadableSetting as problem:
        raise click.ClickException(f"看不懂这个设置：{problem}。 This setting can't be read: {problem}.") from problem
    except OSError as problem:
        raise click.ClickException(
            f"用不了{data}这个文件夹。 This folder can't be used: {problem.strerror}."
        ) from problem
    return replace(settings, secret_key=key)


def prepare(settings: Settings) -> Flask:
    """The app over folders that exist and a database at the newest migration."""
    _make_folders(settings)
    app = create_app(settings)
    with app.app_context():
        _migrate()
    return app


def make_ready(settings: Settings) -> None:
    """What prepare() makes, for a process that ends with it and needs no app."""
    from webapp.extensions import db  # noqa: PLC0415

    _make_folders(settings)
    with create_database_app(settings).app_context():
        _migrate()
        db.engine.dispose()


def _make_folders(settings: Settings) -> None:
    for folder in (settings.photos, settings.uploads):
        folder.mkdir(parents=True, exist_ok=True)


def _migrate() -> None:
    from flask_migrate import upgrade  # noqa: PLC0415, whoever only watches over a server needs none of it

    _require_plain_order()
    upgrade()


def _require_plain_order() -> None:
    """Texts must sort by their characters' numbers, as on SQLite: lists of courtyards rest on it, whoever installed."""
    from sqlalchemy import text  # noqa: PLC0415

    from webapp.extensions import db  # noqa: PLC0415

    if not db.session.scalar(text("SELECT 'B' < 'a'")):
        raise click.ClickException(
            "这个数据库按语言排序，和三包对不上。新建一个：\n"
            "  CREATE DATABASE sanbao TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';\n"
            "This database sorts by a language. Make one as shown above."
        )
    db.session.remove()
