"""The five measures of the wire; each prints its own lines."""

from __future__ import annotations

import itertools
import json
import re
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from bench.sync import load
from bench.sync.client import Connection, Driven, Flow, drive, request
from bench.sync.place import STAFF, Place
from bench.sync.usage import Usage
from tests.factories.users import PASSWORD

CHECKS, CONNECTIONS, TOGETHER = 2000, (1, 8, 32), 50
PHOTO_CHECKS, PHOTO_CONNECTIONS = 500, 8
CUT_UPLOAD = 240_000
WALK_OF_200 = 200
SMALL_BUFFER = 4096
Loaded = tuple[Driven, Usage]


def a_checks(place: Place, runs: int) -> None:
    """2,000 checks without photos, one per request and fifty."""
    for size, connections in [*((1, each) for each in CONNECTIONS), (TOGETHER, 1), (TOGETHER, 8)]:
        done = [_loaded(place, connections, list(_deliveries(place, size))) for _ in range(runs)]
        _tell(f"A  {size:2} per request, {connections:2} connections", done, CHECKS)


def _deliveries(place: Place, size: int) -> Iterator[Flow]:
    entries = load.checks(place.codes, CHECKS)
    for token in itertools.cycle(place.tokens):
        taken = list(itertools.islice(entries, load.WALK))
        if not taken:
            return
        for first in range(0, len(taken), size):
            yield _send(load.delivery(token, taken[first : first + size]))


def _send(asked: bytes) -> Flow:
    answer = yield asked
    assert answer.status == 200, answer
    outcomes = {receipt["outcome"] for receipt in json.loads(answer.body)["receipts"]}
    assert outcomes == {"accepted"}, outcomes


def b_photos(place: Place, runs: int) -> None:
    """500 checks with two photos each."""
    done = []
    for run in range(runs):
        photos = load.jpegs(range(2 * PHOTO_CHECKS * run, 2 * PHOTO_CHECKS * (run + 1)))
        pairs = list(zip(photos[::2], photos[1::2], strict=True))
        entries = load.checks(place.codes, PHOTO_CHECKS, pairs)
        flows = [_check_with_photos(*each) for each in zip(itertools.cycle(_by_walk(place)), entries, pairs)]
        done.append(_loaded(place, PHOTO_CONNECTIONS, flows))
    _tell(f"B  two photos of {load.PHOTO_BYTES // 1000} KB, {PHOTO_CONNECTIONS} connections", done, PHOTO_CHECKS)
    own = 2 * PHOTO_CHECKS * load.PHOTO_BYTES
    over = [(driven.sent + driven.received) / own - 1 for driven, _ in done]
    print(f"   on the line {statistics.median(over):.2%} over the photos' own bytes", flush=True)


def _by_walk(place: Place) -> Iterator[str]:
    """Tokens in the order of the checks: a walk is one person's."""
    return (token for token in place.tokens for _ in range(load.WALK))


def _check_with_photos(token: str, entry: dict[str, str], photos: tuple[bytes, bytes]) -> Flow:
    yield from _send(load.delivery(token, [entry]))
    for data in photos:
        answer = yield load.creation(token, data, whole=True)
        assert (answer.status, "photo-receipt" in answer.headers) == (201, True), answer


def c_cut(place: Place, runs: int) -> None:
    """An upload cut in its middle: what has to be sent again."""
    again, token = [], place.tokens[0]
    for data in load.jpegs(range(runs), CUT_UPLOAD, quality=60):
        line = Connection(place.port)
        location = line.ask(load.creation(token, data, whole=False)).headers["location"]
        half = len(data) // 2
        _cut(place.port, _patch(token, location, data, 0), half)
        time.sleep(0.3)
        offset = int(line.ask(request("HEAD", location, {**load.bearer(token), **load.TUS})).headers["upload-offset"])
        again.append(half - offset)
        answer = line.ask(_patch(token, location, data, offset))
        assert (answer.status, "photo-receipt" in answer.headers) == (204, True), answer
        line.socket.close()
    print(f"C  an upload cut in the middle: {statistics.median(again):.0f} bytes sent again, at most {max(again)}")


def _patch(token: str, location: str, data: bytes, offset: int) -> bytes:
    headers = {**load.bearer(token), **load.TUS, "Upload-Offset": str(offset)}
    return request("PATCH", location, {**headers, "Content-Type": "application/offset+octet-stream"}, data[offset:])


def _cut(port: int, asked: bytes, body: int) -> None:
    """Send the head and so many bytes of the body, then be gone."""
    head = asked.index(b"\r\n\r\n") + 4
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(asked[: head + body])


def d_snapshot(place: Place, runs: int) -> None:
    """The snapshot of 500 courtyards, and what one change costs."""
    token, line = place.tokens[-1], Connection(place.port)
    headers = {**load.bearer(token), "Accept-Encoding": "br, gzip"}
    times, sizes = [], []
    for _ in range(10 * runs):
        begin = time.perf_counter()
        answer = line.ask(request("GET", "/api/v1/snapshot", headers))
        times.append((time.perf_counter() - begin) * 1000)
        sizes.append(len(answer.body))
        assert answer.status == 200, answer
    plain = line.ask(request("GET", "/api/v1/snapshot", load.bearer(token)))
    told = f"{max(sizes)} bytes compressed, {len(plain.body)} plain, median {statistics.median(times):.0f} ms"
    print(f"D  snapshot of {len(place.codes)} courtyards: {told}")
    cursor = json.loads(plain.body)["cursor"]
    [entry] = load.checks(place.codes[:1], 1)
    line.ask(load.delivery(place.tokens[0], [entry]))
    begin = time.perf_counter()
    delta = line.ask(request("GET", f"/api/v1/snapshot?since={cursor}", headers))
    took = (time.perf_counter() - begin) * 1000
    print(f"   after one change: {len(delta.body)} bytes compressed, {took:.0f} ms", flush=True)
    line.socket.close()


def e_approve(place: Place, runs: int) -> None:
    """Approve 200 checks in one call."""
    line = Connection(place.port)
    cookie = _sign_in(line)
    times = []
    for token in itertools.islice(itertools.cycle(place.tokens), runs):
        entries = list(load.checks(place.codes, WALK_OF_200))
        walk = json.loads(entries[0]["text"])["walk"]
        entries = [_in_walk(entry, walk) for entry in entries]
        for first in range(0, WALK_OF_200, TOGETHER):
            drive(place.port, 1, [_send(load.delivery(token, entries[first : first + TOGETHER]))])
        times.append(_approve(line, cookie, walk, [json.loads(entry["text"])["id"] for entry in entries]))
    told = f"median {statistics.median(times):.0f} ms, worst {max(times):.0f} of {runs}"
    print(f"E  approve {WALK_OF_200} checks in one call: {told}", flush=True)
    line.socket.close()


def _in_walk(entry: dict[str, str], walk: str) -> dict[str, str]:
    text = json.dumps(json.loads(entry["text"]) | {"walk": walk, "results": _all_pass(entry)}, ensure_ascii=False)
    return {"digest": load.digest_text(text), "text": text}


def _all_pass(entry: dict[str, str]) -> list[dict[str, str]]:
    """A fault without a photo is doubtful, and nobody approves that unseen."""
    return [{"item": result["item"], "result": "pass"} for result in json.loads(entry["text"])["results"]]


def _sign_in(line: Connection) -> str:
    form = urlencode({"username": STAFF, "password": PASSWORD}).encode()
    answer = line.ask(_form("/auth/sign-in", "", form))
    cookie = re.search(r"session=[^;]+", answer.headers.get("set-cookie", ""))
    assert cookie, answer
    return cookie[0]


def _approve(line: Connection, cookie: str, walk: str, ids: list[str]) -> float:
    """Milliseconds."""
    asked = _form(f"/staff/walks/{walk}/approve", cookie, urlencode([("check", each) for each in ids]).encode())
    begin = time.perf_counter()
    answer = line.ask(asked)
    took = (time.perf_counter() - begin) * 1000
    assert answer.headers.get("location", "").endswith(f"approved={len(ids)}"), answer
    return took


def _form(path: str, cookie: str, form: bytes) -> bytes:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin", "Cookie": cookie}
    return request("POST", path, headers, form)


def _loaded(place: Place, connections: int, flows: list[Flow]) -> Loaded:
    with Usage(place.processes) as usage:
        driven = drive(place.port, connections, flows)
    return driven, usage


def _tell(name: str, done: list[Loaded], checks: int) -> None:
    """Medians of the runs: rate, CPU of server and client by check, waits, memory, bytes."""

    def median(of: Callable[[Driven, Usage], float]) -> float:
        return statistics.median(of(*each) for each in done)

    rates = sorted(checks / driven.seconds for driven, _ in done)
    waits = sorted(wait for driven, _ in done for wait in driven.waits)
    parts = [
        f"{statistics.median(rates):6.0f} checks/s ({rates[0]:.0f}-{rates[-1]:.0f})",
        f"CPU {median(lambda _, usage: usage.server / checks * 1000):.2f} ms + client "
        f"{median(lambda _, usage: usage.client / checks * 1000):.2f} a check",
        f"wait {waits[len(waits) // 2] * 1000:.0f} ms, p95 {waits[len(waits) * 95 // 100] * 1000:.0f}",
        f"{max(usage.peak for _, usage in done) / 1e6:.0f} MB",
        f"{median(lambda driven, _: driven.sent / checks):.0f} B up",
        f"{median(lambda driven, _: driven.received / checks):.0f} down",
    ]
    print(f"{name}: {'; '.join(parts)}", flush=True)
