"""The examples of PROTOCOL.md: what a phone sends, byte by byte, and what writes the server's answers beside it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import socket
import zlib
from base64 import b64encode
from dataclasses import dataclass
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from sync.digest import digest_text
from tests.contract.vectors import VECTORS
from tests.factories.communities import grid_of, make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_device, make_user
from webapp.extensions import db
from webapp.models import User
from webapp.passwords import token_digest
from webapp.rulebooks import default_text, load_rule_book

PAGE = VECTORS.parent / "PROTOCOL.md"
MARK = "<!-- examples: made by tests/contract/examples.py from here on -->\n"
NOW = dt.datetime(2026, 11, 26, 2, tzinfo=dt.UTC)
MILLISECONDS = 1795658400000
TOKEN = "example-token"
DEVICE = "6f1c0000-0000-4000-8000-000000000001"
WALK, CHECK, UNDO = (f"019abe00-0000-7000-8000-00000000000{place}" for place in (1, 2, 3))
SHOWN = (
    *("Content-Type", "ETag", "Location", "Upload-Offset", "Upload-Length", "Photo-Receipt"),
    *("Retry-After", "WWW-Authenticate", "Accept-Encoding"),
)
CUT = "…"


def _png() -> bytes:
    """A whole picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    pixels = zlib.compress(b"\0\x7f", 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PHOTO = _png()
SHA256 = hashlib.sha256(PHOTO).hexdigest()
HALF = len(PHOTO) // 2


@dataclass(frozen=True, slots=True)
class Example:
    """A request as it goes over the line; `cut` is how many characters of the answer's body are shown, None for all."""

    title: str
    request: bytes
    cut: int | None = None


def _request(line: str, headers: dict[str, str], body: bytes = b"", token: str = TOKEN) -> bytes:
    named = {"Host": "sanbao.example", **({"Authorization": f"Bearer {token}"} if token else {}), **headers}
    if body or "Content-Type" in headers:
        named["Content-Length"] = str(len(body))
    lines = [f"{line} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items()), "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


def _delivery(text: str, digest: str) -> bytes:
    entries = [{"digest": digest, "text": text}]
    sent = {"protocol": 1, "device_time": MILLISECONDS, "entries": entries}
    return json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode()


def _stated(identity: str, results: list[dict], **changes: object) -> str:
    """The text of a check in 石阶巷 27."""
    said = {
        **{"kind": "check", "id": identity, "walk": WALK, "day": "2026-11-26", "courtyard": "K7PM2QX9"},
        **{"rule_version": 1, "judged": "whole", "obstacle": None, "replaces": None},
        **{"opened_at": MILLISECONDS - 60_000, "saved_at": MILLISECONDS - 20_000, "position": None},
    }
    return json.dumps({**said, **changes, "results": results}, ensure_ascii=False, separators=(",", ":"))


def _all(result: str) -> list[dict]:
    return [{"item": item.code, "result": result} for item in load_rule_book(default_text()).items]


def _check() -> str:
    claim = {
        "sha256": SHA256,
        "bytes": len(PHOTO),
        "type": "image/png",
        "taken_at": MILLISECONDS - 30_000,
        "shows": "before",
    }
    results = _all("pass")
    results[0].update({"result": "fault", "phrases": ["门口有垃圾"], "note": "", "photos": [claim]})
    return _stated(CHECK, results)


def _undo() -> str:
    times = {"opened_at": MILLISECONDS - 10_000, "saved_at": MILLISECONDS - 10_000}
    return _stated(UNDO, _all("withdrawn"), judged="withdrawn", replaces=CHECK, **times)


def _metadata() -> str:
    return f"sha256 {b64encode(SHA256.encode()).decode()},type {b64encode(b'image/png').decode()}"


def examples() -> list[Example]:
    """One walk of a phone, in the order it happens; `{cursor}`, `{etag}`, `{upload}` are those of earlier answers."""
    text, undo = _check(), _undo()
    as_json, tus = {"Content-Type": "application/json"}, {"Tus-Resumable": "1.0.0"}
    chunk = {**tus, "Content-Type": "application/offset+octet-stream"}
    delivery = _request("POST /api/v1/batches", as_json, _delivery(text, digest_text(text)))
    broken = _delivery('{"kind":"check"}', "0" * 64)
    begin = {**tus, "Upload-Length": str(len(PHOTO)), "Upload-Metadata": _metadata(), "Content-Length": "0"}
    append = "PATCH {upload}"
    return [
        Example("What the server takes", _request("GET /api/v1/", {}, token="")),
        Example("Without a token", _request("GET /api/v1/snapshot", {"Accept-Language": "en"}, token="")),
        Example("The whole snapshot, its end cut off here", _request("GET /api/v1/snapshot", {}), cut=400),
        Example("Nothing new", _request("GET /api/v1/snapshot?since={cursor}", {"If-None-Match": "{etag}"})),
        Example("A delivery", delivery),
        Example("The same again, after a cut", delivery),
        Example("A text that is not what was hashed", _request("POST /api/v1/batches", as_json, broken)),
        Example("No delivery at all", _request("POST /api/v1/batches", {**as_json, "Accept-Language": "en"}, b"[]")),
        Example("What changed since", _request("GET /api/v1/snapshot?since={cursor}", {"If-None-Match": "{etag}"})),
        Example("A photo begins", _request("POST /api/v1/files/", begin)),
        Example("Its first half", _request(append, {**chunk, "Upload-Offset": "0"}, PHOTO[:HALF])),
        Example("How far it has come", _request("HEAD {upload}", tus)),
        Example(
            "A wrong offset", _request(append, {**chunk, "Upload-Offset": "0", "Accept-Language": "en"}, PHOTO[:HALF])
        ),
        Example("The rest, and the receipt", _request(append, {**chunk, "Upload-Offset": str(HALF)}, PHOTO[HALF:])),
        Example("The check is complete", delivery),
        Example("It is taken back", _request("POST /api/v1/batches", as_json, _delivery(undo, digest_text(undo)))),
    ]


def prepare(monkeypatch) -> None:
    """The community of the examples, and a clock that stands still."""
    monkeypatch.setattr("webapp.clock.now", lambda: NOW)
    community = make_community()
    community.slug = "shili"
    grid_of(community).name = "第一网格"
    inspector = make_user(community, "inspector", name="王志远")
    inspector.number = "03"
    yard = make_courtyard(community, "27", "何桂芳")
    yard.code, yard.walk_position, yard.latitude, yard.longitude = "K7PM2QX9", 13, 36204512, 117096731
    device, _token = make_device(inspector)
    device.public_id, device.token_hash = DEVICE, token_digest(TOKEN)
    db.session.commit()
    assert db.session.query(User).count() == 1


def run(port: int) -> list[tuple[Example, str]]:
    """Each example with its answer as the page shows it."""
    known: dict[str, str] = {}
    told = []
    for example in examples():
        answer = _ask(port, _filled(example.request, known))
        known.update(_learned(answer))
        told.append((example, _shown(answer, example.cut, known)))
    return told


def write_down(told: list[tuple[Example, str]]) -> str:
    """The page's part with the examples."""
    parts = []
    for example, answer in told:
        head, _, body = example.request.partition(b"\r\n\r\n")
        lines = head.decode().replace("\r\n", "\n").replace("\nConnection: close", "")
        parts.append(f"\n### {example.title}\n```http\n{lines}\n\n{_readable(body)}```\n```http\n{answer}```\n")
    return "".join(parts)


def _filled(request: bytes, known: dict[str, str]) -> bytes:
    for name, value in known.items():
        request = request.replace(b"{%s}" % name.encode(), value.encode())
    return request


def _ask(port: int, request: bytes) -> tuple[str, dict[str, str], bytes]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(request)
        data = b"".join(iter(lambda: line.recv(1 << 16), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    return first.split(" ", 1)[1], dict(each.split(": ", 1) for each in rest), body


def _learned(answer: tuple[str, dict[str, str], bytes]) -> dict[str, str]:
    _, headers, body = answer
    found = {}
    if "ETag" in headers:
        found["etag"] = headers["ETag"]
    if "Location" in headers:
        found["upload"] = headers["Location"]
    cursor = re.search(rb'"cursor":\s?(\d+)', body)
    return {**found, "cursor": cursor[1].decode()} if cursor else found


def _shown(answer: tuple[str, dict[str, str], bytes], cut: int | None, known: dict[str, str]) -> str:
    status, headers, body = answer
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"{name}: {headers[name]}" for name in SHOWN if name in headers and (body or name != "Content-Type")]
    text = "\n".join(lines)
    if "upload" in known:
        text = text.replace(known["upload"], "{upload}")
    if cut is not None:
        return f"{text}\n\n{body.decode()[:cut]}{CUT}\n"
    return f"{text}\n\n{_readable(body)}"


def _readable(body: bytes) -> str:
    """The body on a line of its own; a line end that belongs to it is written out."""
    if not body:
        return ""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return f"hex:{body.hex()}\n"
    if not text.isprintable() and not text.endswith("\n"):
        return f"hex:{body.hex()}\n"
    return text.removesuffix("\n") + ("\\n" if text.endswith("\n") else "") + "\n"


def make(app: Flask) -> None:
    """Write the server's answers of now into the page."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with app.app_context(), pytest.MonkeyPatch.context() as monkeypatch:
        prepare(monkeypatch)
        kept = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        PAGE.write_text(kept + MARK + write_down(run(server.port)), encoding="utf-8")
    server.shutdown()


if __name__ == "__main__":
    import tempfile
    from pathlib import Path

    from flask_migrate import upgrade

    from tests.conftest import make_settings
    from webapp import create_app

    made = create_app(make_settings(Path(tempfile.mkdtemp())))
    with made.app_context():
        upgrade()
    make(made)
