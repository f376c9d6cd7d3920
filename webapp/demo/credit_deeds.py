"""Credit the demo's deeds to the courtyards of those who did them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.demo.appoint import Appointed
from webapp.demo.deeds import Done
from webapp.demo.officials import BY_NAME
from webapp.demo.plan import Plan
from webapp.demo.roster import Home
from webapp.demo.settle import Settled
from webapp.demo.table import Row, add
from webapp.models import Deed


def credit_deeds(session: Session, plan: Plan, settled: Settled, appointed: Appointed, deeds: list[Done]) -> None:
    """Those of tenants where somebody rents, all others by the owner's head."""
    random, homes = plan.chance("doers"), plan.homes
    tenants: dict[int, list[int]] = {}
    for at, home in enumerate(homes):
        if home.kind == "tenant":
            tenants.setdefault(home.courtyard, []).append(at)
    rows = []
    for deed in deeds:
        renting = tenants.get(deed.courtyard, [])
        doer = random.choice(renting) if deed.by_tenant and renting else deed.courtyard
        rows.append(_row(settled, appointed, deed, doer, homes[doer]))
    add(session, Deed, rows)


def _row(settled: Settled, appointed: Appointed, deed: Done, doer: int, home: Home) -> Row:
    decider = "gongzuo2" if deed.courtyard in BY_NAME["gongzuo1"].recused else "gongzuo1"
    return {
        "community_id": settled.community,
        "courtyard_id": settled.courtyards[deed.courtyard],
        "household_id": settled.households[doer],
        "person_id": settled.people[home.head.name],
        "kind": deed.kind,
        "points": deed.points,
        "day": deed.day,
        "month": f"{deed.day:%Y-%m}",
        "text": deed.text,
        "state": deed.state,
        "decided_by": appointed.users[decider] if deed.state == "accepted" else None,
    }
