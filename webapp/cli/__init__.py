"""The command line: sanbao demo, serve, worker, init, verify, backup and restore."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = ("demo", "serve", "worker", "init", "verify", "backup", "restore")


class Commands(click.Group):
    """Loads a command when it is asked for: what only watches over a server stays small."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return getattr(import_module(f"webapp.cli.{cmd_name}"), cmd_name) if cmd_name in COMMANDS else None


@click.group(cls=Commands)
def main() -> None:
    """三包：社区门前三包的积分账。 The points ledger of a neighbourhood."""
