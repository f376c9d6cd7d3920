"""How many requests of the board and the card a server of one process answers; ends by itself.

python -m bench.public [--requests 4000] [--connections 8] [--runs 3] [--database sqlite|postgresql] [--no-paint]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.pages.__main__ import database
from bench.pages.town import TODAY
from bench.public.measures import measure
from bench.public.paint import first_paints
from bench.public.place import fill
from tests.conftest import make_settings
from tests.e2e.running import Server


def main() -> None:
    wanted = argparse.ArgumentParser(prog="python -m bench.public", description=__doc__)
    wanted.add_argument("--requests", type=int, default=4000)
    wanted.add_argument("--connections", type=int, default=8)
    wanted.add_argument("--runs", type=int, default=3)
    wanted.add_argument("--database", choices=("postgresql", "sqlite"), default="sqlite")
    wanted.add_argument("--no-paint", action="store_true")
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory() as name, database(given.database, Path(name)) as environment:
        data = Path(name) / "data"
        data.mkdir()
        url = environment.get("SANBAO_DATABASE_URL")
        places = fill(make_settings(data, **({"database_url": url} if url else {})))
        with Server(data, "serve", environment={**environment, "SANBAO_TODAY": f"{TODAY}"}) as server:
            measure(server, places, given.requests, given.connections, given.runs)
            if not given.no_paint:
                first_paints(server, places)


if __name__ == "__main__":
    main()
