"""Deeds that the inspector of the waiting walk logged on the way, delivered as a phone delivers them."""

from __future__ import annotations

import datetime as dt

from sync.clock import milliseconds
from sync.delivery import Delivered
from sync.digest import digest_text
from sync.uuid7 import Uuid7, next_uuid7
from webapp import clock
from webapp.demo.calendar import ZONE
from webapp.demo.officials import BY_NAME
from webapp.demo.plan import Plan
from webapp.demo.records import Record
from webapp.operations.intake import Sender
from webapp.operations.make_entry import FormDeed, make_deed_text
from webapp.operations.receive_delivery import receive_delivery
from webapp.queries.users import user_by_name

DEEDS = (("volunteering", 1, "扫了台阶上的雪，一直扫到巷口"), ("activity", 2, "来帮忙布置居民议事会"))


def log_deeds(plan: Plan, waiting: list[Record]) -> None:
    """One for each of the first courtyards of that walk; none when it has not begun."""
    random, calendar, last = plan.chance("logged deeds"), plan.calendar, None
    happened = max(calendar.firsts[-1], calendar.today - dt.timedelta(days=1))
    texts = []
    for record, (kind, points, note) in zip(_of_others(waiting), DEEDS, strict=False):
        last = next_uuid7(last, record.saved_at, random.randbytes(10))
        said = {"deed": kind, "points": points, "happened_on": f"{happened}", "note": note}
        texts.append(_text(plan, record, last, said))
    if texts:
        user = user_by_name(waiting[0].round.inspector)
        assert user is not None, "the demo's inspectors are appointed before they walk"
        with clock.at(calendar.now):
            entries = tuple(Delivered(digest_text(text), text) for text in texts)
            receive_delivery(Sender.of(user), milliseconds(calendar.now), entries)


def _of_others(waiting: list[Record]) -> list[Record]:
    """Neither of one's own nor of a relative's courtyard."""
    return [each for each in waiting if each.visit.courtyard not in BY_NAME[each.round.inspector].recused]


def _text(plan: Plan, record: Record, identity: Uuid7, said: dict[str, object]) -> str:
    statement = {**said, "replaces": None, "withdrawn": False}
    code = plan.doors[record.visit.courtyard].code
    return make_deed_text(FormDeed(identity.text, code, record.saved_at, 1, statement), record.walk, f"{ZONE}")
