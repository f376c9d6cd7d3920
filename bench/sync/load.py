"""What phones send: deliveries of checks, and photos of 120 KB that are pictures."""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import json
import random
import time
from collections.abc import Iterator, Sequence

from PIL import Image

from bench.sync.client import request
from sync.clock import community_day
from sync.digest import digest_text
from tests.factories.entries import ITEMS, make_uuid7

ZONE = "Asia/Shanghai"
PHOTO_BYTES = 120_000
WALK = 50  # checks in one walk
TUS = {"Tus-Resumable": "1.0.0"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def checks(codes: Sequence[str], count: int, photos: Sequence[Sequence[bytes]] = ()) -> Iterator[dict[str, str]]:
    """So many entries; a third of them have a fault, or each has one that its photos show."""
    now = round(time.time() * 1000)
    day = community_day(now, ZONE).isoformat()
    walk = ""
    for place, code in zip(range(count), itertools.cycle(codes), strict=False):
        if place % WALK == 0:
            walk = make_uuid7(now)
        results: list[dict] = [{"item": item, "result": "pass"} for item in ITEMS]
        if photos or place % 3 == 0:
            results[0] |= {"result": "fault", "phrases": ["门口有垃圾"], "note": ""}
        if photos:
            results[0]["photos"] = [_claim(data, now) for data in photos[place]]
        text = json.dumps(
            {
                "kind": "check",
                "id": make_uuid7(now),
                "walk": walk,
                "day": day,
                "courtyard": code,
                "rule_version": 1,
                "judged": "whole",
                "obstacle": None,
                "replaces": None,
                "opened_at": now - 20_000,
                "saved_at": now,
                "position": {"latitude": 36204510, "longitude": 117096730, "accuracy": 9},
                "results": results,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        yield {"digest": digest_text(text), "text": text}


def _claim(data: bytes, now: int) -> dict:
    sha256 = hashlib.sha256(data).hexdigest()
    return {"sha256": sha256, "bytes": len(data), "type": "image/jpeg", "taken_at": now, "shows": "before"}


def delivery(token: str, entries: Sequence[dict[str, str]]) -> bytes:
    body = {"protocol": 1, "device_time": round(time.time() * 1000), "entries": entries}
    headers = {**bearer(token), "Content-Type": "application/json"}
    return request("POST", "/api/v1/batches", headers, json.dumps(body, ensure_ascii=False).encode())


def creation(token: str, data: bytes, *, whole: bool) -> bytes:
    """Announce a photo, with all its bytes or none."""
    sha256 = base64.b64encode(hashlib.sha256(data).hexdigest().encode()).decode()
    headers = {
        **bearer(token),
        **TUS,
        "Upload-Length": str(len(data)),
        "Upload-Metadata": f"sha256 {sha256},type {base64.b64encode(b'image/jpeg').decode()}",
    }
    if not whole:
        return request("POST", "/api/v1/files/", headers)
    return request("POST", "/api/v1/files/", {**headers, "Content-Type": "application/offset+octet-stream"}, data)


def jpegs(places: range, size: int = PHOTO_BYTES, quality: int = 18) -> list[bytes]:
    """Pictures of exactly this size, each another: a comment of at most 64 KB in their first bytes fills them up."""
    chance = random.Random(1)
    blurred = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3)).resize((1280, 960))
    buffer = io.BytesIO()
    blurred.save(buffer, "JPEG", quality=quality)
    base = buffer.getvalue()
    room = size - len(base) - 4
    comments = (make_uuid7(place).encode().ljust(room, b".") for place in places)
    return [base[:2] + b"\xff\xfe" + (room + 2).to_bytes(2, "big") + comment + base[2:] for comment in comments]
