"""Keep one picture that came with a form, if it can be shown: developed at once, so that a page never has a gap."""

from __future__ import annotations

from webapp.darkroom import NotDeveloped
from webapp.operations.keep_photos import keep_photos
from webapp.pictures import make_pictures


def keep_picture(community_id: int, data: bytes) -> tuple[str | None, str | None]:
    """(its hash, None), or (None, the name of the reason why it is none); both None where no file was chosen."""
    kept, problem = keep_photos(community_id, [data])
    if not kept:
        return None, problem
    try:
        make_pictures(community_id, kept[0])
    except NotDeveloped as refused:
        return None, refused.reason
    return kept[0], None
