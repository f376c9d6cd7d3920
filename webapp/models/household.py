"""The household: people who live together, with one file (一户一档)."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.community import Community
from webapp.models.courtyard import Courtyard
from webapp.models.household_access import HouseholdAccess
from webapp.models.types import Key, MonthName, Name, OfCommunity, Word


class Household(OfCommunity, db.Model):
    """`kind` is owner, registered or tenant; `code` opens the card together with a PIN.

    It lives in a courtyard, or at an `address` of a compound (3号楼2单元501 of the compound in `group_name`). When a
    courtyard is split or merged, it belongs to another from the month `moved_in` on, and to `moved_from` before.
    """

    id: Mapped[Key]
    courtyard_id: Mapped[int | None] = mapped_column(ForeignKey("courtyard.id"))
    code: Mapped[Word]
    kind: Mapped[Word]
    in_difficulty: Mapped[bool] = mapped_column(default=False)
    address: Mapped[Name] = mapped_column(default="", server_default="")
    group_name: Mapped[Name] = mapped_column(default="", server_default="")
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("courtyard.id"))
    moved_in: Mapped[MonthName | None]

    courtyard: Mapped[Courtyard | None] = relationship(foreign_keys=courtyard_id)
    community: Mapped[Community] = relationship()
    access: Mapped[HouseholdAccess | None] = relationship(
        primaryjoin=lambda: (
            (HouseholdAccess.household_id == Household.id) & (HouseholdAccess.community_id == Household.community_id)
        ),
        foreign_keys=lambda: HouseholdAccess.household_id,
        viewonly=True,
    )

    __table_args__ = (
        db.UniqueConstraint("code"),
        db.Index(None, "community_id", "courtyard_id"),
        db.Index(None, "community_id", "moved_from_id"),
    )

    def courtyard_id_in(self, month: str) -> int | None:
        """The courtyard it belongs to in `month` (YYYY-MM)."""
        return self.moved_from_id if self.moved_in and month < self.moved_in else self.courtyard_id
