"""The community: one neighbourhood with its own roster, rule book and ledger."""

from __future__ import annotations

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Instant, Key, Name, Word


class Community(db.Model):
    """`slug` stands in printed addresses; `change_number` is raised under this row's lock by every change.

    From `whole_from` on the changes can be told one by one: then the roster or the rule book changed (triggers in the
    database see to it), or the day or the shape of snapshots, which `told_for` names. `second_step_required` asks those
    with an office for a one-time code beside the password.

    The `…_months` say how long photos, boards, openings of cards and words of the trail are kept; `district` is the
    sub-district (街道) it belongs to, or "".
    """

    id: Mapped[Key]
    slug: Mapped[Word]
    name: Mapped[Name]
    timezone: Mapped[Word]
    contact: Mapped[Name]
    change_number: Mapped[int]
    whole_from: Mapped[int] = mapped_column(default=0, server_default="0")
    told_for: Mapped[Word] = mapped_column(default="", server_default="")
    second_step_required: Mapped[bool] = mapped_column(default=False, server_default=false())
    founded_at: Mapped[Instant]
    photo_months: Mapped[int] = mapped_column(default=12, server_default="12")
    board_months: Mapped[int] = mapped_column(default=36, server_default="36")
    district: Mapped[Name] = mapped_column(default="", server_default="")
    name_mask: Mapped[Word] = mapped_column(default="surname", server_default="surname")
    visit_months: Mapped[int] = mapped_column(default=12, server_default="12")
    words_months: Mapped[int] = mapped_column(default=36, server_default="36")

    __table_args__ = (db.UniqueConstraint("slug"), db.Index(None, "district"))
