"""How often a card may send forms: nobody types so fast, and photos fill the disk."""

from __future__ import annotations

from webapp.extensions import limiter
from webapp.sessions import current_household

OFTEN = "60 per hour"


def _whose() -> str:
    own = current_household()
    return f"card-{own.community_id}-{own.id}" if own else "card"


slowly = limiter.shared_limit(OFTEN, scope="card-forms", key_func=_whose)
