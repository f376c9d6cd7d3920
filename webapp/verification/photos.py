"""The photos that counted checks name: each file against the hash it is named by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from webapp.domain.months.verification import Difference, Part
from webapp.photo_store import photos
from webapp.queries.stated_checks import StatedCheck
from webapp.verification.counts import Counts


def photo_differences(
    community_id: int,
    check: StatedCheck,
    account: int | None,
    expired: Callable[[], Iterable[str]],
    counts: Counts,
) -> Iterator[Difference]:
    """A photo that is not there is in order when the audit trail says that it expired."""
    for sha256 in dict.fromkeys(photo["sha256"] for photo in check.photos):
        try:
            found = hashlib.sha256(photos().read(community_id, sha256)).hexdigest()
        except FileNotFoundError:
            found = ""
        if found == sha256:
            counts.photos += 1
        elif not found and sha256 in expired():
            counts.expired += 1
        else:
            yield Difference(Part.PHOTO, check.month, account, check.uuid, sha256, found)
