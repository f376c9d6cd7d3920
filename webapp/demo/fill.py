"""Fill an empty database with the demo community."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

from sqlalchemy.orm import Session

from webapp.demo.appoint import Appointed, appoint
from webapp.demo.calendar import Calendar
from webapp.demo.close_months import close_months
from webapp.demo.conduct import live, waiting_walk
from webapp.demo.credit_deeds import credit_deeds
from webapp.demo.decisions import decide
from webapp.demo.deeds import do_deeds
from webapp.demo.file_checks import Files, file_checks
from webapp.demo.hand_out_goods import hand_out_goods
from webapp.demo.log_deeds import log_deeds
from webapp.demo.photographs import Camera
from webapp.demo.plan import Plan
from webapp.demo.print_papers import print_papers
from webapp.demo.put_goods_by import put_goods_by
from webapp.demo.records import Record, Recorder
from webapp.demo.settle import Settled, found, settle
from webapp.demo.share_work import share_work
from webapp.demo.table import add
from webapp.demo.take_part import take_part
from webapp.demo.visits import plan_walks
from webapp.models import Month, RuleBookVersion
from webapp.operations.transaction import transaction
from webapp.rulebooks import default_text, load_rule_book

SEED = 3
# Has nobody to keep out of, and so may come along anywhere.
COMPANION = "gongzuo2"


def fill(now: dt.datetime, photos: Path, seed: int = SEED) -> None:
    """Everything up to `now` (aware); the same time and seed give the same community. Nobody can sign in yet."""
    plan = Plan.make(now, seed)
    with transaction() as session:
        community = found(session, plan.calendar)
        settled = settle(session, plan, community)
        appointed = appoint(session, plan, settled)
        _adopt_rules(session, plan.calendar, community)
        waiting = _walk(session, plan, settled, appointed, photos)
        credit_deeds(session, plan, settled, appointed, do_deeds(plan.chance("deeds"), plan.calendar, len(plan.doors)))
    print_papers(plan)
    close_months(plan.calendar)
    hand_out_goods(plan.calendar)
    put_goods_by(plan.calendar)
    log_deeds(plan, waiting)
    share_work(plan)
    take_part(plan)


def _adopt_rules(session: Session, calendar: Calendar, community: int) -> None:
    """The shipped rule book is in force from the first month; the running month has begun."""
    text = default_text()
    version = {
        "community_id": community,
        "version": 1,
        "effective_from": calendar.months[0],
        "text": text,
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "made_at": calendar.moment(calendar.firsts[0], 0),
    }
    add(session, RuleBookVersion, [version])
    month = {"community_id": community, "name": calendar.months[-1], "state": "open", "rule_version": 1}
    add(session, Month, [month])


def _walk(session: Session, plan: Plan, settled: Settled, appointed: Appointed, photos: Path) -> list[Record]:
    """All walks with their checks and photos, and what staff decided on them; the checks of the walk that waits."""
    book = load_rule_book(default_text())
    walks = plan_walks(plan.calendar, plan.doors)
    live(plan.chance("conduct"), plan.calendar, book, walks)
    waiting = walks.index(waiting_walk(walks))
    recorder = Recorder(plan, book, Camera(photos, settled.community, plan.doors), appointed.users[COMPANION])
    made = [recorder.write_up(walk, at == waiting) for at, walk in enumerate(walks)]
    decisions = decide(plan.calendar, made, waiting, book.restore_days)
    file_checks(session, Files(settled, appointed, decisions), [record for records in made for record in records])
    if hasattr(os, "sync"):
        os.sync()
    return made[waiting]
