"""sanbao backup: database and photos in one file, while the server serves."""

from __future__ import annotations

from pathlib import Path

import click

from webapp import create_app
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
            summary = back_up(file, Progress().tell)
        except OSError as problem:
            raise click.ClickException(f"写不了{file}。 It can't be written: {problem.strerror}.") from problem
        except StoreAway as problem:
            raise click.ClickException("照片库没有答应，过一会儿再来。 The photo store is away.") from problem
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
