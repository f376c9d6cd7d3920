"""Who may see a card: the browser that opened it, until it is closed or the PIN changes."""

from __future__ import annotations

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.models import Household
from webapp.queries.households import access_of
from webapp.sessions import close_household, current_household, open_household

WITHOUT_CARD = frozenset({"resident.card", "resident.open_with_pin", "resident.close"})
COMES_BACK = frozenset({"resident.here", "resident.claims", "resident.activities", "resident.help_tasks"})
OPENED_AT = "card_opened_at"  # milliseconds


def rule() -> ResponseReturnValue | None:
    """Before every request: an outdated session ends; pages of a card need one."""
    household = current_household()
    if household is not None and _outdated(household):
        forget()
        household = None
    if household is None and request.endpoint not in WITHOUT_CARD:
        return redirect(url_for("resident.card", next=_way_back()))
    return None


def _way_back() -> str | None:
    """Where to go on once the card is open: what somebody scanned or has bookmarked, never a form that was sent."""
    return request.path if request.method == "GET" and request.endpoint in COMES_BACK else None


def remember(household: Household) -> None:
    """Begin the card's session; when it began decides whether a new PIN ends it."""
    open_household(household)
    session[OPENED_AT] = clock.now_milliseconds()
    g.household = household


def forget() -> None:
    close_household()
    session.pop(OPENED_AT, None)
    g.household = None


def _outdated(household: Household) -> bool:
    access = access_of(household)
    return access is None or clock.milliseconds(access.set_at) > session.get(OPENED_AT, 0)
