"""A decision on checks opens help tasks for faults at households in difficulty, and ends those that are put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.help_task import State, Step
from webapp.models import Check, HelpStep, HelpTask
from webapp.queries.help_tasks import (
    NeedsHelp,
    faults_that_need_help,
    items_not_passed,
    tasks_of_checks,
    unfinished_tasks,
)

JUDGED = ("whole", "lane")
APPROVING = ("approve", "amend")


def follow_decision(
    session: Session, community_id: int, checks: Sequence[Check], verb: str, eased: Collection[str] = ()
) -> None:
    """`checks` were approved, amended, returned or reopened, all in this transaction; faults of `eased` items are
    none any more.
    """
    if verb not in APPROVING:
        for task in tasks_of_checks(community_id, [check.id for check in checks]):
            if task.state == State.OPEN:
                note_step(session, task, Step.END, State.OVER)
        return
    _put_right(session, community_id, checks)
    for fault in faults_that_need_help(community_id, checks):
        if fault.item not in eased:
            _open(session, community_id, fault)


def _put_right(session: Session, community_id: int, checks: Sequence[Check]) -> None:
    """By a later check in which the item passes an open task is over; of a taken one it is only noted, because who
    took it may be who put it right.
    """
    judging = [check for check in checks if check.judged in JUDGED]
    failed = items_not_passed(community_id, [check.id for check in judging])
    tasks = unfinished_tasks(community_id, {check.courtyard_id for check in judging})
    for check in sorted(judging, key=lambda each: each.corrected_at):
        for task in tasks:
            is_later = task.courtyard_id == check.courtyard_id and task.found_on < check.day
            if not is_later or (check.id, task.item) in failed:
                continue
            task.put_right_on = check.day
            if task.state == State.OPEN:
                note_step(session, task, Step.END, State.OVER)


def _open(session: Session, community_id: int, fault: NeedsHelp) -> None:
    """Once for an item of a courtyard, as long as that task is not finished; approved again, the same one anew."""
    for task in unfinished_tasks(community_id, [fault.check.courtyard_id]):
        if task.item == fault.item:
            return
    for task in tasks_of_checks(community_id, [fault.check.id]):
        if task.item == fault.item:
            if task.state == State.OVER and task.put_right_on is None:
                note_step(session, task, Step.FIND, State.OPEN)
            return
    session.add(
        HelpTask(
            community_id=community_id,
            check_id=fault.check.id,
            item=fault.item,
            courtyard_id=fault.check.courtyard_id,
            household_id=fault.household,
            found_on=fault.check.day,
            state=State.OPEN.value,
        )
    )
    session.flush()


def note_step(
    session: Session, task: HelpTask, step: Step, state: State, maker: int | None = None, text: str = ""
) -> None:
    """The task in its new state, with who did it and what was said."""
    task.state, task.version = state.value, task.version + 1
    what = {"step": step.value, "maker_id": maker, "at": clock.now(), "text": text}
    session.add(HelpStep(community_id=task.community_id, task_id=task.id, **what))
    session.flush()
    session.expire(task, ["steps", "photos"])
