"""The command line: sanbao demo, serve, worker, init, verify, backup and restore."""

from __future__ import annotations

import click

from webapp.cli.backup import backup
from webapp.cli.demo import demo
from webapp.cli.init import init
from webapp.cli.restore import restore
from webapp.cli.serve import serve
from webapp.cli.verify import verify
from webapp.cli.worker import worker


@click.group()
def main() -> None:
    """三包：社区门前三包的积分账。 The points ledger of a neighbourhood."""


for command in (demo, serve, worker, init, verify, backup, restore):
    main.add_command(command)
