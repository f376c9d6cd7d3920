"""Keep the pictures that came with a form, before the transaction of what they show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from webapp.operations.receive_photo import PhotoRefused, take_photo


def keep_photos(community_id: int, pictures: Iterable[bytes]) -> tuple[list[str], str | None]:
    """Their hashes, the same picture once; and the name of the reason why one is none, of those before it all are kept.

    An empty file is what a browser sends for a field that was left alone.
    """
    kept: dict[str, None] = {}
    for data in pictures:
        if not data:
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            take_photo(community_id, sha256, data)
        except PhotoRefused as refused:
            return list(kept), refused.reason.name
        kept[sha256] = None
    return list(kept), None
