"""The last rescue: what can be exported; twin of `static/js/phone/views/rescue.js`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.words import size_words


def rescue_page(
    *,
    snapshot: Mapping[str, Any] | None,
    parcels: Sequence[Mapping[str, Any]],
    said: Sequence[Mapping[str, str]] = (),
) -> View:
    """Without a snapshot nobody is signed in, and nothing can be taken in. `said` is what was just done, in words."""
    return {
        "url": "/inspect/rescue/",
        "back_url": "/inspect/outbox/",
        "community": snapshot["community"]["name"] if snapshot else "",
        "can_take": snapshot is not None,
        "parcels": [
            {"id": each["id"], "number": each["number"], "deeds": each.get("deeds", 0), "drafts": each["drafts"]}
            | load_of(each["checks"])
            for each in parcels
        ],
        "parcel_count": len(parcels),
        "said": list(said),
    }


def load_of(owed: Sequence[Mapping[str, Any]]) -> View:
    """How many checks and photos a phone has no receipt for, and how much that is."""
    photos = [photo for check in owed for photo in check["photos"] if not photo["received"]]
    return {
        "check_count": len(owed),
        "photo_count": len(photos),
        "size": size_words(sum(photo["bytes"] for photo in photos)),
    }
