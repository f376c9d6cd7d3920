"""Run the measures of the wire on both databases, one after the other; ends by itself."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.sync.measures import a_checks, b_photos, c_cut, d_snapshot, e_approve
from bench.sync.place import running

MEASURES = {"A": a_checks, "B": b_photos, "C": c_cut, "D": d_snapshot, "E": e_approve}
DATABASES = ("sqlite", "postgresql")


def main() -> None:
    wanted = argparse.ArgumentParser(prog="python -m bench.sync", description=__doc__)
    wanted.add_argument("--runs", type=int, default=3)
    wanted.add_argument("--only", default="ABCDE", help="letters of the measures")
    wanted.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    given = wanted.parse_args()
    for database in given.database:
        print(f"{database}, medians of {given.runs} runs", flush=True)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "data"
            with running(database, folder) as place:
                for letter in given.only:
                    MEASURES[letter](place, given.runs)


if __name__ == "__main__":
    main()
