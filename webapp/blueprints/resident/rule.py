"""Who may see a card: the browser that opened it, until it is closed, its time is over or the PIN changes."""

from __future__ import annotations

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.models import Household
from webapp.operations.note_visit import note_visit
from webapp.sessions import close_household, current_household, open_household

WITHOUT_CARD = frozenset({"resident.card", "resident.open_with_pin", "resident.close"})
COMES_BACK = frozenset({"resident.here", "resident.claims", "resident.activities", "resident.help_tasks"})
OPENED_AT = "card_opened_at"  # milliseconds, as all of these
SEEN_AT = "card_seen_at"  # of the last line in the card's own log
OWN_PHONE = "card_own_phone"
HOUR = 3_600_000
LONGEST, LONGEST_OWN = HOUR, 30 * 24 * HOUR  # how long a card stays open on a borrowed phone, and on one's own
KEPT = "kept"


def rule() -> ResponseReturnValue | None:
    """Before every request: an outdated session ends; pages of a card need one."""
    household = current_household()
    if household is not None and _outdated(household):
        forget()
        household = None
    if household is None and request.endpoint not in WITHOUT_CARD:
        return redirect(url_for("resident.card", next=_way_back()))
    g.household = household  # held here, the request's next look at it asks no database
    if household is not None:
        _note_again(household)
    return None


def _way_back() -> str | None:
    """Where to go on once the card is open: what somebody scanned or has bookmarked, never a form that was sent."""
    return request.path if request.method == "GET" and request.endpoint in COMES_BACK else None


def remember(household: Household, *, is_own_phone: bool) -> None:
    """Begin the card's session; when it began decides when it is over, and whether a new PIN ends it."""
    open_household(household, stays=is_own_phone)
    session[OPENED_AT] = session[SEEN_AT] = clock.now_milliseconds()
    session[OWN_PHONE] = is_own_phone
    g.household = household


def forget() -> None:
    close_household()
    for name in (OPENED_AT, SEEN_AT, OWN_PHONE):
        session.pop(name, None)
    g.household = None


def _outdated(household: Household) -> bool:
    access, opened = household.access, session.get(OPENED_AT, 0)
    longest = LONGEST_OWN if session.get(OWN_PHONE) else LONGEST
    if clock.now_milliseconds() - opened > longest:
        return True
    return access is None or clock.milliseconds(access.set_at) > opened


def _note_again(household: Household) -> None:
    """A phone that is remembered opens the card without a PIN: the household's log says so, once an hour."""
    now = clock.now_milliseconds()
    if now - session.get(SEEN_AT, 0) >= HOUR:
        note_visit(household, KEPT)
        session[SEEN_AT] = now
