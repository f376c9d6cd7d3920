"""sanbao restore: a new installation from a backup."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect, select

from webapp import create_app, paths
from webapp.backup_file import BrokenBackup, Head, Summary, check
from webapp.cli.installation import settings_for
from webapp.cli.options import data_option
from webapp.cli.progress import Progress
from webapp.cli.verify import holds
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Community
from webapp.operations import restore as operation
from webapp.storage import sync_folder
from webapp.verification.community import Scope


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def restore(file: Path, data: Path) -> None:
    """从备份恢复到一个新文件夹。 Restore a backup into a new folder; nothing that is there is overwritten."""
    data = data.absolute()
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise click.ClickException(f"{data}里已经有东西，没有动它。 {data} is not empty; it was left alone.")
    try:
        head, summary = check(file)
        _require_known(head)
        _restore(file, data, head, summary)
    except BrokenBackup as problem:
        raise click.ClickException(f"{file}：{problem}") from problem
    rows = sum(summary.rows.values())
    click.echo(
        f"恢复好了：{rows}行，{summary.photos}张照片，在{data}。 Restored: {rows} rows, {summary.photos} photos."
    )
    for name in summary.lacking:
        click.echo(f"备份时就没有这张照片： This photo was lacking already: {name}", err=True)


def _require_known(head: Head) -> None:
    try:
        ScriptDirectory(str(paths.migrations())).get_revision(head.revision)
    except CommandError as problem:
        raise BrokenBackup(
            f"是更新的三包{head.version}存的，先更新程序。 A newer Sanbao {head.version} made it: update first."
        ) from problem


def _restore(file: Path, data: Path, head: Head, summary: Summary) -> None:
    """In a folder beside, which takes its place at the end: half a restore is never taken for a whole one."""
    data.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{data.name}-", dir=data.parent))
    try:
        _fill(settings_for(beside, "127.0.0.1"), file, head, summary)
        if data.exists():
            data.rmdir()
        beside.rename(data)
        sync_folder(data.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _fill(settings: Settings, file: Path, head: Head, summary: Summary) -> None:
    for folder in (settings.photos, settings.uploads):
        folder.mkdir(exist_ok=True)
    with create_app(settings).app_context():
        if inspect(db.engine).get_table_names():
            raise click.ClickException("数据库不是空的，没有动它。 The database is not empty; it was left alone.")
        operation.restore(file, head, summary, Progress().tell)
        # Every photo was hashed as it was taken out of the backup.
        for key in list(db.session.scalars(select(Community.id))):
            holds(key, Scope(photos=False))
        db.session.remove()
        db.engine.dispose()
