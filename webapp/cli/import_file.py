"""sanbao import: a roster, people, checks or deeds out of a file, with a preview first."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option
from webapp.domain.imports.judged_row import Fate
from webapp.extensions import db
from webapp.models import Community
from webapp.office import file_words
from webapp.operations.import_file import KINDS, Preview, preview, read_file, take_file
from webapp.tables.limits import TableRefused

SHOWN = 50


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--community", "slug", required=True, help="社区的代号。 The community's short name.")
@click.option(
    "--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="文件里是什么。 What it holds."
)
@click.option("--yes", is_flag=True, help="不再问。 Don't ask.")
@data_option
def import_file(file: Path, slug: str, kind: str, yes: bool, data: Path) -> None:
    """从表格（xlsx或csv）收名册、队伍、检查或加分扣分。 Take in a roster, people, checks or deeds (xlsx, csv)."""
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    app = prepare(settings_for(data, "127.0.0.1"))
    with app.app_context():
        community = db.session.scalar(select(Community).where(Community.slug == slug))
        if community is None:
            raise click.ClickException(f"没有{slug}这个社区。 There is no community {slug}.")
        try:
            kept = read_file(community, kind, file.read_bytes())
        except TableRefused as refused:
            raise click.ClickException(f"{file_words.refused(refused.code)} ({refused.code})") from refused
        judged = preview(community, None, kept)
        tell(judged)
        if not judged.counts[Fate.NEW] + judged.counts[Fate.CHANGED]:
            return
        if not yes:
            click.confirm("收下吗？ Take them in?", abort=True)
        take_file(community.id, None, kept, judged.seen)
        click.echo("收好了。 Done.")


def tell(judged: Preview) -> None:
    """Counts, what is wrong, what changes."""
    for fate, count in judged.counts.items():
        click.echo(f"{file_words.fate(fate)} {fate}: {count}")
    for header in judged.file.table.refused:
        click.echo(f"身份证号不收，没有读这一列：{header}  This column holds identity numbers and was not read.")
    bad = [row for row in judged.rows if row.problems]
    for row in bad[:SHOWN]:
        codes = ", ".join(f"{each.field}: {each.code}" for each in row.problems)
        click.echo(f"  第{row.number}行 row {row.number} {row.label}: {file_words.problems(row.problems)} ({codes})")
    changed = [(row, each) for row in judged.rows if not row.problems for each in row.differences]
    for row, each in changed[:SHOWN]:
        old, new = file_words.value(each.old), file_words.value(each.new)
        click.echo(f"  {row.number} {row.label}: {file_words.field(each.field)} {old} → {new}")
    left = max(0, len(bad) - SHOWN) + max(0, len(changed) - SHOWN)
    if left:
        click.echo(f"  还有{left}处。 And {left} more.")
