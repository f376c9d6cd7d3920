"""sanbao close: a month of many communities taken on as far as nobody has to decide anything."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from webapp.cli.close_words import said, summed_up
from webapp.cli.closing_pool import Task, close_all, usual_processes
from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option, month_name
from webapp.cli.progress import Progress
from webapp.config import Settings
from webapp.domain.months.closing import Outcome
from webapp.extensions import db
from webapp.queries.boards import communities
from webapp.queries.users import user_by_name


@click.command()
@click.argument("month", callback=month_name)
@click.option("--community", "slugs", multiple=True, help="只这些社区。 Only these communities, by their short names.")
@click.option(
    "--publish",
    "publishers",
    multiple=True,
    help="监督确认过的就公示，记在工作小组这位的名下。 Publish what oversight confirmed, for this staff user.",
)
@click.option("--processes", type=click.IntRange(1, 64), help="几个进程一起做。 How many processes at once.")
@data_option
def close(month: str, slugs: tuple[str, ...], publishers: tuple[str, ...], processes: int | None, data: Path) -> None:
    """给所有社区过完的月份评分。 Score MONTH (YYYY-MM) of every community where it is over and nothing waits for a
    decision, and say of the others what stands in the way. May be repeated: what is done is not done again. Ends with
    status 1 if a community failed; the others are done nevertheless.
    """
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    settings = settings_for(data, "127.0.0.1")
    tasks = _tasks(settings, month, slugs, publishers)
    at_once = min(processes or usual_processes(len(tasks)), len(tasks) or 1)
    if not _close(settings, tasks, at_once):
        raise SystemExit(1)


def _tasks(settings: Settings, month: str, slugs: tuple[str, ...], publishers: tuple[str, ...]) -> list[Task]:
    with prepare(settings).app_context():
        asked = dict(map(_publisher, publishers))
        found = {each.slug: each for each in communities()}
        for slug in slugs:
            if slug not in found:
                raise click.ClickException(f"没有{slug}这个社区。 There is no community {slug}.")
        chosen = [each for each in found.values() if not slugs or each.slug in slugs]
        tasks = [Task(each.id, f"{each.name}（{each.slug}）", month, asked.get(each.id)) for each in chosen]
        db.session.remove()
        db.engine.dispose()
    return tasks


def _publisher(username: str) -> tuple[int, int]:
    """Whose community, and who."""
    user = user_by_name(username)
    if user is None or not user.has_role("staff"):
        raise click.ClickException(f"工作小组没有{username}这个人。 There is no staff user {username}.")
    return user.community_id, user.id


def _close(settings: Settings, tasks: list[Task], processes: int) -> bool:
    """Say of each what became of it; whether none failed."""
    counts: Counter[Outcome] = Counter()
    progress = Progress()
    for task, closing in close_all(settings, tasks, processes):
        click.echo(f"{task.label}：{said(closing)}")
        counts[closing.outcome] += 1
        progress.tell("communities", counts.total(), len(tasks))
    click.echo(summed_up(counts))
    return not counts[Outcome.FAILED]
