"""What a world is: its people, and the values that stand in its addresses and forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.factories.neighbourhoods import Neighbourhood
from webapp.models import User

ROLES = ("inspector", "staff", "oversight", "admin")
PHONE, CARD = "phone", "card"


@dataclass
class World:
    """`users` by role; `known` has a value for each argument of an address, `of_endpoint` those of one address only,
    `own` those that are somebody else's for each role: by endpoint, then role.

    `sent` is what its form sends, or stands behind the question mark, where nothing is found without it.
    """

    home: Neighbourhood
    users: dict[str, User]
    token: str
    known: dict[str, object]
    of_endpoint: dict[str, dict[str, object]] = field(default_factory=dict)
    own: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    sent: dict[str, dict[str, object]] = field(default_factory=dict)

    def name(self, *endpoints: str, **values: object) -> None:
        """These values are those of these addresses."""
        self.of_endpoint |= dict.fromkeys(endpoints, values)

    def values(self, endpoint: str, arguments: set[str], role: str) -> dict[str, object]:
        own = self.own.get(endpoint, {}).get(role, {})
        values = {**self.known, **self.of_endpoint.get(endpoint, {}), **own}
        return {name: values[name] for name in arguments}
