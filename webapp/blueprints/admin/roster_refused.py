"""What the roster's pages share: keys that can be looked up, and how a refusal is answered."""

from __future__ import annotations

from flask import abort, request
from flask_login import current_user

from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Courtyard, Household, Membership
from webapp.office.frame import LARGEST_KEY
from webapp.queries.files import courtyard_by_id, household_by_id
from webapp.queries.roster_desk import membership_by_id

STATUS = {"changed": 409, "undone_already": 409}


def status_of(refused: RosterRefused | None) -> int:
    """404 for what is not there."""
    if refused is None:
        return 200
    if refused.code == "unknown":
        abort(404)
    if refused.code == "not_admin":
        abort(403)
    return STATUS.get(refused.code, 422)


def seen() -> str:
    """What stands for the page that the form was sent from."""
    return request.form.get("seen", "")


def known_courtyard(key: int) -> Courtyard:
    """404 also for one that was made by mistake and taken back."""
    found = courtyard_by_id(current_user.community_id, known(key))
    return abort(404) if found is None or found.is_void else found


def known_household(key: int) -> Household:
    return household_by_id(current_user.community_id, known(key)) or abort(404)


def known_membership(key: int) -> Membership:
    return membership_by_id(current_user.community_id, known(key)) or abort(404)


def known(key: int) -> int:
    """A key that the database can look up."""
    return key if key <= LARGEST_KEY else abort(404)


def chosen_key(text: str) -> int | None:
    """What a form chose; None for nothing, and for what is no key."""
    return int(text) if text.isascii() and text.isdigit() and int(text[:11]) <= LARGEST_KEY else None
