"""Options that several commands share."""

from __future__ import annotations

import re
from pathlib import Path

import click

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("sanbao-data"),
    show_default=True,
    help="数据文件夹。 Folder of the data.",
)
host_option = click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。 Address to listen on.")
worker_option = click.option(
    "--no-worker",
    is_flag=True,
    help="后台的活儿另有sanbao worker做。 Start no worker: `sanbao worker` runs elsewhere.",
)
processes_option = click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="几个进程答复，一个核一个。 Processes that answer, one for each core.",
)
port_option = click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。 Port to listen on."
)


def month_name(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """The callback of what takes a month, YYYY-MM."""
    if value and not MONTH.fullmatch(value):
        raise click.BadParameter("2026-10")
    return value
