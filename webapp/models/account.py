"""The account that points are kept on: a courtyard's, a household's, a person's or a team's; and who held it when."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.courtyard import Courtyard
from webapp.models.household import Household
from webapp.models.person import Person
from webapp.models.team import Team
from webapp.models.types import Key, MonthName, Name, OfCommunity, Word

KINDS = ("courtyard", "household", "person", "team")
COURTYARD, HOUSEHOLD, PERSON, TEAM = KINDS
OF_ITS_KIND = " AND ".join(
    [
        f"kind IN ({', '.join(repr(kind) for kind in KINDS)})",
        *(f"(kind = '{kind}') = ({kind}_id IS NOT NULL)" for kind in KINDS),
    ]
)


class Account(OfCommunity, db.Model):
    """A new holder closes the account and opens another; `closed_in` is the last month it takes part in.

    It refers to the one thing that its `kind` names, and to nothing else. Its points also count on its parent's, as a
    person's do on the family's. Ranks are made among those of one `group_name`: a compound, a party branch.
    """

    id: Mapped[Key]
    kind: Mapped[Word] = mapped_column(default=COURTYARD, server_default=COURTYARD)
    courtyard_id: Mapped[int | None] = mapped_column(ForeignKey("courtyard.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    # Looked at when all is written: a family's account may be made after, or restored after, its people's.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", deferrable=True, initially="DEFERRED"))
    group_name: Mapped[Name] = mapped_column(default="", server_default="")
    opened_in: Mapped[MonthName]
    closed_in: Mapped[MonthName | None]

    courtyard: Mapped[Courtyard | None] = relationship()
    household: Mapped[Household | None] = relationship()
    person: Mapped[Person | None] = relationship()
    team: Mapped[Team | None] = relationship()
    parent: Mapped[Account | None] = relationship(remote_side=lambda: Account.id)
    holders: Mapped[list[AccountHolder]] = relationship()

    __table_args__ = (
        db.CheckConstraint(OF_ITS_KIND, name="of_its_kind"),
        db.Index(None, "community_id", "courtyard_id"),
        db.Index(None, "community_id", "household_id"),
        db.Index(None, "community_id", "person_id"),
        db.Index(None, "community_id", "team_id"),
    )


class AccountHolder(OfCommunity, db.Model):
    """The household that holds an account."""

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))

    household: Mapped[Household] = relationship()

    __table_args__ = (
        db.UniqueConstraint("community_id", "account_id", "household_id"),
        db.Index(None, "community_id", "household_id"),
    )
