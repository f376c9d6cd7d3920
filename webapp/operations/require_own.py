"""What a household may have put by for itself: for its own account, and what the counter would hand out that day."""

from __future__ import annotations

import datetime as dt

from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.reserving import Wanted, require_reservable
from webapp.models import Account, Good, Household, Reservation
from webapp.queries.accounts import account_of_household
from webapp.queries.goods import issued_to
from webapp.queries.redemptions import customer_of
from webapp.queries.reservations import open_reservations
from webapp.queries.rule_books import rule_book_in_force


def require_own_account(by: Household, account: Account, today: dt.date) -> None:
    """Raises Refused for an account that is not the one on the household's card."""
    own = account_of_household(by, f"{today:%Y-%m}")
    if own is None or own.id != account.id:
        raise Refused("not_own")


def is_own(by: Household, reservation: Reservation, today: dt.date) -> bool:
    """Whether the household may change it: of its account, and not made by another household of the same courtyard."""
    own = account_of_household(by, f"{today:%Y-%m}")
    return own is not None and own.id == reservation.account_id and reservation.household_id in (None, by.id)


def require_affordable(
    account: Account, good: Good, pieces: int, today: dt.date, besides: Reservation | None = None
) -> None:
    """Raises Refused with the rule, the limit or the points that stand against it; `besides` is a reservation
    of it that stands for the same pieces.
    """
    community = account.community_id
    _version, book = rule_book_in_force(community, f"{today:%Y-%m}")
    had = issued_to(community, account.id, today.replace(day=1)).get(good.id, 0)
    wanted = Wanted(good.name, good.unit, good.points, pieces, good.most_each, had)
    own = open_reservations(community, today, account.id)
    promised = promised_points([each for each in own if besides is None or each.id != besides.id])
    require_reservable(book, customer_of(account, book, today), wanted, promised, today)


def promised_points(reservations: list[Reservation]) -> int:
    """What these will cost at the counter."""
    return sum(each.good.points * each.pieces for each in reservations)
