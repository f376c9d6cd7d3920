"""sanbao verify: recompute the ledger's chain of every community."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option
from webapp.extensions import db
from webapp.models import Community
from webapp.queries.ledger import chain_break, last_entry


@click.command()
@data_option
def verify(data: Path) -> None:
    """重算账本，看有没有被改过。 Recompute the ledger and tell where it does not hold."""
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    with prepare(settings_for(data, "127.0.0.1")).app_context():
        broken = [community for community in db.session.scalars(select(Community)) if not holds(community)]
    if broken:
        raise SystemExit(1)


def holds(community: Community) -> bool:
    """Say whether its ledger holds, and where it does not."""
    found = chain_break(community.id)
    last = last_entry(community.id)
    count = last.sequence if last else 0
    if found is None:
        click.echo(f"{community.name}：{count}笔账都对得上。 All {count} entries hold.")
        return True
    click.echo(f"{community.name}：第{found.sequence}笔对不上。 Entry {found.sequence} does not hold ({found.reason}).")
    return False
