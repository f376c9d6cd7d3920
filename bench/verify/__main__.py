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
            took = [_verify(community, Scope(photos=photos)) for _ in range(runs)]
            counts = took[-1][1]
            print(
                f"  {'with' if photos else 'without'} photos: median {statistics.median(t for t, _ in took):.2f} s of"
                f" {runs}; {counts.months} months, {counts.texts} checks, {counts.entries} entries,"
                f" {counts.photos} photos; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most",
                flush=True,
            )
        db.session.remove()
        db.engine.dispose()


def _verify(community: int, scope: Scope) -> tuple[float, Counts]:
    counts, began = Counts(), time.perf_counter()
    assert not list(community_differences(community, scope, counts, lambda done, total: None))
    took = time.perf_counter() - began
    db.session.remove()
    return took, counts


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
