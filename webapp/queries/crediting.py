"""Which account a deed of a household or of one of its people is credited to."""

from __future__ import annotations

from webapp.domain.rules.accounts import Subject
from webapp.domain.rules.book import RuleBook
from webapp.models import Account, Household
from webapp.queries.accounts import account_of, own_account


def account_to_credit(household: Household, month: str, book: RuleBook, person: int | None = None) -> Account | None:
    """The first there is of what the rule book scores and what that rolls up to. A team has deeds of its own."""
    kinds = [book.subject, *([book.roll_up.to] if book.roll_up else [])]
    found = (_account(household, month, kind, person) for kind in kinds)
    return next((account for account in found if account is not None), None)


def _account(household: Household, month: str, kind: str, person: int | None) -> Account | None:
    if kind == Subject.COURTYARD:
        return account_of(household.courtyard, month) if household.courtyard is not None else None
    if kind == Subject.HOUSEHOLD:
        return own_account(household.community_id, month, household=household.id)
    if kind == Subject.PERSON and person is not None:
        return own_account(household.community_id, month, person=person)
    return None
