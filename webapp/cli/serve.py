"""sanbao serve: the real thing, without demo data."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.addresses import addresses
from webapp.cli.children import done_beside
from webapp.cli.installation import make_ready, settings_for
from webapp.cli.options import data_option, host_option, port_option, processes_option, worker_option
from webapp.cli.server import require_free_port, serve_forever
from webapp.cli.shared_counters import shared_counters


@click.command()
@data_option
@host_option
@port_option
@processes_option
@worker_option
def serve(data: Path, host: str, port: int, processes: int, no_worker: bool) -> None:
    """启动服务。 Serve this installation."""
    click.get_current_context().with_resource(shared_counters())
    require_free_port(host, port)
    settings = settings_for(data, host)
    done_beside(make_ready, settings)
    for line in addresses(host, port):
        click.echo(line)
    serve_forever(settings, host, port, has_worker=not no_worker, processes=processes)
