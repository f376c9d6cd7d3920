"""The courtyard: what is patrolled, scored and published."""

from __future__ import annotations

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.grid import Grid
from webapp.models.lane import Lane
from webapp.models.types import Key, MonthName, Name, OfCommunity, Word


class Courtyard(OfCommunity, db.Model):
    """`code` is random and stands on the door plate; `enrolled_from/until` are months, both included.

    `latitude` and `longitude` are microdegrees; `walk_position` orders the route within a grid. One that a split made
    by mistake is void: its row and code stay, so that nothing else ever gets them, and nobody is shown it.
    """

    id: Mapped[Key]
    code: Mapped[Word]
    lane_id: Mapped[int] = mapped_column(ForeignKey("lane.id"))
    grid_id: Mapped[int] = mapped_column(ForeignKey("grid.id"))
    number: Mapped[Word]
    sort_key: Mapped[Name]
    walk_position: Mapped[int]
    latitude: Mapped[int | None]
    longitude: Mapped[int | None]
    enrolled_from: Mapped[MonthName | None]
    enrolled_until: Mapped[MonthName | None]
    is_party_centre: Mapped[bool] = mapped_column(default=False)
    is_void: Mapped[bool] = mapped_column(default=False, server_default=false())

    lane: Mapped[Lane] = relationship()
    grid: Mapped[Grid] = relationship()

    __table_args__ = (
        db.UniqueConstraint("code"),
        db.UniqueConstraint("community_id", "lane_id", "number"),
        db.Index(None, "community_id", "grid_id", "walk_position"),
    )

    def enrolled_in(self, month: str) -> bool:
        """Whether this courtyard takes part in `month` (YYYY-MM)."""
        return bool(self.enrolled_from and self.enrolled_from <= month <= (self.enrolled_until or month))
