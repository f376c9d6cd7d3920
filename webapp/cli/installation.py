"""An installation's folder and database, made ready for work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_migrate import upgrade

from webapp import create_app
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
    for folder in (settings.photos, settings.uploads):
        folder.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    with app.app_context():
        upgrade()
    return app
