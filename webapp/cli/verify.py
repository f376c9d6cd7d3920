"""sanbao verify: recompute every closed month of every community from its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from flask_babel import force_locale
from sqlalchemy import select

from webapp import clock
from webapp.cli.installation import prepare, settings_for
from webapp.cli.options import data_option, month_name
from webapp.cli.progress import Progress
from webapp.domain.months.verification import Difference
from webapp.extensions import db
from webapp.i18n import LANGUAGES
from webapp.models import Community
from webapp.queries.account_labels import account_labels
from webapp.queries.boards import communities, community_by_slug
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts
from webapp.verification.words import counts_words, difference_words

VERDICTS = {
    True: {"zh_CN": "都对得上。", "en": "All holds. "},
    False: {"zh_CN": "对不上。", "en": "Does not hold. "},
}


@click.command()
@data_option
@click.option("--community", "slug", default="", help="只查这个社区。 Only the community with this slug.")
@click.option("--from", "first", default="", callback=month_name, help="从这个月起。 From this month (YYYY-MM) on.")
@click.option("--no-photos", is_flag=True, help="不重算照片。 Do not hash the photos.")
@click.option("--all", "everything", is_flag=True, help="列出所有对不上的。 List every difference.")
def verify(data: Path, slug: str, first: str, no_photos: bool, everything: bool) -> None:
    """从证据重算每个公示过的月份，看有没有被改过。 Recompute every published month from its evidence, the ledger,
    the publications and their chains, and tell where they do not hold. Ends with status 1 if something does not.
    """
    if not data.is_dir():
        raise click.ClickException(f"没有{data}这个文件夹。 There is no folder {data}.")
    with prepare(settings_for(data, "127.0.0.1")).app_context():
        found = [community_by_slug(slug)] if slug else communities()
        if None in found:
            raise click.ClickException(f"没有{slug}这个社区。 There is no community {slug}.")
        keys = [community.id for community in found if community]
        scope = Scope(first, photos=not no_photos)
        broken = [key for key in keys if not holds(key, scope, everything)]
        db.session.remove()
        db.engine.dispose()
    if broken:
        raise SystemExit(1)


def holds(community_id: int, scope: Scope, everything: bool = False) -> bool:
    """Say whether all that this community published holds, and where it does not."""
    counts, progress = Counts(), Progress()
    name = db.session.scalar(select(Community.name).where(Community.id == community_id)) or ""
    differences = community_differences(
        community_id, scope, counts, lambda done, total: progress.tell("months", done, total)
    )
    is_whole = True
    for difference in differences:
        is_whole = False
        for line in _in_both_languages(community_id, difference):
            click.echo(f"{name}：{line}")
        if not everything:
            break
    for language, verdict in VERDICTS[is_whole].items():
        with force_locale(language):
            click.echo(f"{name}：{verdict}{counts_words(counts)}")
    return is_whole


def _in_both_languages(community_id: int, difference: Difference) -> Iterator[str]:
    for language in LANGUAGES:
        with force_locale(language):
            yield difference_words(difference, _account(community_id, difference.account))


def _account(community_id: int, account: int | None) -> str:
    """As people call it, with its number in the tables."""
    if account is None:
        return ""
    day = clock.now().date()
    label = account_labels(community_id, day, {account}).get(account)
    return f"{label.part}{label.name} (#{account})" if label else f"#{account}"
