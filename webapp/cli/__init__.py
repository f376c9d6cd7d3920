"""The command line: sanbao demo, serve, worker, init, import, close, district, expire, verify, link, backup, …"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = (
    *("demo", "serve", "worker", "init", "import", "close", "district", "expire", "verify"),
    *("link", "backup", "restore"),
)
OTHERWISE = {"import": "import_file"}  # a word of Python names no module


class Commands(click.Group):
    """Loads a command when it is asked for: what only watches over a server stays small."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = OTHERWISE.get(cmd_name, cmd_name)
        return getattr(import_module(f"webapp.cli.{name}"), name)


@click.group(cls=Commands)
def main() -> None:
    """三包：社区门前三包的积分账。 The points ledger of a neighbourhood."""
