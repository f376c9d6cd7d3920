"""Which roles one person may have together."""

from __future__ import annotations

from collections.abc import Collection

ROLES = ("inspector", "staff", "oversight", "admin")
# Those who see everybody's affairs, and decide: they sign in with a second step where the community wants it.
OFFICES = ("staff", "oversight", "admin")


def refuse_roles(roles: Collection[str]) -> str | None:
    """Why these roles can't be one person's, as a code; None when they can.

    Oversight watches what staff decide and what admins set up: nobody watches themselves.
    """
    if not roles or not set(roles) <= set(ROLES):
        return "no_role"
    if "oversight" in roles and "staff" in roles:
        return "oversight_and_staff"
    if "oversight" in roles and "admin" in roles:
        return "oversight_and_admin"
    return None
