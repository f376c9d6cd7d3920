"""Pages asked for by connections that are kept, each again as soon as it was answered."""

from __future__ import annotations

import os
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.pages.town import PIN
from bench.public.place import Place
from bench.sync.client import Connection, Driven, Flow, drive, request
from bench.sync.usage import Usage
from tests.e2e.running import Server

PHONE = {"Accept": "text/html", "Accept-Encoding": "gzip, deflate, br", "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
CARDS = 20  # a card costs so many times what a page that is kept does: asked that much seldomer, and by one at a time


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the table."""

    name: str
    path: str
    target: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seldomer: int = 1
    alone: bool = False


def measure(server: Server, places: list[Place], requests: int, connections: int, runs: int) -> None:
    """The table; the load of the machine before and after stands beside it."""
    print(f"load {os.getloadavg()[0]:.1f}; {connections} connections, {requests} requests, median of {runs} runs")
    print(f"{'':30} {'requests/s':>20}   p50   p95   p99 ms  CPU ms: server client   bytes  target")
    for asked in _lines(server, places):
        at_once = 1 if asked.alone else connections
        _tell(asked, [_run(server, asked, requests // asked.seldomer, at_once) for _ in range(runs)])
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)


def _lines(server: Server, places: list[Place]) -> Iterator[Asked]:
    yield Asked("/healthz, what any page costs", "/healthz", "-")
    fast, quick = ">= 1,000/s, p99 <= 10", "p95 <= 50"
    for place in places:
        of = f"of {place.courtyards}"
        line = Connection(server.port)
        tag = line.ask(request("GET", place.board, PHONE)).headers["etag"]
        cookie = _open_card(line, place)
        line.socket.close()
        yield Asked(f"board {of}", place.board, fast)
        yield Asked(f"board {of}, not changed", place.board, fast, 304, {"If-None-Match": tag})
        yield Asked(f"door {of}", place.door, fast)
        yield Asked(f"card {of}, one at a time", "/card/", quick, 200, {"Cookie": cookie}, CARDS, alone=True)
        yield Asked(f"card {of}", "/card/", "-", 200, {"Cookie": cookie}, CARDS)
    yield Asked("PIN", "/card/", "-", seldomer=4)


def _open_card(line: Connection, place: Place) -> str:
    form = urlencode({"code": place.household, "pin": PIN}).encode()
    answer = line.ask(request("POST", "/card/", FORM, form))
    cookie = re.search(r"session=[^;]+", answer.headers.get("set-cookie", ""))
    assert cookie, answer
    return cookie[0]


def _run(server: Server, asked: Asked, requests: int, connections: int) -> tuple[Driven, Usage]:
    assert server.process is not None, "it was started"
    drive(server.port, connections, [_flow(asked, 10) for _ in range(connections)])  # what is kept is there
    with Usage((server.process.pid,)) as usage:
        driven = drive(server.port, connections, [_flow(asked, requests // connections) for _ in range(connections)])
    return driven, usage


def _flow(asked: Asked, times: int) -> Flow:
    whole = request("GET", asked.path, {**PHONE, **asked.headers})
    for _ in range(times):
        answer = yield whole
        assert answer.status == asked.status, answer


def _tell(asked: Asked, done: list[tuple[Driven, Usage]]) -> None:
    """CPU is that of one request, in milliseconds."""
    rates = sorted(len(driven.waits) / driven.seconds for driven, _ in done)
    waits = sorted(wait * 1000 for driven, _ in done for wait in driven.waits)
    p50, p95, p99 = (waits[int(len(waits) * share)] for share in (0.5, 0.95, 0.99))
    server = statistics.median(usage.server / len(driven.waits) * 1000 for driven, usage in done)
    client = statistics.median(usage.client / len(driven.waits) * 1000 for driven, usage in done)
    size = done[0][0].received // len(done[0][0].waits)
    rate = f"{statistics.median(rates):.0f} ({rates[0]:.0f}-{rates[-1]:.0f})"
    waited = f"{p50:5.1f} {p95:5.1f} {p99:5.1f}"
    print(f"{asked.name:30} {rate:>20} {waited}   {server:12.2f} {client:8.2f} {size:7}  {asked.target}", flush=True)
