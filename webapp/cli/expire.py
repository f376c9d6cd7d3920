"""sanbao expire: delete now what is past its time, also the pictures that this machine made of it."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option
from webapp.operations import expire as operation


@click.command()
@data_option
def expire(data: Path) -> None:
    """到期的照片和查看记录现在就删。 Delete what is past its time now; the worker does it every three hours."""
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    with prepare(settings_for(data, "127.0.0.1")).app_context():
        count = operation.expire()
        operation.sweep_pictures()
    click.echo(f"到期{count}张照片。 Photos that expired: {count}.")
