"""Say to which sub-district (街道) a community belongs: the operator's word, from the command line."""

from __future__ import annotations

from webapp.models import Community
from webapp.operations.note_change import note_own_act
from webapp.operations.transaction import transaction


def set_district(community_id: int, name: str) -> None:
    """An empty name takes it out."""
    with transaction(community_id) as session:
        community = session.get_one(Community, community_id)
        if community.district != name:
            community.district = name
            note_own_act(session, community_id, "district_set", "community", str(community_id), by_command=True)
