"""The toast that tells of what was just saved or taken back: the address names it, so that a reload says it again."""

from __future__ import annotations

from typing import Any

from flask import request

from webapp.blueprints.inspect.visit import Visit


def toast_of_address(visit: Visit) -> dict[str, Any] | None:
    """From ?saved=<check>, ?withdrawn=<check> or ?deed=<deed>, if it is one of this person's."""
    own = {each["id"]: each for each in (*visit.snapshot["own_checks"], *visit.snapshot["own_deeds"])}
    for kind in ("saved", "withdrawn", "deed"):
        check = own.get(request.args.get(kind, ""))
        if check is not None:
            return {"kind": kind, "number": visit.shown_number(check["courtyard"]), "id": check["id"]}
    return None
