"""sanbao worker: run the jobs of an installation."""

from __future__ import annotations

from pathlib import Path

import click

from webapp import create_app, logs
from webapp.cli.installation import make_ready, settings_for
from webapp.cli.options import data_option
from webapp.config import Settings


@click.command()
@data_option
@click.option(
    "--threads", type=click.IntRange(1, 64), default=1, show_default=True, help="同时做几件。 Jobs done at once."
)
def worker(data: Path, threads: int) -> None:
    """做后台的活儿。 Run jobs; `sanbao serve` starts one of these unless told --no-worker."""
    settings = settings_for(data, "127.0.0.1")
    make_ready(settings)
    run_worker(settings, threads)


def run_worker(settings: Settings, threads: int = 1) -> None:
    """Returns when the worker was asked to stop. Main thread of its process only."""
    from webapp.queue import work_off  # noqa: PLC0415, whoever only watches over a worker needs none of it

    logs.configure(settings.log_level)
    app = create_app(settings)
    work_off(app.extensions["jobs"].queue, threads)
