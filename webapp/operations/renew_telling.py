"""Begin a new telling of snapshots: with a new day, or another shape, every phone asks for the whole once."""

from __future__ import annotations

import datetime as dt

from sync.limits import snapshot_shape
from webapp.models import Community
from webapp.operations.transaction import transaction


def renew_telling(community: Community, today: dt.date) -> None:
    """Raise the change number under the community's lock, unless that was done for this day and shape."""
    told_for = f"{today:%Y-%m-%d} {snapshot_shape()}"
    if community.told_for == told_for:
        return
    with transaction(community.id) as session:
        session.refresh(community)
        if community.told_for != told_for:
            community.told_for = told_for
            tell_whole(community)


def tell_whole(community: Community) -> None:
    """From now on nothing before counts: every phone of the community asks for the whole snapshot once."""
    community.change_number += 1
    community.whole_from = community.change_number
