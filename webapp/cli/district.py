"""sanbao district: which communities a sub-district's page shows."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option
from webapp.models.types import NAME
from webapp.operations.set_district import set_district
from webapp.queries.boards import communities, community_by_slug


@click.command()
@click.argument("name", default="")
@click.option("--community", "slug", help="社区的代号。 The community's short name.")
@click.option("--remove", is_flag=True, help="不再属于哪个街道。 It belongs to none any more.")
@data_option
def district(name: str, slug: str | None, remove: bool, data: Path) -> None:
    """社区属于哪个街道。 Put a community into the sub-district NAME; without a community, list all."""
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    name = name.strip()
    if (slug and bool(name) == remove) or len(name) > NAME or "/" in name:
        raise click.ClickException("写一个街道名，或者--remove。 Give a name without slashes, or --remove.")
    with prepare(settings_for(data, "127.0.0.1")).app_context():
        if slug:
            found = community_by_slug(slug)
            if found is None:
                raise click.ClickException(f"没有{slug}这个社区。 There is no community {slug}.")
            set_district(found.id, name)
        for each in communities():
            click.echo(f"{each.slug}\t{each.name}\t{each.district or '-'}")
