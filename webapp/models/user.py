"""Those who sign in by password: inspectors, staff, oversight, admins."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.domain.roles import ROLES
from webapp.extensions import db
from webapp.models.community import Community
from webapp.models.person import Person
from webapp.models.types import Key, Name, OfCommunity, Word

UNNAMED = "~"


class User(OfCommunity, db.Model):
    """`number` is the inspector's number that stands on photos; `person_id` links to the roster for 回避.

    `session_stamp` changes with the password, which ends older sessions. Who is invited has no password yet and is not
    active; they choose their username, and until then it begins with UNNAMED.
    """

    __tablename__ = "user_account"  # USER is a word of SQL

    id: Mapped[Key]
    username: Mapped[Word]
    name: Mapped[Name]
    number: Mapped[Word]
    password_hash: Mapped[str] = mapped_column(String(200))
    session_stamp: Mapped[Word]
    language: Mapped[Word] = mapped_column(default="zh_CN")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    active: Mapped[bool] = mapped_column(default=True)

    community: Mapped[Community] = relationship()
    person: Mapped[Person | None] = relationship()
    roles: Mapped[list[UserRole]] = relationship()

    __table_args__ = (db.UniqueConstraint("username"),)

    def has_role(self, *names: str) -> bool:
        return any(role.name in names for role in self.roles)

    @property
    def role_names(self) -> list[str]:
        return [name for name in ROLES if self.has_role(name)]

    @property
    def has_joined(self) -> bool:
        return bool(self.password_hash)

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        return f"{self.id}.{self.session_stamp}"


class UserRole(OfCommunity, db.Model):
    """A role of a user: inspector, staff, oversight or admin."""

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[Word]

    __table_args__ = (db.UniqueConstraint("user_id", "name"),)
