"""For whom a household acts: for all of it, or for one of its people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from webapp.domain.names import NameMask, mask_name
from webapp.domain.rules.accounts import Subject
from webapp.domain.rules.book import RuleBook
from webapp.models import Household, Person
from webapp.queries.claims import people_of
from webapp.queries.crediting import account_to_credit

FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands in the form, and its name."""

    key: str
    name: str


def choices(own: Household, day: dt.date, book: RuleBook) -> list[Choice]:
    """Only who has an account that can be credited; nobody where the household has none."""
    month, people = f"{day:%Y-%m}", people_of(own, day)
    has_family = account_to_credit(own, month, book) is not None
    kinds = (book.subject, book.roll_up.to if book.roll_up else None)
    if Subject.PERSON in kinds:
        people = [each for each in people if account_to_credit(own, month, book, each.id) is not None]
    elif not has_family:
        people = []
    family = [Choice(FAMILY, _("全家"))] if has_family else []
    return [*family, *(Choice(str(key), name) for key, name in names_of(people).items())]


def names_of(people: list[Person]) -> dict[int, str]:
    """Masked as far as that still tells them apart: a phone is looked at by others, too."""
    masked = {each.id: mask_name(each.name, NameMask.ENDS) for each in people}
    return masked if len(set(masked.values())) == len(masked) else {each.id: each.name for each in people}


def chosen() -> int | None:
    """The person that the form names, None for the whole household; what is neither is a person that nobody is."""
    said = request.form.get("person", FAMILY)
    return None if said == FAMILY else int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
