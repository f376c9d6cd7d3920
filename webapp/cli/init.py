"""sanbao init: an empty installation."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option


@click.command()
@data_option
def init(data: Path) -> None:
    """建好空的数据库和文件夹。 Make an empty database and its folders."""
    settings = settings_for(data, "127.0.0.1")
    prepare(settings)
    click.echo(f"建好了，数据在{settings.data}")
    click.echo(f"Ready, the data is in {settings.data}")
