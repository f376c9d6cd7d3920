"""What the demo's office printed before its first walk: plates for the doors, handbooks for the households."""

from __future__ import annotations

from webapp import clock
from webapp.demo.plan import Plan
from webapp.operations.note_paper import note_paper
from webapp.paper.order import HANDBOOKS, PLATES
from webapp.queries.users import user_by_name


def print_papers(plan: Plan) -> None:
    staff = user_by_name("gongzuo1")
    assert staff is not None, "the demo's users were appointed before"
    with clock.at(plan.calendar.moment(plan.calendar.firsts[0], 0)):
        for kind in (PLATES, HANDBOOKS):
            note_paper(staff, kind, "", len(plan.doors))
