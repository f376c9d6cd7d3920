"""Make areas of a photo unrecognisable on all its pictures, or show them again. The photo's own bytes stay."""

from __future__ import annotations

from webapp import clock
from webapp.domain.evidence.cover import MOST, Areas, as_data
from webapp.models import PhotoCover, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.covers import cover_of
from webapp.queries.photo_uses import Use, uses_of
from webapp.queries.users import recused_courtyards

LOOKED = "photo_looked_uncovered"
LONGEST = 200


def cover_photo(actor: User, sha256: str, areas: Areas, seen: int, check: str = "") -> str | None:
    """None when it is so, else the code of what forbids it; `seen` is the key of the cover that the page showed, 0 for
    none. On a check's page `check` is its uuid.
    """
    with transaction(actor.community_id) as session:
        uses = uses_of(actor.community_id, sha256)
        shown = next((use for use in uses if not check or (use.kind, use.reference) == ("check", check)), None)
        if shown is None:
            return "not_there"
        now = cover_of(actor.community_id, sha256)
        if as_data(areas) == (now.areas if now else []):
            return None
        refusal = _refuse(actor, uses, areas) or ("changed" if seen != (now.id if now else 0) else None)
        if refusal:
            return refusal
        session.add(
            PhotoCover(
                community_id=actor.community_id,
                sha256=sha256,
                areas=as_data(areas),
                made_by=actor.id,
                made_at=clock.now(),
            )
        )
        action = "photo_covered" if areas else "photo_uncovered"
        note_event(session, actor, action, shown.kind, shown.reference, sha256=sha256, areas=len(areas))
    return None


def _refuse(actor: User, uses: list[Use], areas: Areas) -> str | None:
    if not actor.has_role("staff"):
        return "not_staff"
    if {use.courtyard_id for use in uses} & recused_courtyards(actor, clock.today(actor.community)):
        return "recused"
    if len(areas) > MOST:
        return "too_many_areas"
    return None if all(area.is_sound for area in areas) else "unsound_area"


def look_uncovered(actor: User, kind: str, reference: str, sha256: str, reason: str) -> str | None:
    """Oversight sees the photo as it was taken or sent, of a check or an objection; None when the trail has the reason,
    else the code of why not.
    """
    words = " ".join(reason.split())
    if not actor.has_role("oversight"):
        return "not_oversight"
    if not words or len(words) > LONGEST:
        return "no_look_reason"
    with transaction(actor.community_id) as session:
        if not any((use.kind, use.reference) == (kind, reference) for use in uses_of(actor.community_id, sha256)):
            return "not_there"
        note_event(session, actor, LOOKED, kind, reference, sha256=sha256, reason=words)
    return None
