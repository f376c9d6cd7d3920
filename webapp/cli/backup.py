"""sanbao backup: database and photos in one file, while the server serves."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from webapp import create_app
from webapp.backup_file import BrokenBackup
from webapp.cli.installation import settings_for
from webapp.cli.options import data_option
from webapp.cli.progress import Progress
from webapp.extensions import db
from webapp.operations.back_up import back_up
from webapp.storage import StoreAway

LACKING = 3


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def backup(file: Path, data: Path) -> None:
    """把数据库和照片存成一个文件，不用停服务。 Save database and photos as one file; the server may go on serving.

    Ends with status 3 when the file was made but photos that the database names could not be read whole.
    """
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    if file.exists():
        raise click.ClickException(f"{file}已经有了，不盖掉它。 {file} is there already; it was left alone.")
    with create_app(settings_for(data, "127.0.0.1")).app_context():
        try:
            _require_installation(data)
            summary = back_up(file, Progress().tell)
        except OSError as problem:
            raise click.ClickException(f"写不了{file}。 It can't be written: {problem.strerror}.") from problem
        except BrokenBackup as problem:
            raise click.ClickException(
                f"存下的读回来不对，没有留。 What was written is not kept: {problem}"
            ) from problem
        except StoreAway as problem:
            raise click.ClickException("照片库没有答应，过一会儿再来。 The photo store is away.") from problem
        except DBAPIError as problem:
            raise click.ClickException("数据库没有答应，过一会儿再来。 The database is away.") from problem
        finally:
            db.engine.dispose()
    rows, size = sum(summary.rows.values()), file.stat().st_size
    click.echo(f"备份好了：{rows}行，{summary.photos}张照片，{size}字节。")
    click.echo(f"Saved: {rows} rows, {summary.photos} photos, {size} bytes.")
    if summary.lacking:
        click.echo(f"{len(summary.lacking)}张照片读不出来，没有存进去： These photos could not be read:", err=True)
        for name in summary.lacking:
            click.echo(f"  {name}", err=True)
        raise SystemExit(LACKING)


def _require_installation(data: Path) -> None:
    if not inspect(db.engine).has_table("alembic_version"):
        raise click.ClickException(f"{data}里没有三包的数据。 There is no installation in {data}.")
