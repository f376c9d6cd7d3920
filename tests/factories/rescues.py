"""Rescue files as a phone exports them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

from sync.seal import seal
from tests.factories.entries import deliver
from webapp import clock
from webapp.models import Device
from webapp.passwords import token_digest


def make_manifest(device: Device, token: str, entries: list[dict], photos: list[bytes], **changes) -> dict:
    key = token_digest(token)
    now = clock.now_milliseconds()
    sealed = [
        {"id": entry["id"], "digest": one.digest, "seal": seal(key, one.digest), "file": f"entries/{entry['id']}.json"}
        for entry, one in zip(entries, deliver(*entries), strict=True)
    ]
    hashes = [(hashlib.sha256(data).hexdigest(), len(data)) for data in photos]
    return {
        "sanbao": 1,
        "made_at": now,
        "device_time": now,
        "community": device.user.community.slug,
        "person": {"id": str(device.user_id), "number": device.user.number, "name": device.user.name},
        "device": device.public_id,
        "entries": sealed,
        "photos": [
            {"sha256": sha256, "bytes": size, "type": "image/jpeg", "file": f"photos/{sha256}.jpg"}
            for sha256, size in hashes
        ],
        "drafts": [],
        **changes,
    }


def make_members(manifest: dict, entries: list[dict], photos: list[bytes]) -> list[tuple[str, bytes]]:
    texts = [
        (f"entries/{entry['id']}.json", one.text.encode())
        for entry, one in zip(entries, deliver(*entries), strict=True)
    ]
    pictures = [(f"photos/{hashlib.sha256(data).hexdigest()}.jpg", data) for data in photos]
    return [("manifest.json", json.dumps(manifest).encode()), *texts, *pictures]


def pack(members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def make_rescue(device: Device, token: str, entries: list[dict], photos: list[bytes] = (), **changes) -> bytes:
    """The bytes of a file with these entries and photos; `changes` are of the manifest."""
    return pack(make_members(make_manifest(device, token, entries, list(photos), **changes), entries, list(photos)))
