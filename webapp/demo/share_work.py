"""Activities, a sheet, a deed that came twice, a claim, and a help task, as staff and households make them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from sync.uuid7 import next_uuid7
from webapp import clock
from webapp.demo.plan import Plan
from webapp.domain.imports.attendees import Attendee
from webapp.domain.months.help_task import Step
from webapp.extensions import db
from webapp.models import Check, Household, User
from webapp.operations.claim_deed import Claim, claim_deed
from webapp.operations.help_out import HelpAct, take_help_task
from webapp.operations.keep_activity import ActivityPlan, make_activity
from webapp.operations.note_attendance import sign_in_lines, who_can_sign_in
from webapp.operations.open_help_tasks import follow_decision
from webapp.operations.post_activity import post_activity
from webapp.operations.record_deeds import Record, record_deeds
from webapp.operations.transaction import transaction
from webapp.queries.attendees import attendees
from webapp.queries.help_tasks import help_tasks
from webapp.queries.households import household_by_id
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.users import user_by_name

CLAIMED = "给对门的老人买菜、倒垃圾，一个上午"
PEOPLE = 9
SINCE, TAKEN_SINCE = dt.timedelta(days=45), dt.timedelta(days=21)
TITLE, PLACE, ORGANISER = "巷口大扫除", "石阶巷口", "邻里志愿队（虚构）"
TODAY_TITLE, TODAY_PLACE = "院子里磨刀修伞", "社区院子"


def share_work(plan: Plan) -> None:
    """Yesterday's activity, or today's on the first of a month, is posted by one of staff and waits for the other;
    there is one today, too.
    """
    staff, other = user_by_name("gongzuo2"), user_by_name("gongzuo1")
    assert staff is not None, "the demo's staff are appointed before they work"
    assert other is not None, "all of them are"
    day = max(plan.calendar.firsts[-1], plan.calendar.today - dt.timedelta(days=1))
    with clock.at(plan.calendar.now):
        _hold_activity(plan, staff, other, day)
        _announce_activity(plan, staff)
        _claim(plan, staff, day)
        _help_out(plan, staff)


def _hold_activity(plan: Plan, staff: User, other: User, day: dt.date) -> None:
    """One of those on the sheet has been recorded by hand, too; after posting somebody remembers two more."""
    random = plan.chance("activity")
    token = next_uuid7(None, clock.milliseconds(plan.calendar.now), random.randbytes(10)).text
    kept = make_activity(staff, ActivityPlan("activity", TITLE, day, PLACE, ORGANISER, points=2), token)
    assert kept.activity is not None, kept.refusal
    key = kept.activity.id
    people = [each for each in who_can_sign_in(staff, kept.activity) if each.person]
    came = random.sample(people, PEOPLE + 2)
    sign_in_lines(staff, key, "\n".join(_line(each) for each in came[:PEOPLE]))
    db.session.refresh(kept.activity)
    post_activity(staff, key, kept.activity.version)
    first = came[0]
    twice = Record(first.account, "activity", day, points=2, text=TITLE, household=first.household)
    record_deeds(other, [twice])
    sign_in_lines(staff, key, "\n".join(_line(each) for each in came[PEOPLE:]))


def _announce_activity(plan: Plan, staff: User) -> None:
    """Today's, to which nobody has come yet."""
    token = next_uuid7(None, clock.milliseconds(plan.calendar.now), plan.chance("today").randbytes(10)).text
    today = ActivityPlan("activity", TODAY_TITLE, plan.calendar.today, TODAY_PLACE, ORGANISER, points=1)
    kept = make_activity(staff, today, token)
    assert kept.activity is not None, kept.refusal


def _claim(plan: Plan, staff: User, day: dt.date) -> None:
    """A household says what it did, in its own words."""
    random = plan.chance("claim")
    _, book = rule_book_in_force(staff.community_id, f"{day:%Y-%m}")
    people = [each for each in attendees(staff.community_id, day, book) if each.person]
    chosen = random.choice(people)
    home = household_by_id(staff.community_id, chosen.household or 0)
    assert home is not None, "people of the roster belong to a household"
    token = next_uuid7(None, clock.milliseconds(plan.calendar.now), random.randbytes(10)).text
    claim_deed(home, Claim(CLAIMED, "volunteering", day, token, person=chosen.person))


def _line(each: Attendee) -> str:
    return f"{each.place} {each.name}"


def _help_out(plan: Plan, staff: User) -> None:
    """The demo's decisions on checks are written at once; this is what each of them would have done. One of the tasks
    of the last weeks is taken by a neighbour; the others wait, or are over since a later check found it put right.
    """
    needy = select(Household.courtyard_id).where(Household.community_id == staff.community_id, Household.in_difficulty)
    approved = select(Check.id).where(
        Check.community_id == staff.community_id,
        Check.state == "approved",
        Check.day >= plan.calendar.today - SINCE,
        Check.courtyard_id.in_(needy),
    )
    is_taken = False
    for key in db.session.scalars(approved.order_by(Check.corrected_at, Check.id)).all():
        with transaction(staff.community_id) as session:
            follow_decision(session, staff.community_id, [session.get_one(Check, key)], "approve")
        if not is_taken:
            is_taken = _take_one(plan, staff)


def _take_one(plan: Plan, staff: User) -> bool:
    """Whether there was one to take."""
    since = plan.calendar.today - TAKEN_SINCE
    task = next((each for each in help_tasks(staff.community_id).get("open", []) if each.found_on >= since), None)
    if task is None:
        return False
    _, book = rule_book_in_force(staff.community_id, plan.calendar.months[-1])
    people = attendees(staff.community_id, plan.calendar.today, book)
    homes = [each for each in people if each.person and each.household != task.household_id]
    volunteer = plan.chance("volunteer").choice(homes)
    act = HelpAct(Step.TAKE, task.version, household=volunteer.household, person=volunteer.person)
    return take_help_task(staff, task.id, act) is None
