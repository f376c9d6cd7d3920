"""How long a year of one community takes to verify, on both databases, with photos and without; ends by itself."""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

from bench.scoring.__main__ import DATABASES, settings_on
from bench.verify.year import COURTYARDS, WALKS_A_MONTH, make_year
from webapp.cli.installation import prepare
from webapp.config import Settings
from webapp.extensions import db
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts


def measure(settings: Settings, courtyards: int, walks: int, runs: int) -> None:
    app = prepare(settings)
    with app.app_context():
        community = make_year(courtyards, walks)
        for photos in (False, True):
            _tell(photos, [_verify(community, Scope(photos=photos)) for _ in range(runs)])
        db.session.remove()
        db.engine.dispose()


def _verify(community: int, scope: Scope) -> tuple[float, float, Counts]:
    """Seconds by the clock, seconds of the processor, and what was looked at."""
    counts, began, used = Counts(), time.perf_counter(), time.process_time()
    assert not list(community_differences(community, scope, counts, lambda done, total: None))
    took = time.perf_counter() - began, time.process_time() - used
    db.session.remove()
    return *took, counts


def _tell(photos: bool, runs: list[tuple[float, float, Counts]]) -> None:
    took, used = (statistics.median(run[place] for run in runs) for place in (0, 1))
    counts, memory = runs[-1][2], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    looked = f"{counts.months} months, {counts.texts} checks, {counts.entries} entries, {counts.photos} photos"
    name = "with photos" if photos else "without photos"
    print(f"  {name}: {took:.2f} s, {used:.2f} s of the processor; {looked}; {memory} MB at most", flush=True)


def main() -> None:
    wanted = argparse.ArgumentParser(prog="python -m bench.verify", description=__doc__)
    wanted.add_argument("--courtyards", type=int, default=COURTYARDS)
    wanted.add_argument("--walks", type=int, default=WALKS_A_MONTH, help="walks through all courtyards in a month")
    wanted.add_argument("--runs", type=int, default=3)
    wanted.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    given = wanted.parse_args()
    for database in given.database:
        with tempfile.TemporaryDirectory() as name, settings_on(database, Path(name) / "data") as settings:
            print(f"{database}, {given.courtyards} courtyards, {given.walks} walks a month", flush=True)
            measure(settings, given.courtyards, given.walks, given.runs)


if __name__ == "__main__":
    main()
