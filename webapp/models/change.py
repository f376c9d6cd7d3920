"""The change log: what the snapshot's cursor counts."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from webapp.extensions import db
from webapp.models.types import Key, OfCommunity, Uuid, Word


class Change(OfCommunity, db.Model):
    """`number` was taken under the community's lock, so that readers see no gaps."""

    id: Mapped[Key]
    number: Mapped[int]
    kind: Mapped[Word]
    reference: Mapped[Uuid]

    __table_args__ = (db.UniqueConstraint("community_id", "number"),)
