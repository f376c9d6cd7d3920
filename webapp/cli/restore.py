"""sanbao restore: a new installation from a backup."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError

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

BROKEN_LEDGER = 3


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def restore(file: Path, data: Path) -> None:
    """从备份恢复到一个新文件夹。 Restore a backup into a new folder; nothing that is there is overwritten.

    Ends with status 3 when all of it is back but a ledger does not hold.
    """
    data = data.absolute()
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise click.ClickException(f"{data}里已经有东西，没有动它。 {data} is not empty; it was left alone.")
    try:
        head, summary = check(file)
        _require_known(head)
        is_whole = _restore(file, data, head, summary)
    except OSError as problem:
        raise click.ClickException(f"写不进{data}。 It can't be written: {problem.strerror}.") from problem
    except DBAPIError as problem:
        raise click.ClickException("数据库没有收下。 The database did not take it: is it full, or away?") from problem
    except BrokenBackup as problem:
        raise click.ClickException(f"{file}：{problem}") from problem
    rows = sum(summary.rows.values())
    click.echo(
        f"恢复好了：{rows}行，{summary.photos}张照片，在{data}。 Restored: {rows} rows, {summary.photos} photos."
    )
    for name in summary.lacking:
        click.echo(f"备份时就没有这张照片： This photo was lacking already: {name}", err=True)
    if not is_whole:
        click.echo("账本对不上，先别用：换一份更早的备份试试。 A ledger does not hold: try an older backup.", err=True)
        raise SystemExit(BROKEN_LEDGER)


def _require_known(head: Head) -> None:
    try:
        ScriptDirectory(str(paths.migrations())).get_revision(head.revision)
    except CommandError as problem:
        raise BrokenBackup(
            f"是更新的三包{head.version}存的，先更新程序。 A newer Sanbao {head.version} made it: update first."
        ) from problem


def _restore(file: Path, data: Path, head: Head, summary: Summary) -> bool:
    """Whether all ledgers hold.

    In a folder beside, which takes its place at the end: half a restore is never taken for a whole one.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{data.name}-", dir=data.parent))
    try:
        is_whole = _fill(settings_for(beside, "127.0.0.1"), file, head, summary)
        if data.exists():
            data.rmdir()
        beside.rename(data)
        sync_folder(data.parent)
        return is_whole
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _fill(settings: Settings, file: Path, head: Head, summary: Summary) -> bool:
    for folder in (settings.photos, settings.uploads):
        folder.mkdir(exist_ok=True)
    with create_app(settings).app_context():
        if inspect(db.engine).get_table_names():
            raise click.ClickException("数据库不是空的，没有动它。 The database is not empty; it was left alone.")
        operation.restore(file, head, summary, Progress().tell)
        # Every photo was hashed as it was taken out of the backup.
        held = [holds(key, Scope(photos=False)) for key in list(db.session.scalars(select(Community.id)))]
        db.session.remove()
        db.engine.dispose()
        return all(held)
